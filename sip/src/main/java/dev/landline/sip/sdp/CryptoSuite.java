package dev.landline.sip.sdp;

import java.util.Optional;

/** The SRTP suites that we take and offer, best first (RFC 4568 section 6.2, RFC 7714 section 14.2). */
public enum CryptoSuite {
    AEAD_AES_128_GCM(1, 16, 12),
    AES_CM_128_HMAC_SHA1_80(2, 16, 14),
    AES_CM_128_HMAC_SHA1_32(3, 16, 14);

    private final int tag;
    private final int keyBytes;
    private final int saltBytes;

    CryptoSuite(int tag, int keyBytes, int saltBytes) {
        this.tag = tag;
        this.keyBytes = keyBytes;
        this.saltBytes = saltBytes;
    }

    public int keyBytes() {
        return keyBytes;
    }

    public int saltBytes() {
        return saltBytes;
    }

    /** The tag of this suite's line in our offers. */
    int tag() {
        return tag;
    }

    static Optional<CryptoSuite> named(String name) {
        for (CryptoSuite suite : values()) {
            if (suite.name().equalsIgnoreCase(name)) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }
}
