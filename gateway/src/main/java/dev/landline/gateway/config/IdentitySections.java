package dev.landline.gateway.config;

import dev.landline.gateway.config.IdentityTemplate.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads who is shown to whom: per trunk, per account, and for all. */
final class IdentitySections {

    private static final Map<String, NumberForm> CALLER_FORMS =
            Map.of("e164", NumberForm.E164, "digits", NumberForm.DIGITS, "national", NumberForm.NATIONAL);
    private static final Map<String, NumberForm> CALLED_FORMS = Map.of(
            "as-routed",
            NumberForm.AS_ROUTED,
            "e164",
            NumberForm.E164,
            "digits",
            NumberForm.DIGITS,
            "national",
            NumberForm.NATIONAL);
    private static final Map<String, Place> PLACES = Map.of(
            "asserted",
            Place.ASSERTED,
            "preferred",
            Place.PREFERRED,
            "remote-party",
            Place.REMOTE_PARTY,
            "diversion",
            Place.DIVERSION);
    private static final String NUMBER = "number";
    private static final String ACCOUNT = "account";
    private static final String LOGIN = "login";
    private static final Pattern FROM_USER = Pattern.compile("[A-Za-z0-9+._~-]{1,64}");
    private static final Pattern PREFIX = Pattern.compile("[*#][0-9*#]{1,7}");
    private static final Pattern URL_AND_FILE = Pattern.compile("https?://\\S{1,500} [A-Za-z0-9._-]{1,128}");

    private IdentitySections() {}

    /** @param login who we are to the trunk, if it asks */
    static IdentityTemplate trunk(Section identity, Optional<String> login) {
        IdentityTemplate standard = IdentityTemplate.standard();
        String fromUser = identity.optional(
                        "from-user",
                        ValueParser.matching(
                                FROM_USER, "must be number, account, login, or the user name that the trunk wants"))
                .orElse(NUMBER);
        if (fromUser.equals(LOGIN) && login.isEmpty()) {
            identity.mistake("from-user", "is login, but the trunk has no username");
        }
        IdentityTemplate template = new IdentityTemplate(
                identity.optional("number-format", ValueParser.choice(CALLER_FORMS))
                        .orElse(standard.callerForm()),
                identity.optional("dialled-format", ValueParser.choice(CALLED_FORMS))
                        .orElse(standard.calledForm()),
                fixedFrom(fromUser, login),
                fromUser.equals(ACCOUNT),
                identity.optional("from-name", ValueParser.flag()).orElse(standard.name()),
                identity.optional("headers", ValueParser.list(ValueParser.choice(PLACES)))
                        .map(IdentitySections::places)
                        .orElse(standard.headers()),
                identity.optional("trusted", ValueParser.flag()).orElse(standard.trusted()),
                identity.optional("diversion", ValueParser.flag()).orElse(standard.diversion()),
                identity.optional("user-phone", ValueParser.flag()).orElse(standard.userPhone()),
                identity.optional("request-host", ValueParser.host()));
        identity.refuseUnknown();
        return template;
    }

    private static Optional<String> fixedFrom(String word, Optional<String> login) {
        return switch (word) {
            case NUMBER, ACCOUNT -> Optional.empty();
            case LOGIN -> login;
            default -> Optional.of(word);
        };
    }

    private static Set<Place> places(List<Place> named) {
        return named.isEmpty() ? Set.of() : EnumSet.copyOf(named);
    }

    static CallerIdRules account(Section account, Optional<String> callerId, ValueParser<String> number) {
        List<String> more =
                account.optional("caller-ids", ValueParser.list(number)).orElse(List.of());
        boolean hidden = account.optional("hide-number", ValueParser.flag()).orElse(false);
        if (!more.isEmpty() && callerId.isEmpty()) {
            account.mistake("caller-id", "must be given beside caller-ids: it is shown when the caller chooses none");
        }
        return new CallerIdRules(more, hidden);
    }

    static IdentityConfig read(Section identity) {
        IdentityConfig standard = IdentityConfig.standard();
        List<String> prefixes = identity.required(
                "hide-prefixes",
                ValueParser.list(ValueParser.matching(PREFIX, "must begin with * or #, such as *67 or #31#")),
                standard.hidePrefixes());
        StirConfig stir = stir(identity.child("stir"));
        identity.refuseUnknown();
        return new IdentityConfig(prefixes, stir);
    }

    private static StirConfig stir(Section stir) {
        Optional<Path> folder = stir.path("certificates");
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            stir.mistake("certificates", "names a folder that cannot be read: " + folder.get());
            folder = Optional.empty();
        }
        Map<String, String> urls = stir
                .required(
                        "urls",
                        ValueParser.list(ValueParser.matching(
                                URL_AND_FILE,
                                "must be a URL, a space and a file name, such as"
                                        + " \"https://cr.example.com/1 carrier.pem\"")),
                        List.<String>of())
                .stream()
                .map(pair -> pair.split(" ", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, _) -> first));
        Duration freshness = stir.required(
                "freshness",
                ValueParser.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
                StirConfig.off().freshness());
        boolean refuse = stir.required("refuse-invalid", ValueParser.flag(), false);
        if (refuse && folder.isEmpty()) {
            stir.mistake("refuse-invalid", "has no effect without certificates");
        }
        stir.refuseUnknown();
        return new StirConfig(folder, urls, freshness, refuse);
    }
}
