package dev.landline.sip.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.auth.DigestClient.Signed;
import dev.landline.sip.auth.DigestLogin.Asker;
import dev.landline.sip.auth.DigestLogin.Outcome;
import dev.landline.sip.auth.DigestLogin.Refusal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DigestLoginTest {

    private static final Signed INVITE = new Signed("INVITE", "sip:+44@carrier.test", new byte[0]);
    private static final String FIRST = "Digest realm=\"carrier\", nonce=\"n1\", qop=\"auth\"";
    private static final String SECOND = "Digest realm=\"carrier\", nonce=\"n2\", qop=\"auth\"";

    private final DigestLogin login = new DigestLogin("us", "secret", Optional.empty());

    private Outcome challenged(String challenge, Optional<String> refused) {
        return login.challenged(Asker.PROXY, List.of(challenge), refused, INVITE, "abc");
    }

    private String again(String challenge, Optional<String> refused) {
        return assertInstanceOf(Outcome.Again.class, challenged(challenge, refused))
                .credentials();
    }

    private static String value(String credentials, String name) {
        return AuthHeader.parse(credentials).orElseThrow().parameter(name).orElse("");
    }

    private static void assertGivenUp(Refusal why, Outcome outcome) {
        assertEquals(new Outcome.GiveUp(why), outcome);
    }

    @Test
    void aChallengeIsAnsweredAndItsNonceUsedAheadWithARisingCount() {
        assertTrue(login.ahead(Asker.PROXY, INVITE, "abc").isEmpty());
        String answer = again(FIRST, Optional.empty());
        assertEquals("00000001", value(answer, "nc"));
        String ahead = login.ahead(Asker.PROXY, INVITE, "def").orElseThrow();
        assertEquals("n1", value(ahead, "nonce"));
        assertEquals("00000002", value(ahead, "nc"));
        assertTrue(login.ahead(Asker.END, INVITE, "def").isEmpty(), "a proxy's nonce is not for the end");
    }

    @Test
    void aSecondChallengeMeansThatThePasswordIsWrong() {
        String answer = again(FIRST, Optional.empty());
        assertGivenUp(Refusal.WRONG_PASSWORD, challenged(SECOND, Optional.of(answer)));
        assertTrue(login.ahead(Asker.PROXY, INVITE, "abc").isEmpty());
    }

    @Test
    void aStaleNonceIsWorthOneMoreTryAndNoSecond() {
        String answer = again(FIRST, Optional.empty());
        String second = again(SECOND + ", stale=true", Optional.of(answer));
        assertEquals("n2", value(second, "nonce"));
        assertEquals("00000001", value(second, "nc"));
        assertGivenUp(
                Refusal.WRONG_PASSWORD,
                challenged("Digest realm=\"carrier\", nonce=\"n3\", qop=\"auth\", stale=true", Optional.of(second)));
    }

    @Test
    void theSameNonceAgainIsARefusalEvenWhenItIsCalledStale() {
        String answer = again(FIRST, Optional.empty());
        assertGivenUp(Refusal.WRONG_PASSWORD, challenged(FIRST + ", stale=true", Optional.of(answer)));
    }

    @Test
    void aNonceThatWasUsedAheadMayBeTooOldWithoutBeingCalledSo() {
        again(FIRST, Optional.empty());
        String ahead = login.ahead(Asker.PROXY, INVITE, "abc").orElseThrow();
        String answer = again(SECOND, Optional.of(ahead));
        assertEquals("n2", value(answer, "nonce"));
        assertGivenUp(
                Refusal.WRONG_PASSWORD,
                challenged("Digest realm=\"carrier\", nonce=\"n3\", qop=\"auth\"", Optional.of(answer)));
    }

    @Test
    void anotherRealmThanTheFirstSeenIsNotAnswered() {
        again(FIRST, Optional.empty());
        assertGivenUp(
                Refusal.OTHER_REALM,
                challenged("Digest realm=\"thief\", nonce=\"n1\", qop=\"auth\"", Optional.empty()));
        assertEquals(Optional.of("carrier"), login.realm());
    }

    @Test
    void aConfiguredRealmIsTheOnlyOneAndItsChallengeIsFoundAmongOthers() {
        DigestLogin bound = new DigestLogin("us", "secret", Optional.of("carrier"));
        String strongStranger = "Digest realm=\"thief\", nonce=\"x\", qop=\"auth\", algorithm=SHA-256";
        assertGivenUp(
                Refusal.OTHER_REALM,
                bound.challenged(Asker.END, List.of(strongStranger), Optional.empty(), INVITE, "abc"));
        Outcome outcome = bound.challenged(Asker.END, List.of(strongStranger, FIRST), Optional.empty(), INVITE, "abc");
        assertEquals(
                "carrier", value(assertInstanceOf(Outcome.Again.class, outcome).credentials(), "realm"));
    }

    @Test
    void ofSeveralChallengesTheStrongestIsAnswered() {
        Outcome outcome = login.challenged(
                Asker.END,
                List.of(FIRST, "Digest realm=\"carrier\", nonce=\"n1\", qop=\"auth\", algorithm=SHA-256"),
                Optional.empty(),
                INVITE,
                "abc");
        assertEquals(
                "SHA-256", value(assertInstanceOf(Outcome.Again.class, outcome).credentials(), "algorithm"));
    }

    @Test
    void anOldChallengeWithoutQualityIsAnsweredOnceAndNeverAhead() {
        String old = "Digest realm=\"carrier\", nonce=\"n1\"";
        String answer = again(old, Optional.empty());
        assertTrue(login.ahead(Asker.PROXY, INVITE, "abc").isEmpty());
        assertGivenUp(
                Refusal.WRONG_PASSWORD,
                challenged("Digest realm=\"carrier\", nonce=\"n2\", stale=true", Optional.of(answer)));
    }

    @Test
    void aChallengeThatNobodyHereUnderstandsIsLeftAlone() {
        assertGivenUp(Refusal.UNKNOWN_WAY, challenged("Basic realm=\"carrier\"", Optional.empty()));
    }

    @Test
    void noTextShowsThePassword() {
        assertFalse(login.toString().contains("secret"));
        assertFalse(challenged(FIRST, Optional.empty()).toString().contains("response"));
    }
}
