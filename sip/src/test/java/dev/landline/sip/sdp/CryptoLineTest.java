package dev.landline.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoLineTest {

    /** Of RFC 4568 section 4.1. */
    private static final String KEY = "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";

    @Test
    void readsTheExampleOfTheRfc() {
        CryptoLine line = read("1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|2^20").orElseThrow();
        assertEquals(1, line.tag());
        assertEquals(CryptoSuite.AES_CM_128_HMAC_SHA1_80, line.suite());
        byte[] both = Base64.getDecoder().decode(KEY.substring("inline:".length()));
        assertArrayEquals(Arrays.copyOf(both, 16), line.key().key());
        assertArrayEquals(Arrays.copyOfRange(both, 16, 30), line.key().salt());
    }

    @ParameterizedTest
    @CsvSource({
        "AES_CM_128_HMAC_SHA1_80, 30, true",
        "AES_CM_128_HMAC_SHA1_32, 30, true",
        "AEAD_AES_128_GCM, 28, true",
        "aes_cm_128_hmac_sha1_80, 30, true",
        "AES_CM_128_HMAC_SHA1_80, 28, false",
        "AES_CM_128_HMAC_SHA1_80, 29, false",
        "AES_CM_128_HMAC_SHA1_80, 31, false",
        "AES_CM_128_HMAC_SHA1_80, 0, false",
        "AEAD_AES_128_GCM, 30, false",
        "AEAD_AES_128_GCM, 27, false",
        "AEAD_AES_256_GCM, 44, false",
        "AES_256_CM_HMAC_SHA1_80, 46, false",
        "F8_128_HMAC_SHA1_80, 30, false",
        "NULL_HMAC_SHA1_80, 30, false"
    })
    void takesKnownSuitesWithKeysOfTheirLengthOnly(String suite, int bytes, boolean taken) {
        String key = Base64.getEncoder().encodeToString(new byte[bytes]);
        assertEquals(taken, read("1 " + suite + " inline:" + key).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "|2^1, true",
        "|2^48, true",
        "|1048576, true",
        "|281474976710656, true",
        "|2^49, false",
        "|2^0, false",
        "|0, false",
        "|281474976710657, false",
        "|99999999999999999999, false",
        "|-1, false",
        "|2^, false",
        "|x, false",
        "|, false",
        "|1:4, false",
        "|2^20|1:4, false",
        "|2^20|, false",
        "|2^20|2^20, false"
    })
    void takesALifetimeAndNoKeyIdentifier(String rest, boolean taken) {
        assertEquals(taken, read("1 AES_CM_128_HMAC_SHA1_80 " + KEY + rest).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "WSH=64, true",
        "wsh=1024, true",
        "-future=1, true",
        "WSH=64 -a -b, true",
        "UNENCRYPTED_SRTP, false",
        "UNENCRYPTED_SRTCP, false",
        "UNAUTHENTICATED_SRTP, false",
        "unauthenticated_srtp, false",
        "KDR=0, false",
        "KDR=24, false",
        "FEC_ORDER=FEC_SRTP, false",
        "FEC_KEY=inline:x, false",
        "future=1, false",
        "WSH=64 future, false"
    })
    void refusesSessionParametersThatChangeTheWire(String parameters, boolean taken) {
        assertEquals(
                taken,
                read("1 AES_CM_128_HMAC_SHA1_80 " + KEY + " " + parameters).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1 AES_CM_128_HMAC_SHA1_80",
                "x AES_CM_128_HMAC_SHA1_80 " + KEY,
                "-1 AES_CM_128_HMAC_SHA1_80 " + KEY,
                "1234567890 AES_CM_128_HMAC_SHA1_80 " + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj",
                "1 AES_CM_128_HMAC_SHA1_80 uri:https://keys.example.com/1",
                "1 AES_CM_128_HMAC_SHA1_80 inline:",
                "1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSo*",
                "1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJS==",
                "1 AES_CM_128_HMAC_SHA1_80 " + KEY + ";" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|1:4;" + KEY + "|2:4"
            })
    void refusesEverythingElse(String value) {
        assertEquals(Optional.empty(), read(value));
    }

    @Test
    void takesAKeyWithoutItsPadding() {
        String key = Base64.getEncoder().withoutPadding().encodeToString(new byte[28]);
        assertEquals(
                CryptoSuite.AEAD_AES_128_GCM,
                read("0 AEAD_AES_128_GCM INLINE:" + key).orElseThrow().suite());
    }

    @Test
    void keepsTheUsableLinesOfASectionInTheirOrder() {
        MediaSection section = section("""
                a=crypto:7 AES_256_CM_HMAC_SHA1_80 %1$s
                a=crypto:3 AES_CM_128_HMAC_SHA1_32 %1$s
                a=crypto:3 AES_CM_128_HMAC_SHA1_80 %1$s
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 %1$s
                """.formatted(KEY));
        assertEquals(
                List.of(3, 1),
                CryptoLine.of(section).stream().map(CryptoLine::tag).toList());
    }

    @Test
    void looksAtSixteenLinesOnly() {
        StringBuilder lines = new StringBuilder();
        for (int tag = 0; tag < 300; tag++) {
            lines.append("a=crypto:")
                    .append(tag)
                    .append(" AES_CM_128_HMAC_SHA1_80 ")
                    .append(KEY)
                    .append('\n');
        }
        assertEquals(16, CryptoLine.of(section(lines.toString())).size());
    }

    @Test
    void readsWhatItWrites() {
        LocalKeys keys = LocalKeys.random(new SecureRandom());
        List<CryptoLine> offered = keys.offered();
        assertEquals(3, offered.size());
        for (CryptoLine line : offered) {
            assertEquals(Optional.of(line), read(line.value()));
            assertEquals(keys.of(line.suite()), line.key());
        }
    }

    @Test
    void givesEverySuiteAnotherKeyAndRenewsOneAlone() {
        SecureRandom random = new SecureRandom();
        LocalKeys keys = LocalKeys.random(random);
        assertNotEquals(keys.of(CryptoSuite.AES_CM_128_HMAC_SHA1_80), keys.of(CryptoSuite.AES_CM_128_HMAC_SHA1_32));
        LocalKeys renewed = keys.renewed(CryptoSuite.AEAD_AES_128_GCM, random);
        assertNotEquals(keys.of(CryptoSuite.AEAD_AES_128_GCM), renewed.of(CryptoSuite.AEAD_AES_128_GCM));
        assertEquals(keys.of(CryptoSuite.AES_CM_128_HMAC_SHA1_80), renewed.of(CryptoSuite.AES_CM_128_HMAC_SHA1_80));
    }

    @Test
    void neverShowsAKey() {
        LocalKeys keys = LocalKeys.random(new SecureRandom());
        LocalTrunk local = new LocalTrunk(Samples.OUR_TRUNK_SIDE.rtp(), 1, 1, Optional.of(keys));
        CryptoLine line = read("1 AES_CM_128_HMAC_SHA1_80 " + KEY).orElseThrow();
        String shown = keys + " " + local + " " + line + " " + line.key();
        assertFalse(shown.contains("d0Rm"), shown);
        for (CryptoLine ours : keys.offered()) {
            assertFalse(shown.contains(ours.key().inline()), shown);
        }
    }

    @Test
    void refusesAKeyOfAnotherSuite() {
        assertThrows(IllegalArgumentException.class, () -> MasterKey.of(CryptoSuite.AEAD_AES_128_GCM, new byte[30]));
    }

    private static Optional<CryptoLine> read(String value) {
        return CryptoLine.read(value);
    }

    private static MediaSection section(String attributes) {
        return Samples.parse("v=0\no=- 1 1 IN IP4 192.0.2.1\nm=audio 4000 RTP/SAVP 0\n" + attributes)
                .media()
                .getFirst();
    }
}
