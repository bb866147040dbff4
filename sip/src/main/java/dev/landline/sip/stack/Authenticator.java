package dev.landline.sip.stack;

import dev.landline.sip.auth.DigestServer;
import dev.landline.sip.auth.Verdict;
import dev.landline.sip.registrar.Account;
import dev.landline.sip.registrar.AccountDirectory;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks who a browser is, by digest, and slows guessers down. Unknown users and wrong passwords get the same answer.
 */
final class Authenticator {

    static final int BRAKE_SECONDS = 60;
    private static final int FAILURES_PER_ADDRESS = 20;
    // More than for an address: one guesser should not easily lock the person out.
    private static final int FAILURES_PER_USER = 60;
    private static final Pattern USERNAME = Pattern.compile("(?i)username\\s*=\\s*\"([^\"]{1,64})\"");

    private final DigestServer digest;
    private final AccountDirectory accounts;
    private final SipCounters counters;
    private final FailureBrake addresses = new FailureBrake(FAILURES_PER_ADDRESS);
    private final FailureBrake users = new FailureBrake(FAILURES_PER_USER);

    /** What the check gave. */
    sealed interface Outcome {
        record Accepted(String user) implements Outcome {}

        /**
         * Not yet known: ask.
         *
         * @param challenge the value of WWW-Authenticate or Proxy-Authenticate
         */
        record Challenged(String challenge) implements Outcome {}

        /** Too many failures: not even looked at. */
        record Braked() implements Outcome {}
    }

    Authenticator(String realm, AccountDirectory accounts, SipCounters counters) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.digest = new DigestServer(realm, secret);
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
     * @param header the name of the header with the credentials, in lower case
     */
    Outcome check(RawMessage request, String header, InetAddress source, long nowNanos) {
        String credentials = request.first(header).orElse("");
        String address = source.getHostAddress();
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
            case Verdict.Accepted accepted -> new Outcome.Accepted(accepted.user());
            case Verdict.Missing _ -> challenge(nowMillis, false);
            case Verdict.Stale _ -> challenge(nowMillis, true);
            case Verdict.Refused _ -> {
                counters.count(SipCounter.AUTHENTICATION_FAILED);
                addresses.failed(address, nowNanos);
                users.failed(user, nowNanos);
                yield challenge(nowMillis, false);
            }
        };
    }

    private Outcome challenge(long nowMillis, boolean stale) {
        counters.count(SipCounter.CHALLENGES);
        return new Outcome.Challenged(digest.challenge(nowMillis, stale));
    }
}
