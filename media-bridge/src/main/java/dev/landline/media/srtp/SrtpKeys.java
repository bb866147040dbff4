package dev.landline.media.srtp;

import java.security.MessageDigest;
import java.util.Arrays;

/** Master keys and salts of both directions of one leg. Secret: never logged. */
public final class SrtpKeys {
    private final SrtpProfile profile;
    private final byte[] localKey;
    private final byte[] localSalt;
    private final byte[] remoteKey;
    private final byte[] remoteSalt;

    /** Arrays are taken over, not copied. */
    public SrtpKeys(SrtpProfile profile, byte[] localKey, byte[] localSalt, byte[] remoteKey, byte[] remoteSalt) {
        this.profile = profile;
        this.localKey = localKey;
        this.localSalt = localSalt;
        this.remoteKey = remoteKey;
        this.remoteSalt = remoteSalt;
    }

    /**
     * Splits what DTLS exported: client key, server key, client salt, server salt (RFC 5764 section 4.2).
     *
     * @param localIsServer we were the DTLS server
     */
    public static SrtpKeys fromDtls(SrtpProfile profile, byte[] exported, boolean localIsServer) {
        if (exported.length != profile.keyingBytes()) {
            throw new IllegalArgumentException("keying material of " + exported.length + " bytes");
        }
        int key = profile.keyBytes();
        int salt = profile.saltBytes();
        byte[] clientKey = Arrays.copyOfRange(exported, 0, key);
        byte[] serverKey = Arrays.copyOfRange(exported, key, 2 * key);
        byte[] clientSalt = Arrays.copyOfRange(exported, 2 * key, 2 * key + salt);
        byte[] serverSalt = Arrays.copyOfRange(exported, 2 * key + salt, 2 * (key + salt));
        return localIsServer
                ? new SrtpKeys(profile, serverKey, serverSalt, clientKey, clientSalt)
                : new SrtpKeys(profile, clientKey, clientSalt, serverKey, serverSalt);
    }

    /** Whether these are the same keys in the same profile; takes as long whatever differs. */
    public boolean isSameAs(SrtpKeys other) {
        boolean local = MessageDigest.isEqual(joined(localKey, localSalt), joined(other.localKey, other.localSalt));
        boolean remote =
                MessageDigest.isEqual(joined(remoteKey, remoteSalt), joined(other.remoteKey, other.remoteSalt));
        return local && remote && profile == other.profile;
    }

    private static byte[] joined(byte[] key, byte[] salt) {
        byte[] both = Arrays.copyOf(key, key.length + salt.length);
        System.arraycopy(salt, 0, both, key.length, salt.length);
        return both;
    }

    public SrtpProfile profile() {
        return profile;
    }

    byte[] localKey() {
        return localKey;
    }

    byte[] localSalt() {
        return localSalt;
    }

    byte[] remoteKey() {
        return remoteKey;
    }

    byte[] remoteSalt() {
        return remoteSalt;
    }

    @Override
    public String toString() {
        return "SrtpKeys[" + profile + "]";
    }
}
