package dev.landline.sip.registrar;

import dev.landline.sip.SipUri;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses that reach one tab and no other (RFC 5627). The public one names the person and the instance. A temporary one
 * is the number of the registration, encrypted with a fresh nonce: two of them cannot be linked to each other or to the
 * person by anybody but us, and none has to be stored.
 *
 * <p>Safe from any thread.
 */
public final class Gruus {

    /** What every GRUU carries; in a temporary one without a value. */
    static final String PARAMETER = "gr";

    private static final String TEMPORARY = "tgruu.";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String domain;
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** @param secret 16 random bytes, fresh for each process: no registration outlives it either */
    public Gruus(String domain, byte[] secret) {
        this.domain = domain;
        this.key = new SecretKeySpec(secret, "AES");
    }

    /** Whether a URI claims to be a GRUU. */
    public static boolean isGruu(SipUri uri) {
        return uri.parameters().containsKey(PARAMETER);
    }

    /** The address of this tab for everybody who may know whose it is. */
    public SipUri publicOf(Binding binding) {
        return SipUri.of(binding.user(), domain).with(PARAMETER, binding.instance());
    }

    /** An address of this tab that tells nothing; a new one with each call. */
    public SipUri temporaryOf(Binding binding) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, longBytes(binding.serial()));
        byte[] whole = ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return SipUri.of(TEMPORARY + Base64.getUrlEncoder().withoutPadding().encodeToString(whole), domain)
                .with(PARAMETER, "");
    }

    /** The registration a temporary GRUU stands for; empty when it is none of ours. */
    OptionalLong registrationOf(SipUri uri) {
        if (!uri.user().startsWith(TEMPORARY)) {
            return OptionalLong.empty();
        }
        try {
            byte[] whole = Base64.getUrlDecoder().decode(uri.user().substring(TEMPORARY.length()));
            if (whole.length != NONCE_BYTES + Long.BYTES + TAG_BITS / 8) {
                return OptionalLong.empty();
            }
            byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
            byte[] sealed = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
            byte[] open = crypt(Cipher.DECRYPT_MODE, nonce, sealed);
            return open.length == Long.BYTES
                    ? OptionalLong.of(ByteBuffer.wrap(open).getLong())
                    : OptionalLong.empty();
        } catch (IllegalArgumentException noBase64) {
            return OptionalLong.empty();
        }
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    /** Empty when what is to be decrypted was not encrypted here. */
    private byte[] crypt(int mode, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (AEADBadTagException forged) {
            return new byte[0];
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("the JDK lacks AES-GCM", missing);
        }
    }
}
