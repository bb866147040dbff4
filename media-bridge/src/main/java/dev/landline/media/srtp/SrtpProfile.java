package dev.landline.media.srtp;

/** The SRTP protection profiles that we speak, best first (RFC 5764 section 4.1.2, RFC 7714 section 14.2). */
public enum SrtpProfile {
    AEAD_AES_128_GCM(7, 16, 12),
    AES_CM_128_HMAC_SHA1_80(1, 16, 14);

    private final int dtlsNumber;
    private final int keyBytes;
    private final int saltBytes;

    SrtpProfile(int dtlsNumber, int keyBytes, int saltBytes) {
        this.dtlsNumber = dtlsNumber;
        this.keyBytes = keyBytes;
        this.saltBytes = saltBytes;
    }

    /** The number in DTLS's use_srtp extension. */
    public int dtlsNumber() {
        return dtlsNumber;
    }

    public int keyBytes() {
        return keyBytes;
    }

    public int saltBytes() {
        return saltBytes;
    }

    /** How many bytes DTLS must export for both sides' keys and salts. */
    public int keyingBytes() {
        return 2 * (keyBytes + saltBytes);
    }
}
