package dev.landline.sip.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthHeaderTest {

    @Test
    void readsQuotedAndBareParametersInAnySpacing() {
        AuthHeader header = AuthHeader.parse("  digest Realm=\"a, b\" ,nc=00000001,,\tqop = auth , nonce=\"\"")
                .orElseThrow();
        assertTrue(header.isDigest());
        assertEquals(Map.of("realm", "a, b", "nc", "00000001", "qop", "auth", "nonce", ""), header.parameters());
    }

    @Test
    void keepsEscapesInsideQuotes() {
        AuthHeader header =
                AuthHeader.parse("Digest realm=\"say \\\"hi\\\" \\\\\", a=b").orElseThrow();
        assertEquals("say \\\"hi\\\" \\\\", header.parameter("realm").orElseThrow());
        assertEquals("b", header.parameter("a").orElseThrow());
    }

    @Test
    void readsSchemesWithoutParameters() {
        AuthHeader header = AuthHeader.parse("Negotiate").orElseThrow();
        assertFalse(header.isDigest());
        assertTrue(header.parameters().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "=",
                "Digest=x",
                "Digest realm",
                "Digest realm=",
                "Digest =x",
                "Digest realm=\"open",
                "Digest realm=\"open\\",
                "Digest realm=\"open\\\"",
                "Digest realm=\"a\"b",
                "Digest realm=a b=c",
                "Digest a=1, A=2",
                "Digest realm=\"a\r\nX: y\"",
                "Digest realm=\"a\u0000\"",
                "Digest realm=a\\",
                "Digest realm=\"a\", Digest realm=\"b\"",
            })
    void refusesWhatIsNoHeader(String value) {
        assertTrue(AuthHeader.parse(value).isEmpty());
    }

    @Test
    void holdsItsBounds() {
        String full = parameters(AuthHeader.MAX_PARAMETERS);
        assertEquals(
                AuthHeader.MAX_PARAMETERS,
                AuthHeader.parse("Digest " + full).orElseThrow().parameters().size());
        assertTrue(AuthHeader.parse("Digest " + parameters(AuthHeader.MAX_PARAMETERS + 1))
                .isEmpty());
        String longest = "Digest a=" + "x".repeat(AuthHeader.MAX_LENGTH - 9);
        assertTrue(AuthHeader.parse(longest).isPresent());
        assertTrue(AuthHeader.parse(longest + "x").isEmpty());
    }

    @Test
    void neverShowsValuesInItsText() {
        AuthHeader header = AuthHeader.parse("Digest username=\"alice\", response=\"secret\"")
                .orElseThrow();
        assertEquals("AuthHeader[Digest [username, response]]", header.toString());
    }

    @Test
    void survivesTenThousandMutants() {
        String sample = "Digest username=\"alice\", realm=\"landline\", nonce=\"abc\", uri=\"sip:x\", nc=00000001,"
                + " response=\"6629fae49393a05397450978507c4ef1\", algorithm=MD5, qop=auth, cnonce=\"a\\\"b\"";
        String noise = "\",=\\ \t\r\n\u0000aZ9%\u00e9\ud800";
        Random random = new Random(4_217);
        int readable = 0;
        for (int i = 0; i < 10_000; i++) {
            StringBuilder mutant = new StringBuilder(sample);
            for (int change = random.nextInt(5); change >= 0; change--) {
                int at = random.nextInt(mutant.length());
                char replacement = noise.charAt(random.nextInt(noise.length()));
                switch (random.nextInt(3)) {
                    case 0 -> mutant.setCharAt(at, replacement);
                    case 1 -> mutant.insert(at, replacement);
                    default -> mutant.setLength(Math.max(1, at));
                }
            }
            readable += AuthHeader.parse(mutant.toString()).isPresent() ? 1 : 0;
            DigestClient.authorize(List.of(mutant.toString()), "REGISTER", "sip:x", "a", "b", new byte[0], "c");
        }
        assertTrue(readable > 100 && readable < 9_900, "of 10,000 mutants " + readable + " could be read");
    }

    private static String parameters(int count) {
        return IntStream.range(0, count).mapToObj(i -> "p" + i + "=" + i).collect(Collectors.joining(","));
    }
}
