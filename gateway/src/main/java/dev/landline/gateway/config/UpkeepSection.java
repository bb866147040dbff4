package dev.landline.gateway.config;

import dev.landline.sip.trunk.HealthSettings;
import dev.landline.sip.trunk.RegisterSettings;
import dev.landline.sip.trunk.SourceNetwork;
import dev.landline.sip.trunk.TrunkLimits;
import dev.landline.sip.trunk.TrunkUpkeep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how a trunk is registered at, asked whether it is alive, and how many calls it takes. */
final class UpkeepSection {

    private static final Pattern USER = Pattern.compile("[^\\p{Cntrl}\\s\"\\\\<>@]{1,128}");
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{2,14}|[0-9]{2,6}");
    private static final int EXPIRES_SECONDS = 600;

    private UpkeepSection() {}

    static TrunkUpkeep read(Section trunk, String host, int port, Optional<String> username) {
        HealthSettings standard = HealthSettings.standard();
        Duration interval = trunk.optional("options-interval", ValueParser.duration(Duration.ZERO, Duration.ofHours(1)))
                .orElse(standard.interval());
        if (!interval.isZero() && interval.toMillis() < 1_000) {
            trunk.mistake("options-interval", "must be 0s, which is never, or from 1s to 1h");
        }
        int failures =
                trunk.optional("options-failures", ValueParser.integer(1, 10)).orElse(standard.failures());
        TrunkLimits limits = new TrunkLimits(
                trunk.optional("max-calls", ValueParser.integer(1, 100_000)).orElse(0),
                trunk.optional("calls-per-second", ValueParser.integer(1, 10_000))
                        .orElse(0));
        return new TrunkUpkeep(
                register(trunk, host, port, username),
                new HealthSettings(interval, failures, standard.silence()),
                limits,
                sources(trunk));
    }

    private static List<SourceNetwork> sources(Section trunk) {
        return trunk.optional(
                        "sources",
                        ValueParser.list(ValueParser.text()
                                .then(text -> SourceNetwork.parse(text)
                                        .<Parsed<SourceNetwork>>map(Parsed::good)
                                        .orElseGet(() -> Parsed.bad(
                                                "must be a numeric IP address or a network such as 192.0.2.0/24, not '"
                                                        + text + "'")))))
                .orElse(List.of());
    }

    private static Optional<RegisterSettings> register(
            Section trunk, String host, int trunkPort, Optional<String> username) {
        Section register = trunk.child("register");
        boolean enabled = register.optional("enabled", ValueParser.flag()).orElse(false);
        String registrar = register.optional("registrar", ValueParser.host()).orElse(host);
        int port = register.optional("port", ValueParser.integer(1, 65_535))
                .orElse(registrar.equals(host) ? trunkPort : 0);
        ValueParser<String> user =
                ValueParser.matching(USER, "must be 1 to 128 characters without blanks, quotes, <, > and @");
        Optional<String> name = register.optional("user", user).or(() -> username);
        String domain = register.optional("domain", ValueParser.host()).orElse(registrar);
        Duration expires = register.optional(
                        "expires", ValueParser.duration(Duration.ofSeconds(30), Duration.ofHours(24)))
                .orElse(Duration.ofSeconds(EXPIRES_SECONDS));
        Optional<String> number = register.optional(
                "number",
                ValueParser.matching(NUMBER, "must be a full number with + and country code, or an extension"));
        if (enabled && name.isEmpty()) {
            register.mistake("user", "is missing: whose calls is the trunk to send here?");
        }
        register.refuseUnknown();
        return enabled
                ? Optional.of(new RegisterSettings(
                        registrar, port, name.orElse(""), domain, (int) expires.toSeconds(), number))
                : Optional.empty();
    }
}
