package dev.landline.sip.stack;

import dev.landline.sip.auth.DigestServer;
import dev.landline.sip.auth.Verdict;
import dev.landline.sip.registrar.Account;
import dev.landline.sip.registrar.AccountDirectory;
import dev.landline.sip.registrar.BearerProof;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.message.Response;

/**
 * Checks who a browser is, by digest or token, and slows guessers down. Unknown users and wrong passwords get the same answer.
 */
final class Authenticator {

    static final int BRAKE_SECONDS = 60;
    private static final int FAILURES_PER_ADDRESS = 20;
    // More than for an address: one guesser should not easily lock the person out.
    private static final int FAILURES_PER_USER = 60;
    private static final Pattern USERNAME = Pattern.compile("(?i)username\\s*=\\s*\"([^\"]{1,64})\"");

    private static final String BEARER = "Bearer ";

    private final String realm;
    private final String nobodysPassword = Core.token();
    private final DigestServer digest;
    private final AccountDirectory accounts;
    private final SipCounters counters;
    private final FailureBrake addresses = new FailureBrake(FAILURES_PER_ADDRESS);
    private final FailureBrake users = new FailureBrake(FAILURES_PER_USER);

    /** What the check gave. */
    sealed interface Outcome {
        /**
         * Known.
         *
         * @param secondsLeft how long the proof is good; without an end for a password
         */
        record Accepted(String user, long secondsLeft) implements Outcome {}

        /**
         * Not yet known: ask.
         *
         * @param challenge the value of WWW-Authenticate or Proxy-Authenticate
         * @param bearer a second one that says what is wrong with a token (RFC 8898 section 3). Browser libraries read the
         *     first one only, so whoever brought no token is not confused with it
         */
        record Challenged(String challenge, Optional<String> bearer) implements Outcome {
            void addTo(Headers headers, Response response, String name) throws ParseException {
                headers.set(response, name, challenge);
                if (bearer.isPresent()) {
                    headers.add(response, name, bearer.get());
                }
            }
        }

        /** Too many failures: not even looked at. */
        record Braked() implements Outcome {}
    }

    Authenticator(String realm, AccountDirectory accounts, SipCounters counters) {
        this.realm = realm;
        this.digest = new DigestServer(realm, Core.secret(32));
        this.accounts = accounts;
        this.counters = counters;
    }

    /** What a page of this account is told once it has signed in. */
    Optional<String> welcome(String user) {
        return accounts.welcome(user);
    }

    /**
     * Checks the credentials of a request.
     *
     * @param header the name of the header with the digest, in lower case; a token may stand in either
     */
    Outcome check(RawMessage request, String header, FlowChannel channel, long nowNanos) {
        String address = channel.remote().getAddress().getHostAddress();
        Optional<String> token = request.first("authorization")
                .or(() -> request.first("proxy-authorization"))
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
        if (token.isPresent()) {
            return checkToken(token.get(), channel.flow().origin(), address, nowNanos);
        }
        String credentials = request.first(header).orElse("");
        Matcher name = USERNAME.matcher(credentials);
        String user = name.find() ? name.group(1) : "";
        if (!credentials.isEmpty() && (addresses.isOn(address, nowNanos) || users.isOn(user, nowNanos))) {
            counters.count(SipCounter.AUTHENTICATION_BRAKED);
            return new Outcome.Braked();
        }
        String[] startLine = request.startLine().split(" ", -1);
        long nowMillis = nowNanos / 1_000_000;
        Verdict verdict = digest.verify(
                credentials,
                startLine[0],
                startLine[1],
                wanted -> accounts.account(wanted).map(Account::password),
                nowMillis);
        return switch (verdict) {
            case Verdict.Accepted accepted -> new Outcome.Accepted(accepted.user(), Long.MAX_VALUE);
            case Verdict.Missing _ -> challenge(nowMillis, false, Optional.empty());
            case Verdict.Stale _ -> challenge(nowMillis, true, Optional.empty());
            case Verdict.Refused _ -> {
                counters.count(SipCounter.AUTHENTICATION_FAILED);
                addresses.failed(address, nowNanos);
                users.failed(user, nowNanos);
                yield challenge(nowMillis, false, Optional.empty());
            }
        };
    }

    private Outcome checkToken(String token, Optional<String> origin, String address, long nowNanos) {
        if (addresses.isOn(address, nowNanos)) {
            counters.count(SipCounter.AUTHENTICATION_BRAKED);
            return new Outcome.Braked();
        }
        Optional<BearerProof> proof = accounts.bearer(token, origin)
                .filter(good -> accounts.account(good.user()).isPresent());
        if (proof.isPresent()) {
            counters.count(SipCounter.TOKENS_ACCEPTED);
            return new Outcome.Accepted(proof.get().user(), proof.get().secondsLeft());
        }
        // An old token is no guess, but whoever tries many is guessing.
        counters.count(SipCounter.TOKENS_REFUSED);
        addresses.failed(address, nowNanos);
        String why = "Bearer realm=\"" + realm + "\", error=\"invalid_token\"";
        return challenge(nowNanos / 1_000_000, false, Optional.of(why));
    }

    private Outcome challenge(long nowMillis, boolean stale, Optional<String> bearer) {
        counters.count(SipCounter.CHALLENGES);
        return new Outcome.Challenged(digest.challenge(nowMillis, stale), bearer);
    }

    /** Checks a password that came over HTTP; under the same brakes, so that it is no second way to guess. */
    PasswordCheck check(String user, String password, InetAddress source, long nowNanos) {
        String address = source.getHostAddress();
        if (addresses.isOn(address, nowNanos) || users.isOn(user, nowNanos)) {
            counters.count(SipCounter.AUTHENTICATION_BRAKED);
            return PasswordCheck.BRAKED;
        }
        Optional<Account> account = accounts.account(user);
        boolean same = MessageDigest.isEqual(
                hash(password), hash(account.map(Account::password).orElse(nobodysPassword)));
        if (same && account.isPresent()) {
            return PasswordCheck.RIGHT;
        }
        counters.count(SipCounter.AUTHENTICATION_FAILED);
        addresses.failed(address, nowNanos);
        users.failed(user, nowNanos);
        return PasswordCheck.WRONG;
    }

    /** Of one length, so that the time to compare tells nothing. */
    private static byte[] hash(String password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("the JDK lacks SHA-256", missing);
        }
    }
}
