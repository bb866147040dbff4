package dev.landline.sip.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DigestClientTest {

    private static final String RFC_7616_CHALLENGE = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\","
            + " algorithm=%s, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
            + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    private static final String RFC_7616_MD5 = RFC_7616_CHALLENGE.formatted("MD5");
    private static final String RFC_7616_SHA_256 = RFC_7616_CHALLENGE.formatted("SHA-256");

    @Test
    void computesTheExampleOfRfc2617() {
        String challenge = "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
        Optional<String> answer = DigestClient.authorize(
                List.of(challenge), "GET", "/dir/index.html", "Mufasa", "Circle Of Life", new byte[0], "0a4f113b");
        assertEquals(
                "Digest username=\"Mufasa\", realm=\"testrealm@host.com\","
                        + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\","
                        + " response=\"6629fae49393a05397450978507c4ef1\", algorithm=MD5, qop=auth, nc=00000001,"
                        + " cnonce=\"0a4f113b\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"",
                answer.orElseThrow());
    }

    @Test
    void computesTheMd5ExampleOfRfc7616() {
        assertEquals("8ca523f5e9506fed4657c9700eebdbec", rfc7616Response(List.of(RFC_7616_MD5)));
    }

    @Test
    void computesTheSha256ExampleOfRfc7616AndPrefersItToMd5InEitherOrder() {
        String expected = "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1";
        assertEquals(expected, rfc7616Response(List.of(RFC_7616_SHA_256)));
        assertEquals(expected, rfc7616Response(List.of(RFC_7616_MD5, RFC_7616_SHA_256)));
        assertEquals(expected, rfc7616Response(List.of(RFC_7616_SHA_256, RFC_7616_MD5)));
    }

    @Test
    void answersOldChallengesWithoutQualityOfProtection() {
        AuthHeader answer = answer("Digest realm=\"r\", nonce=\"n\"");
        String expected = DigestAlgorithm.MD5.hash(DigestAlgorithm.MD5.hash("alice:r:secret") + ":n:"
                + DigestAlgorithm.MD5.hash("REGISTER:sip:example.com"));
        assertEquals(expected, answer.parameter("response").orElseThrow());
        assertFalse(answer.parameters().containsKey("nc"));
        assertFalse(answer.parameters().containsKey("cnonce"));
        assertFalse(answer.parameters().containsKey("qop"));
    }

    @Test
    void protectsTheBodyWhenNothingElseIsOffered() {
        AuthHeader answer = answer("Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\", algorithm=MD5");
        String request = DigestAlgorithm.MD5.hash("REGISTER:sip:example.com:" + DigestAlgorithm.MD5.hash("the body"));
        String expected = DigestAlgorithm.MD5.hash(
                DigestAlgorithm.MD5.hash("alice:r:secret") + ":n:00000001:fresh:auth-int:" + request);
        assertEquals("auth-int", answer.parameter("qop").orElseThrow());
        assertEquals(expected, answer.parameter("response").orElseThrow());
    }

    @Test
    void prefersProtectionToNoneAndStrongHashesToBoth() {
        String none = "Digest realm=\"none\", nonce=\"n\"";
        String auth = "Digest realm=\"auth\", nonce=\"n\", qop=\"auth\"";
        String strong = "Digest realm=\"strong\", nonce=\"n\", algorithm=SHA-512-256";
        assertEquals("auth", answer(none, auth).parameter("realm").orElseThrow());
        assertEquals("strong", answer(none, strong, auth).parameter("realm").orElseThrow());
        assertEquals(64, answer(strong).parameter("response").orElseThrow().length());
    }

    @Test
    void skipsChallengesItCannotAnswer() {
        List<String> hopeless = List.of(
                "Basic realm=\"r\"",
                "Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess",
                "Digest realm=\"r\", nonce=\"n\", algorithm=AKAv1-MD5",
                "Digest realm=\"r\", nonce=\"n\", qop=\"token\"",
                "Digest realm=\"r\"",
                "Digest nonce=\"n\"",
                "Digest realm=\"r\", nonce=\"n",
                "");
        assertTrue(authorize(hopeless).isEmpty());
        assertTrue(authorize(List.of("Digest realm=\"r\", nonce=\"n", "Digest realm=\"ok\", nonce=\"n\""))
                .isPresent());
        assertTrue(authorize(List.of()).isEmpty());
    }

    @Test
    void looksAtEightChallengesAtMost() {
        List<String> many = new ArrayList<>(Collections.nCopies(DigestClient.MAX_CHALLENGES, "Basic realm=\"r\""));
        many.add("Digest realm=\"r\", nonce=\"n\"");
        assertTrue(authorize(many).isEmpty());
    }

    @Test
    void tellsAStaleNonceFromAWrongPassword() {
        assertTrue(DigestClient.isStale(List.of("Digest realm=\"r\", nonce=\"n\", stale=TRUE")));
        assertTrue(DigestClient.isStale(List.of("Digest realm=\"r\", nonce=\"n\", stale=\"true\"")));
        assertFalse(DigestClient.isStale(List.of("Digest realm=\"r\", nonce=\"n\", stale=false")));
        assertFalse(DigestClient.isStale(List.of("Digest realm=\"r\", nonce=\"n\"")));
        assertFalse(DigestClient.isStale(List.of()));
    }

    @Test
    void escapesTheUserAndRefusesWhatWouldEndTheHeader() {
        Optional<String> answer = DigestClient.authorize(
                List.of("Digest realm=\"r\", nonce=\"n\""), "REGISTER", "sip:h", "a\"\\b", "p", new byte[0], "c");
        assertTrue(answer.orElseThrow().startsWith("Digest username=\"a\\\"\\\\b\", realm"));
        for (String bad : List.of("a\r\nVia: x", "a\u0000", "a\u007f")) {
            assertTrue(DigestClient.authorize(
                            List.of("Digest realm=\"r\", nonce=\"n\""), "REGISTER", "sip:h", bad, "p", new byte[0], "c")
                    .isEmpty());
        }
        assertTrue(DigestClient.authorize(
                        List.of("Digest realm=\"r\", nonce=\"n\""), "REGISTER", "sip:\"h", "a", "p", new byte[0], "c")
                .isEmpty());
    }

    private static String rfc7616Response(List<String> challenges) {
        String answer = DigestClient.authorize(
                        challenges,
                        "GET",
                        "/dir/index.html",
                        "Mufasa",
                        "Circle of Life",
                        new byte[0],
                        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
                .orElseThrow();
        return AuthHeader.parse(answer).orElseThrow().parameter("response").orElseThrow();
    }

    private static AuthHeader answer(String... challenges) {
        return AuthHeader.parse(authorize(List.of(challenges)).orElseThrow()).orElseThrow();
    }

    private static Optional<String> authorize(List<String> challenges) {
        byte[] body = "the body".getBytes(StandardCharsets.UTF_8);
        return DigestClient.authorize(challenges, "REGISTER", "sip:example.com", "alice", "secret", body, "fresh");
    }
}
