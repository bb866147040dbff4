package dev.landline.sip.auth;

import dev.landline.sip.auth.DigestChallenge.Protection;
import dev.landline.sip.auth.DigestClient.Signed;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our user name and password at one peer, and what its challenges have taught us: the realm that they belong to and the
 * nonces still good. Safe from any thread; no text of it shows the password.
 *
 * <p>The number of the try travels as the last digit of the client nonce, so that a request that comes back refused says
 * by itself how often it has been tried, and nothing has to be remembered for each request.
 */
public final class DigestLogin {

    /** Who asks: the end itself with 401, or a proxy on the way with 407 (RFC 3261 section 22). */
    public enum Asker {
        END(401, "WWW-Authenticate", "Authorization"),
        PROXY(407, "Proxy-Authenticate", "Proxy-Authorization");

        private final int status;
        private final String challengeHeader;
        private final String credentialsHeader;

        Asker(int status, String challengeHeader, String credentialsHeader) {
            this.status = status;
            this.challengeHeader = challengeHeader;
            this.credentialsHeader = credentialsHeader;
        }

        /** Who sends this status; empty when it is no challenge. */
        public static Optional<Asker> of(int status) {
            for (Asker asker : values()) {
                if (asker.status == status) {
                    return Optional.of(asker);
                }
            }
            return Optional.empty();
        }

        /** The header that challenges stand in. */
        public String challengeHeader() {
            return challengeHeader;
        }

        /** The header that our answer stands in. */
        public String credentialsHeader() {
            return credentialsHeader;
        }
    }

    /** What a challenge comes to. */
    public sealed interface Outcome {

        /**
         * Send the request again with this.
         *
         * @param credentials the value of {@link Asker#credentialsHeader()}
         */
        record Again(String credentials) implements Outcome {
            @Override
            public String toString() {
                return "Again";
            }
        }

        /** Do not send it again. */
        record GiveUp(Refusal why) implements Outcome {}
    }

    /** Why a challenge is not answered. */
    public enum Refusal {
        NO_PASSWORD("it asks for a password and none is configured for it"),
        WRONG_PASSWORD("it does not accept our user name or password"),
        OTHER_REALM("it asks for a password for another realm than ours is for"),
        UNKNOWN_WAY("it asks for a password in no way that is known here"),
        ELSEWHERE("a password was asked for at another address than the trunk's own");

        private final String sentence;

        Refusal(String sentence) {
            this.sentence = sentence;
        }

        /** In words that go on after the trunk's name. */
        public String sentence() {
            return sentence;
        }
    }

    /** A nonce that may be used again. */
    private static final class Known {
        private final DigestChallenge challenge;
        private int uses;

        Known(DigestChallenge challenge) {
            this.challenge = challenge;
        }
    }

    private static final int AHEAD = 0;
    private static final int ANSWER = 1;
    /** One more for a nonce that had become too old; after that somebody plays with us. */
    private static final int LAST = 2;

    private final String user;
    private final String password;
    private final Map<Asker, Known> known = new EnumMap<>(Asker.class);
    private Optional<String> realm;

    /** @param realm the only realm that the password is for; empty takes the first that asks */
    public DigestLogin(String user, String password, Optional<String> realm) {
        this.user = user;
        this.password = password;
        this.realm = realm;
    }

    /**
     * Credentials before anybody asks, with the nonce of the last challenge (RFC 7616 section 3.6): a call then needs no
     * second INVITE. Only with {@code qop=auth}, whose count keeps a nonce from being replayed.
     *
     * @param clientNonce fresh randomness, at least 64 bits, made of letters and digits
     */
    public synchronized Optional<String> ahead(Asker asker, Signed request, String clientNonce) {
        Known nonce = known.get(asker);
        if (nonce == null || nonce.challenge.protection() != Protection.AUTH) {
            return Optional.empty();
        }
        return answer(nonce, request, clientNonce, AHEAD);
    }

    /**
     * Answers a challenge, or says why not.
     *
     * @param challenges the values of {@link Asker#challengeHeader()}
     * @param refused the credentials that the challenged request carried for this asker
     * @param clientNonce as for {@link #ahead}
     */
    public synchronized Outcome challenged(
            Asker asker, List<String> challenges, Optional<String> refused, Signed request, String clientNonce) {
        List<DigestChallenge> answerable = DigestChallenge.answerable(challenges);
        List<DigestChallenge> ours = answerable.stream()
                .filter(challenge -> realm.isEmpty() || realm.get().equals(challenge.realm()))
                .toList();
        Optional<DigestChallenge> strongest = DigestChallenge.strongest(ours);
        if (strongest.isEmpty()) {
            return new Outcome.GiveUp(answerable.isEmpty() ? Refusal.UNKNOWN_WAY : Refusal.OTHER_REALM);
        }
        DigestChallenge challenge = strongest.get();
        int next = refused.flatMap(AuthHeader::parse)
                .map(before -> nextTry(before, challenge))
                .orElse(ANSWER);
        if (next > LAST) {
            known.remove(asker);
            return new Outcome.GiveUp(Refusal.WRONG_PASSWORD);
        }
        Known nonce = new Known(challenge);
        Optional<String> credentials = answer(nonce, request, clientNonce, next);
        if (credentials.isEmpty()) {
            return new Outcome.GiveUp(Refusal.UNKNOWN_WAY);
        }
        realm = Optional.of(challenge.realm());
        known.put(asker, nonce);
        return new Outcome.Again(credentials.get());
    }

    /** The number of the next try, or more than {@link #LAST} when the password must be wrong. */
    private static int nextTry(AuthHeader before, DigestChallenge challenge) {
        int tried = before.parameter("cnonce")
                .map(cnonce -> cnonce.charAt(cnonce.length() - 1) - '0')
                .orElse(LAST);
        boolean sameNonce = before.parameter("nonce").orElse("").equals(challenge.nonce());
        if (sameNonce || (tried >= ANSWER && !challenge.stale())) {
            return LAST + 1;
        }
        return tried + 1;
    }

    private Optional<String> answer(Known nonce, Signed request, String clientNonce, int tries) {
        nonce.uses++;
        return DigestClient.answer(nonce.challenge, request, user, password, nonce.uses, clientNonce + tries);
    }

    /** The realm that the password is for, as configured or first seen. */
    public synchronized Optional<String> realm() {
        return realm;
    }

    @Override
    public String toString() {
        return "DigestLogin[" + user + "]";
    }
}
