package dev.landline.sip.sdp;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/** An SRTP master key with its salt, for one direction. Secret: shown nowhere but in the SDP that carries it. */
public final class MasterKey {

    private final byte[] key;
    private final byte[] salt;

    private MasterKey(byte[] key, byte[] salt) {
        this.key = key;
        this.salt = salt;
    }

    /**
     * Splits a key and its salt.
     *
     * @throws IllegalArgumentException when the length is not the suite's
     */
    static MasterKey of(CryptoSuite suite, byte[] keyAndSalt) {
        if (keyAndSalt.length != suite.keyBytes() + suite.saltBytes()) {
            throw new IllegalArgumentException("A key and salt for " + suite + " have another length.");
        }
        return new MasterKey(
                Arrays.copyOf(keyAndSalt, suite.keyBytes()),
                Arrays.copyOfRange(keyAndSalt, suite.keyBytes(), keyAndSalt.length));
    }

    /** A copy of the key. */
    public byte[] key() {
        return key.clone();
    }

    /** A copy of the salt. */
    public byte[] salt() {
        return salt.clone();
    }

    /** Key and salt as {@code inline:} carries them (RFC 4568 section 6.1). */
    String inline() {
        byte[] both = Arrays.copyOf(key, key.length + salt.length);
        System.arraycopy(salt, 0, both, key.length, salt.length);
        return Base64.getEncoder().encodeToString(both);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey that
                && MessageDigest.isEqual(key, that.key)
                && MessageDigest.isEqual(salt, that.salt);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "MasterKey[secret]";
    }
}
