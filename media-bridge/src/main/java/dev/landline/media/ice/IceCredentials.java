package dev.landline.media.ice;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Our user fragment and password for one leg (RFC 8839 section 5.4). Both are base64 without padding, whose alphabet is
 * exactly RFC 8839's ice-char.
 *
 * @param ufrag 8 characters, 48 bits: unique among the legs of a process for all practical purposes
 * @param password 24 characters, 144 bits
 */
public record IceCredentials(String ufrag, String password) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int UFRAG_BYTES = 6;
    private static final int PASSWORD_BYTES = 18;

    public static IceCredentials random() {
        return new IceCredentials(text(UFRAG_BYTES), text(PASSWORD_BYTES));
    }

    private static String text(int byteCount) {
        byte[] bytes = new byte[byteCount];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "IceCredentials[" + ufrag + "]";
    }
}
