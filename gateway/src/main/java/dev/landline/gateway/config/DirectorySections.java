package dev.landline.gateway.config;

import dev.landline.media.codec.OpusTuning;
import dev.landline.sip.SipTransport;
import dev.landline.sip.trunk.TrunkCredentials;
import dev.landline.sip.trunk.TrunkWire;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads who may sign in, where calls go, and which number takes which way. */
final class DirectorySections {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern SHOWN = Pattern.compile("[^\\p{Cntrl}\"\\\\]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{2,14}|[0-9]{2,6}");
    private static final Pattern MATCH = Pattern.compile("[0-9+*#x]{1,32}\\.?|\\.");
    private static final Pattern PREPEND = Pattern.compile("[0-9+*#]{0,32}");
    /** {@code auto}, which is none of them, lets DNS say. */
    private static final Map<String, Optional<SipTransport>> TRANSPORTS = Map.of(
            "udp", Optional.of(SipTransport.UDP),
            "tcp", Optional.of(SipTransport.TCP),
            "tls", Optional.of(SipTransport.TLS),
            "auto", Optional.empty());

    private DirectorySections() {}

    static Map<String, AccountConfig> accounts(Section landline) {
        Map<String, AccountConfig> accounts = new LinkedHashMap<>();
        Map<String, Section> owners = new HashMap<>();
        Map<String, String> spellings = new HashMap<>();
        landline.children("accounts").forEach((user, section) -> {
            AccountConfig account = account(user, section);
            accounts.put(user, account);
            String other = spellings.putIfAbsent(user.toLowerCase(Locale.ROOT), user);
            if (other != null) {
                section.mistake("differs from '" + other + "' only in case: nobody could dial the right one");
            }
            for (String number : account.numbers()) {
                Section owner = owners.putIfAbsent(number, section);
                if (owner != null) {
                    section.mistake("numbers", number + " is already given at " + owner.place("numbers"));
                }
            }
        });
        landline.children("accounts").forEach((user, section) -> refuseUnknownWatched(section, accounts, user));
        return accounts;
    }

    private static void refuseUnknownWatched(Section section, Map<String, AccountConfig> accounts, String user) {
        for (String watched : accounts.get(user).watches()) {
            if (!watched.equals("*") && !accounts.containsKey(watched)) {
                String hint = Spelling.nearest(watched, accounts.keySet())
                        .map(meant -> "; did you mean '" + meant + "'?")
                        .orElse("");
                section.mistake("watches", "names '" + watched + "', which is no account here" + hint);
            }
        }
    }

    private static AccountConfig account(String user, Section section) {
        name(user, section);
        ValueParser<String> number = ValueParser.matching(
                NUMBER, "must be a full number with + and country code, such as \"+441632960011\"");
        String displayName = section.optional(
                        "display-name",
                        ValueParser.matching(SHOWN, "must be 1 to 64 characters without quotes and backslashes"))
                .orElse(user);
        String password = Secrets.password(section);
        Optional<String> callerId = section.optional("caller-id", number);
        CallerIdRules callerIds = IdentitySections.account(section, callerId, number);
        List<String> numbers =
                section.optional("numbers", ValueParser.list(number)).orElse(List.of());
        AccountFeatures features = FeaturesSection.account(section);
        List<String> watches = section.optional("watches", ValueParser.list(ValueParser.text()))
                .orElse(List.of());
        section.refuseUnknown();
        return new AccountConfig(user, displayName, password, callerId, callerIds, numbers, features, watches);
    }

    static Map<String, TrunkConfig> trunks(Section landline) {
        Map<String, TrunkConfig> trunks = new LinkedHashMap<>();
        landline.children("trunks")
                .forEach((name, section) -> trunks.put(name, trunk(name, TrunkProfiles.under(section))));
        return trunks;
    }

    private static TrunkConfig trunk(String name, Section section) {
        name(name, section);
        String host = section.required("host", ValueParser.host(), "");
        int port = section.optional("port", ValueParser.integer(1, 65_535)).orElse(0);
        Optional<SipTransport> chosen =
                section.optional("transport", ValueParser.choice(TRANSPORTS)).orElse(Optional.of(SipTransport.UDP));
        SipTransport transport = chosen.orElse(SipTransport.UDP);
        TrunkSound sound = SoundSections.trunk(section, transport);
        String fromDomain = section.optional("from-domain", ValueParser.host()).orElse(host);
        TrunkSignalling signalling = SignallingSection.read(section, host, port, chosen.isEmpty());
        IdentityTemplate identity = IdentitySections.trunk(
                section.child("identity"), signalling.credentials().map(TrunkCredentials::user));
        TrunkFeatures features = FeaturesSection.trunk(section);
        TrunkServices services = TrunkServices.read(section);
        TrunkWire wire = WireSection.read(section, host);
        section.refuseUnknown();
        return new TrunkConfig(
                name, host, port, transport, sound, fromDomain, identity, signalling, features, services, wire);
    }

    /** @param opus what a route changes in its {@code opus} block */
    static List<RouteConfig> routes(Section landline, Set<String> trunks, OpusTuning opus) {
        return landline.items("routes").stream()
                .map(section -> route(section, trunks, opus))
                .toList();
    }

    private static RouteConfig route(Section section, Set<String> trunks, OpusTuning opus) {
        String match = section.required(
                "match",
                ValueParser.matching(
                        MATCH, "must be digits, +, *, #, x for any digit, and perhaps a last dot for 'and more'"),
                "");
        int strip = section.optional("strip", ValueParser.integer(0, 32)).orElse(0);
        String prepend = section.optional(
                        "prepend", ValueParser.matching(PREPEND, "must be at most 32 digits, +, * or #"))
                .orElse("");
        int shortest = match.length();
        if (!match.isEmpty() && (strip > shortest || (strip == shortest && prepend.isEmpty()))) {
            section.mistake(
                    "strip", "takes " + strip + " characters of '" + match + "': nothing would be left to dial");
        }
        List<RouteTrunk> takers = RouteTrunks.read(
                section, (at, key) -> refuseUnknownTrunk(at, key, at.required(key, ValueParser.text(), ""), trunks));
        List<String> from =
                section.optional("from", ValueParser.list(ValueParser.text())).orElse(List.of());
        for (String caller : from) {
            refuseUnknownTrunk(section, "from", caller, trunks);
            if (takers.stream().anyMatch(taker -> taker.name().equals(caller))) {
                section.mistake(
                        "from", "names '" + caller + "', the route's own trunk: its calls would come back to it");
            }
        }
        RouteSound sound = SoundSections.route(section, opus);
        section.refuseUnknown();
        return new RouteConfig(match, strip, prepend, takers, from, sound);
    }

    private static void refuseUnknownTrunk(Section section, String key, String name, Set<String> trunks) {
        if (!trunks.contains(name)) {
            String hint = Spelling.nearest(name, trunks)
                    .map(meant -> "; did you mean '" + meant + "'?")
                    .orElse("");
            section.mistake(key, "names '" + name + "', which is not under landline.trunks" + hint);
        }
    }

    private static void name(String name, Section section) {
        if (!NAME.matcher(name).matches()) {
            section.mistake("is not a good name: use at most 64 letters, digits, dots, dashes and underscores");
        }
    }
}
