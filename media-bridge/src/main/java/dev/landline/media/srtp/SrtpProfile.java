package dev.landline.media.srtp;

import java.util.List;

/**
 * The SRTP protection profiles that we speak, best first (RFC 5764 section 4.1.2, RFC 7714 section 14.2). By their names
 * they are also SDES crypto suites (RFC 4568 section 6.2).
 */
public enum SrtpProfile {
    AEAD_AES_128_GCM(7, 16, 12),
    AES_CM_128_HMAC_SHA1_80(1, 16, 14),
    /** RTP packets have a tag of 4 bytes, RTCP's have 10 all the same. For trunks that know nothing better. */
    AES_CM_128_HMAC_SHA1_32(2, 16, 14);

    /** What we offer and take over DTLS: browsers all have one of these, so the short tag is never needed there. */
    public static final List<SrtpProfile> OVER_DTLS = List.of(AEAD_AES_128_GCM, AES_CM_128_HMAC_SHA1_80);

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
