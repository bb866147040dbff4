package dev.landline.gateway.stir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.landline.gateway.config.StirConfig;
import dev.landline.gateway.identity.SignatureVerdict;
import dev.landline.gateway.identity.SignatureVerdict.Invalid;
import dev.landline.gateway.identity.SignatureVerdict.Unknown;
import dev.landline.gateway.identity.SignatureVerdict.Valid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-26T01:00:00Z");
    private static final SignedCall CARRIER = SignedCall.carrier(NOW);
    private static final List<String> CALLER = List.of("+12155551212");
    private static final List<String> CALLED = List.of("+12355551212");

    @Test
    void aFreshSignatureAboutThisCallIsValid() {
        Valid valid = assertInstanceOf(Valid.class, verdict(CARRIER.identity("12155551212", "12355551212", NOW)));
        assertEquals("A", valid.attest());
        assertEquals("TN-Validation-Passed", valid.verstat());
    }

    @Test
    void numbersAreComparedWithoutTheirSeparators() {
        assertInstanceOf(Valid.class, verdict(CARRIER.identity("+1 215 555 1212", "+1-235-555-1212", NOW)));
    }

    @Test
    void anotherCallerOrAnotherCalledNumberIsInvalid() {
        assertInstanceOf(Invalid.class, verdict(CARRIER.identity("12155551213", "12355551212", NOW)));
        assertInstanceOf(Invalid.class, verdict(CARRIER.identity("12155551212", "12355551213", NOW)));
    }

    @Test
    void anOldSignatureAndOneFromTheFutureAreInvalid() {
        assertInstanceOf(Invalid.class, verdict(CARRIER.identity("12155551212", "12355551212", NOW.minusSeconds(61))));
        assertInstanceOf(Invalid.class, verdict(CARRIER.identity("12155551212", "12355551212", NOW.plusSeconds(61))));
        assertInstanceOf(Valid.class, verdict(CARRIER.identity("12155551212", "12355551212", NOW.minusSeconds(59))));
    }

    @Test
    void aSignatureByAnotherKeyIsInvalid() {
        String forged = SignedCall.carrier(NOW).identity("12155551212", "12355551212", NOW);
        assertInstanceOf(Invalid.class, verdict(forged));
    }

    @Test
    void aChangedTokenIsInvalid() {
        String token = CARRIER.identity("12155551212", "12355551212", NOW);
        int second = token.indexOf('.') + 20;
        char other = token.charAt(second) == 'x' ? 'y' : 'x';
        assertInstanceOf(Invalid.class, verdict(token.substring(0, second) + other + token.substring(second + 1)));
    }

    @Test
    void anExpiredCertificateIsInvalid() {
        SignatureCheck later = check(NOW.plus(Duration.ofDays(2)));
        String token = CARRIER.identity("12155551212", "12355551212", NOW.plus(Duration.ofDays(2)));
        assertInstanceOf(
                Invalid.class, later.check(List.of(token), CALLER, CALLED).orElseThrow());
    }

    @Test
    void aHeaderThatContradictsItsTokenIsInvalid() {
        String token = CARRIER.identity("12155551212", "12355551212", NOW);
        assertInstanceOf(Invalid.class, verdict(token.replace("info=<https:", "info=<http:")));
        assertInstanceOf(Invalid.class, verdict(token.replace("ppt=shaken", "ppt=div")));
    }

    @Test
    void aCertificateThatNobodyPutThereMakesItUnknown() {
        SignatureCheck empty =
                new SignatureCheck(new SigningCertificates(Map.of(), Map.of()), Duration.ofSeconds(60), () -> NOW);
        String token = CARRIER.identity("12155551212", "12355551212", NOW);
        assertInstanceOf(
                Unknown.class, empty.check(List.of(token), CALLER, CALLED).orElseThrow());
    }

    @Test
    void aSignatureAboutSomethingElseIsUnknownAndTheBetterOneCounts() {
        String diversion = CARRIER.identity(
                        "{\"alg\":\"ES256\",\"ppt\":\"div\",\"typ\":\"passport\",\"x5u\":\"" + SignedCall.URL + "\"}",
                        "{\"iat\":1}")
                .replace("ppt=shaken", "ppt=div");
        assertInstanceOf(Unknown.class, verdict(diversion));
        String good = CARRIER.identity("12155551212", "12355551212", NOW);
        assertInstanceOf(
                Valid.class,
                check(NOW).check(List.of(diversion, good), CALLER, CALLED).orElseThrow());
        assertEquals(Optional.empty(), check(NOW).check(List.of(), CALLER, CALLED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "a.b",
                "..c2ln;info=<https://x>",
                "e30.e30.c2ln",
                "!!.!!.!!",
                "W10.W10.c2ln",
                "eyJhIjoxLCJhIjoyfQ.e30.c2ln",
                "eyJh.eyJh.eyJh"
            })
    void garbageIsNeverValid(String token) {
        SignatureVerdict verdict = verdict(token);
        assertEquals(false, verdict instanceof Valid, verdict::sentence);
    }

    @Test
    void certificatesAreReadFromAFolderByTheirUrl(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("one.pem"), CARRIER.pem());
        Files.writeString(folder.resolve("README"), "not a certificate");
        StirConfig config = new StirConfig(
                Optional.of(folder), Map.of("https://elsewhere.example/x", "one.pem"), Duration.ofSeconds(60), false);
        SigningCertificates read = SigningCertificates.read(folder, config);
        assertEquals(Optional.of(CARRIER.certificate()), read.at(SignedCall.URL));
        assertEquals(Optional.of(CARRIER.certificate()), read.at("https://elsewhere.example/x"));
        assertEquals(Optional.empty(), read.at("https://elsewhere.example/y"));
        assertEquals(Optional.empty(), read.at("not a url \u0000"));
    }

    private static SignatureVerdict verdict(String token) {
        return check(NOW).check(List.of(token), CALLER, CALLED).orElseThrow();
    }

    private static SignatureCheck check(Instant now) {
        return new SignatureCheck(
                new SigningCertificates(Map.of("one.pem", CARRIER.certificate()), Map.of()),
                Duration.ofSeconds(60),
                () -> now);
    }
}
