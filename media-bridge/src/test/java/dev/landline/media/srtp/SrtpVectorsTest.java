package dev.landline.media.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The examples of RFC 3711 appendix B.3 and RFC 7714 section 16.1.1. They give session keys while the session takes
 * master keys, so the way goes through a reference: first the reference must reproduce the examples, then the session
 * must agree with the reference.
 */
class SrtpVectorsTest {
    private static final byte[] MASTER_KEY = hex("E1F97A0D3E018BE0D64FA32C06DE4139");
    private static final byte[] MASTER_SALT = hex("0EC675AD498AFEEBB6960B3AABE6");
    private static final byte[] RTP = hex("8040f17b8041f8d35501a0b2"
            + "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @BeforeAll
    static void chooseCiphers() throws GeneralSecurityException {
        SrtpSession.warmUp(1);
    }

    @Test
    void theReferenceDerivesTheKeysOfRfc3711AppendixB3() throws GeneralSecurityException {
        assertArrayEquals(
                hex("C61E7A93744F39EE10734AFE3FF7A087"), ReferenceSrtp.derive(MASTER_KEY, MASTER_SALT, 0, 16));
        assertArrayEquals(hex("30CBBC08863D8C85D49DB34A9AE1"), ReferenceSrtp.derive(MASTER_KEY, MASTER_SALT, 2, 14));
        assertArrayEquals(
                hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"), ReferenceSrtp.derive(MASTER_KEY, MASTER_SALT, 1, 20));
    }

    @Test
    void theReferenceProtectsThePacketOfRfc7714Section16() throws GeneralSecurityException {
        byte[] expected = hex("8040f17b8041f8d35501a0b2"
                + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf88338"
                + "99d7f27beb16a9152cf765ee4390cce");
        byte[] key = hex("000102030405060708090a0b0c0d0e0f");
        assertArrayEquals(expected, ReferenceSrtp.aesGcm(key, hex("517569642070726f2071756f"), RTP));
    }

    @Test
    void theSessionAgreesWithTheReferenceInAesCm() throws GeneralSecurityException {
        byte[] expected = ReferenceSrtp.aesCm(
                ReferenceSrtp.derive(MASTER_KEY, MASTER_SALT, 0, 16),
                ReferenceSrtp.derive(MASTER_KEY, MASTER_SALT, 2, 14),
                ReferenceSrtp.derive(MASTER_KEY, MASTER_SALT, 1, 20),
                RTP);
        assertArrayEquals(expected, protectWith(SrtpProfile.AES_CM_128_HMAC_SHA1_80, MASTER_SALT));
    }

    @Test
    void theSessionAgreesWithTheReferenceInAesGcm() throws GeneralSecurityException {
        byte[] salt = Arrays.copyOf(MASTER_SALT, 12);
        byte[] expected = ReferenceSrtp.aesGcm(
                ReferenceSrtp.derive(MASTER_KEY, salt, 0, 16), ReferenceSrtp.derive(MASTER_KEY, salt, 2, 12), RTP);
        assertArrayEquals(expected, protectWith(SrtpProfile.AEAD_AES_128_GCM, salt));
    }

    private static byte[] protectWith(SrtpProfile profile, byte[] salt) throws GeneralSecurityException {
        SrtpKeys keys = new SrtpKeys(profile, MASTER_KEY, salt, MASTER_KEY, salt);
        try (SrtpSession session = new SrtpSession(keys, 0x5501a0b2L)) {
            byte[] bytes = Arrays.copyOf(RTP, RTP.length + SrtpSession.OVERHEAD_BYTES);
            int length = session.protectRtp(bytes, 0, RTP.length);
            byte[] sent = Arrays.copyOf(bytes, length);
            assertEquals(RTP.length, session.unprotectRtp(bytes, 0, length, 0), "what we protect can be unprotected");
            assertArrayEquals(RTP, Arrays.copyOf(bytes, RTP.length));
            return sent;
        }
    }
}
