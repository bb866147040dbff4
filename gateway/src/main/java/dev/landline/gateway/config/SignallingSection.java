package dev.landline.gateway.config;

import dev.landline.sip.trunk.TrunkCredentials;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what concerns our account at a trunk. */
final class SignallingSection {

    private static final Pattern USER = Pattern.compile("[^\\p{Cntrl}\\s\"\\\\<>@]{1,128}");
    private static final Pattern REALM = Pattern.compile("[^\\p{Cntrl}\"\\\\]{1,128}");

    private SignallingSection() {}

    /**
     * Reads a trunk's account, registration, health and limits.
     *
     * @param host where the trunk is, and its registrar unless that is named
     * @param anyTransport DNS says how to send to it
     */
    static TrunkSignalling read(Section trunk, String host, int port, boolean anyTransport) {
        ValueParser<String> user =
                ValueParser.matching(USER, "must be 1 to 128 characters without blanks, quotes, <, > and @");
        Optional<String> username = trunk.optional("username", user);
        Optional<String> login = trunk.optional("auth-username", user).or(() -> username);
        Optional<String> password = Secrets.optional(trunk, "password");
        Optional<String> realm = trunk.optional(
                "realm", ValueParser.matching(REALM, "must be 1 to 128 characters without quotes and backslashes"));
        boolean withPassword = trunk.givenValue("password").isPresent()
                || trunk.givenValue("password-file").isPresent();
        if (login.isPresent() != withPassword) {
            trunk.mistake(
                    login.isPresent() ? "password" : "username",
                    login.isPresent()
                            ? "is missing: write it, set the environment variable it names, or use password-file"
                            : "is missing: a password belongs to a user name");
        }
        if (realm.isPresent() && !withPassword) {
            trunk.mistake("realm", "has no effect without username and password");
        }
        return new TrunkSignalling(
                login.flatMap(name -> password.map(secret -> new TrunkCredentials(name, secret, realm))),
                DialogSection.read(trunk),
                UpkeepSection.read(trunk, host, port, username.or(() -> login)),
                anyTransport);
    }
}
