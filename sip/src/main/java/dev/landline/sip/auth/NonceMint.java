package dev.landline.sip.auth;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and recognises nonces without keeping them: time of issue, serial number, and an HMAC-SHA-256 over both (the
 * idea of RFC 7616 section 5.4). Nobody without the secret can make one. Any thread may call.
 */
final class NonceMint {

    private static final int SIGNED_BYTES = 16;
    private static final int SIGNATURE_BYTES = 16;
    private static final int TEXT_LENGTH = 43;

    private final SecretKeySpec key;
    private final AtomicLong nextSerial = new AtomicLong();

    NonceMint(byte[] secret) {
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /**
     * What a nonce of ours says.
     *
     * @param issuedMillis when it was made, on the caller's clock
     * @param serial counts up from 0; no two nonces of a process share one
     */
    record Nonce(long issuedMillis, long serial) {}

    String make(long nowMillis) {
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .putLong(nowMillis)
                .putLong(nextSerial.getAndIncrement())
                .array();
        byte[] nonce = Arrays.copyOf(signed, SIGNED_BYTES + SIGNATURE_BYTES);
        System.arraycopy(sign(signed), 0, nonce, SIGNED_BYTES, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    /** Reads a nonce; empty when we did not make it. */
    Optional<Nonce> read(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        byte[] nonce;
        try {
            nonce = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        byte[] signature = Arrays.copyOfRange(nonce, SIGNED_BYTES, nonce.length);
        byte[] expected = Arrays.copyOf(sign(Arrays.copyOf(nonce, SIGNED_BYTES)), SIGNATURE_BYTES);
        if (!MessageDigest.isEqual(signature, expected)) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(nonce);
        return Optional.of(new Nonce(fields.getLong(), fields.getLong()));
    }

    private byte[] sign(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no HmacSHA256.", e);
        }
    }
}
