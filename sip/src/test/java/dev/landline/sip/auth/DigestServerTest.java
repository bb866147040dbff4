package dev.landline.sip.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.auth.Verdict.Accepted;
import dev.landline.sip.auth.Verdict.Missing;
import dev.landline.sip.auth.Verdict.Refused;
import dev.landline.sip.auth.Verdict.RefusedReason;
import dev.landline.sip.auth.Verdict.Stale;
import dev.landline.sip.auth.Verdict.StaleReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestServerTest {

    private static final long NOW = 1_790_000_000_000L;
    private static final String URI = "sip:example.com";
    private static final Map<String, String> PASSWORDS = Map.of("alice", "wonderland", "bob", "builder");

    private final DigestServer server = new DigestServer("landline", secret(7));

    @Test
    void makesOneMd5Challenge() {
        String challenge = server.challenge(NOW, false);
        assertTrue(challenge.matches(
                "Digest realm=\"landline\", nonce=\"[A-Za-z0-9_-]{43}\", qop=\"auth\", algorithm=MD5"));
        assertTrue(server.challenge(NOW, true).endsWith(", stale=true"));
        assertNotEquals(challenge, server.challenge(NOW, false), "two clients must not share a nonce");
    }

    @Test
    void acceptsTheRightPassword() {
        assertEquals(new Accepted("alice"), verify(client("alice", "wonderland"), NOW));
        assertEquals(new Accepted("bob"), verify(client("bob", "builder"), NOW));
    }

    @Test
    void refusesTheWrongPasswordAndTheUnknownUserAlike() {
        Refused expected = new Refused(RefusedReason.CREDENTIALS);
        assertEquals(expected, verify(client("alice", "wrong"), NOW));
        assertEquals(expected, verify(client("nobody", "wonderland"), NOW));
        assertEquals(expected, verify(client("", ""), NOW));
    }

    @Test
    void looksUnknownUsersUpOnceAndComputesForThemToo() {
        List<String> asked = new ArrayList<>();
        server.verify(
                client("nobody", "x"),
                "REGISTER",
                URI,
                user -> {
                    asked.add(user);
                    return Optional.empty();
                },
                NOW);
        assertEquals(List.of("nobody"), asked);
    }

    @Test
    void cannotBeEnteredWithTheStandInPasswordOfUnknownUsers() {
        String standIn = DigestAlgorithm.SHA_256.hash(secret(7));
        assertEquals(new Refused(RefusedReason.CREDENTIALS), verify(client("nobody", standIn), NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "Basic YWxpY2U6d29uZGVybGFuZA==",
                "Bearer token=abc",
                "Digester realm=a",
                "Digest realm=\"elsewhere\", nonce=\"x\"",
                "Digest realm=\"\""
            })
    void missesCredentialsThatAreNotForUs(String header) {
        assertEquals(new Missing(), verify(header, NOW));
    }

    @Test
    void refusesADigestForAnotherUriOrMethod() {
        String header = client("alice", "wonderland");
        assertEquals(new Refused(RefusedReason.URI), check(header, "REGISTER", "sip:other.example.com"));
        assertEquals(new Refused(RefusedReason.CREDENTIALS), check(header, "INVITE", URI));
        assertEquals(new Accepted("alice"), check(header, "REGISTER", URI));
    }

    @Test
    void comparesUrisByMeaning() {
        String header = DigestClient.authorize(
                        List.of(server.challenge(NOW, false)),
                        "REGISTER",
                        "sip:Example.COM;transport=ws;x=1",
                        "alice",
                        "wonderland",
                        new byte[0],
                        "c")
                .orElseThrow();
        assertEquals(new Accepted("alice"), check(header, "REGISTER", "sip:example.com;x=1;transport=ws"));
    }

    @Test
    void expiresANonceAfterFiveMinutesAndSaysSoOnlyToWhoKnowsThePassword() {
        String right = client("alice", "wonderland");
        String wrong = client("alice", "guess");
        long late = NOW + DigestServer.NONCE_LIFETIME_MILLIS;
        assertEquals(new Stale(StaleReason.EXPIRED), verify(right, late));
        assertEquals(new Refused(RefusedReason.CREDENTIALS), verify(wrong, late));
        assertEquals(new Stale(StaleReason.EXPIRED), verify(right, NOW - 1), "a nonce from the future");
        assertEquals(new Accepted("alice"), verify(right, late - 1));
    }

    @Test
    void callsANonceOfAnEarlierProcessStale() {
        DigestServer earlier = new DigestServer("landline", secret(8));
        String header = answer(earlier.challenge(NOW, false), "alice", "wonderland");
        assertEquals(new Stale(StaleReason.FOREIGN), verify(header, NOW));
    }

    @Test
    void doesNotAcceptAForgedNonce() {
        String genuine = nonceOf(server.challenge(NOW, false));
        for (int i = 0; i < genuine.length(); i++) {
            char other = genuine.charAt(i) == 'A' ? 'Q' : 'A';
            String forged = genuine.substring(0, i) + other + genuine.substring(i + 1);
            assertInstanceOf(Stale.class, verify(withCount(forged, "00000001", "auth"), NOW), "character " + i);
        }
        for (String forged : List.of("x", "x".repeat(42), "!".repeat(43), genuine + "A", genuine + "=")) {
            assertInstanceOf(Stale.class, verify(withCount(forged, "00000001", "auth"), NOW));
        }
    }

    @Test
    void refusesAReplayedResponse() {
        String header = client("alice", "wonderland");
        assertEquals(new Accepted("alice"), verify(header, NOW));
        assertEquals(new Stale(StaleReason.REPLAYED), verify(header, NOW));
    }

    @Test
    void letsANonceBeUsedAgainWithHigherCounts() {
        String nonce = nonceOf(server.challenge(NOW, false));
        for (String count : List.of("00000001", "00000002", "0000000a", "00000005", "fffffffe")) {
            assertEquals(new Accepted("alice"), verify(withCount(nonce, count, "auth"), NOW), count);
        }
        for (String count : List.of("00000001", "00000005", "00000007", "fffffffe")) {
            assertEquals(new Stale(StaleReason.REPLAYED), verify(withCount(nonce, count, "auth"), NOW), count);
        }
    }

    @Test
    void givesOneRequestPerNonceToClientsWithoutQualityOfProtection() {
        String nonce = nonceOf(server.challenge(NOW, false));
        String header = withoutProtection(nonce);
        assertEquals(new Accepted("alice"), verify(header, NOW));
        assertEquals(new Stale(StaleReason.REPLAYED), verify(header, NOW));
        assertEquals(new Stale(StaleReason.REPLAYED), verify(withCount(nonce, "00000001", "auth"), NOW));
    }

    @Test
    void doesNotLetAStrangerUseANonceUp() {
        String challenge = server.challenge(NOW, false);
        assertEquals(new Refused(RefusedReason.CREDENTIALS), verify(answer(challenge, "alice", "guess"), NOW));
        assertEquals(new Accepted("alice"), verify(answer(challenge, "alice", "wonderland"), NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "algorithm=MD5, algorithm=SHA-256, ALGORITHM",
        "algorithm=MD5, algorithm=MD5-sess, ALGORITHM",
        "qop=auth, qop=auth-int, PROTECTION",
        "qop=auth, qop=\"\", PROTECTION",
        "nc=00000001, nc=0000000g, MALFORMED",
        "nc=00000001, nc=000000001, MALFORMED",
        "nc=00000001, nc=00000000, MALFORMED",
        "nc=00000001, nc=-1, MALFORMED",
        "nc=00000001, x=1, MALFORMED",
        "cnonce=, x=, MALFORMED",
        "username=, x=, MALFORMED",
        "realm=, x=, MALFORMED",
        "nonce=, x=, MALFORMED",
        "uri=, x=, MALFORMED",
        "response=, x=, MALFORMED",
        "uri=\"sip:example.com\", uri=\"sip:example.org\", URI"
    })
    void refusesOddHeaders(String part, String replacement, RefusedReason reason) {
        String header = client("alice", "wonderland");
        // cnonce= ends in nonce=, so the name is anchored at the blank before it.
        String odd = header.replace(" " + part, " " + replacement);
        assertNotEquals(header, odd);
        assertEquals(new Refused(reason), verify(odd, NOW));
    }

    @Test
    void acceptsUpperCaseHexAndAlgorithmsInAnyCase() {
        String header = client("alice", "wonderland");
        String response = AuthHeader.parse(header).orElseThrow().parameters().get("response");
        String shouting =
                header.replace(response, response.toUpperCase(Locale.ROOT)).replace("algorithm=MD5", "algorithm=md5");
        assertEquals(new Accepted("alice"), verify(shouting, NOW));
    }

    @Test
    void forgetsTheOldestNonceWhenFullWithoutLettingItBeReplayed() {
        DigestServer small = new DigestServer("landline", secret(9), 2);
        List<String> headers = IntStream.range(0, 4)
                .mapToObj(i -> answer(small.challenge(NOW, false), "alice", "wonderland"))
                .toList();
        for (String header : headers.subList(1, 4)) {
            assertEquals(new Accepted("alice"), check(small, header, NOW));
        }
        assertEquals(1, small.noncesForgottenEarly());
        for (String header : headers) {
            assertEquals(new Stale(StaleReason.REPLAYED), check(small, header, NOW));
        }
        assertEquals(
                new Accepted("alice"), check(small, answer(small.challenge(NOW, false), "alice", "wonderland"), NOW));
    }

    @Test
    void forgetsExpiredNoncesWithoutCountingThem() {
        DigestServer small = new DigestServer("landline", secret(9), 2);
        for (int i = 0; i < 10; i++) {
            long now = NOW + i * DigestServer.NONCE_LIFETIME_MILLIS;
            String header = answer(small.challenge(now, false), "alice", "wonderland");
            assertEquals(new Accepted("alice"), check(small, header, now));
        }
        assertEquals(0, small.noncesForgottenEarly());
    }

    @Test
    void needsAQuotableRealmAndALongSecret() {
        for (String realm : List.of("", "a\"b", "a\\b", "a\r\nb")) {
            assertThrows(IllegalArgumentException.class, () -> new DigestServer(realm, secret(1)));
        }
        assertThrows(IllegalArgumentException.class, () -> new DigestServer("landline", new byte[15]));
    }

    private Verdict verify(String header, long nowMillis) {
        return check(server, header, nowMillis);
    }

    private Verdict check(String header, String method, String uri) {
        return server.verify(header, method, uri, DigestServerTest::password, NOW);
    }

    private static Verdict check(DigestServer server, String header, long nowMillis) {
        return server.verify(header, "REGISTER", URI, DigestServerTest::password, nowMillis);
    }

    private static Optional<String> password(String user) {
        return Optional.ofNullable(PASSWORDS.get(user));
    }

    private String client(String user, String password) {
        return answer(server.challenge(NOW, false), user, password);
    }

    private static String answer(String challenge, String user, String password) {
        return DigestClient.authorize(List.of(challenge), "REGISTER", URI, user, password, new byte[0], "0a4f113b")
                .orElseThrow();
    }

    private static String nonceOf(String challenge) {
        return AuthHeader.parse(challenge).orElseThrow().parameter("nonce").orElseThrow();
    }

    private static String withCount(String nonce, String count, String protection) {
        String response = DigestResponse.of(
                DigestAlgorithm.MD5,
                DigestResponse.secretHash(DigestAlgorithm.MD5, "alice", "landline", "wonderland"),
                nonce,
                count,
                "c",
                protection,
                DigestResponse.requestHash(DigestAlgorithm.MD5, "REGISTER", URI));
        return "Digest username=\"alice\", realm=\"landline\", nonce=\"" + nonce + "\", uri=\"" + URI
                + "\", response=\"" + response + "\", cnonce=\"c\", nc=" + count + ", qop=" + protection;
    }

    private static String withoutProtection(String nonce) {
        String response = DigestResponse.of(
                DigestAlgorithm.MD5,
                DigestResponse.secretHash(DigestAlgorithm.MD5, "alice", "landline", "wonderland"),
                nonce,
                DigestResponse.requestHash(DigestAlgorithm.MD5, "REGISTER", URI));
        return "Digest username=\"alice\", realm=\"landline\", nonce=\"" + nonce + "\", uri=\"" + URI
                + "\", response=\"" + response + "\"";
    }

    private static byte[] secret(int seed) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) seed);
        return secret;
    }
}
