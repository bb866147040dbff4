package dev.landline.media.bridge;

import dev.landline.media.srtp.SrtpSession;

/** Under what a packet that SRTP refused is counted. */
final class SrtpVerdicts {
    private SrtpVerdicts() {}

    static MediaCounter counter(int result, MediaCounter malformed) {
        return switch (result) {
            case SrtpSession.AUTHENTICATION_FAILED -> MediaCounter.SRTP_AUTH_FAILED;
            case SrtpSession.REPLAYED -> MediaCounter.SRTP_REPLAYED;
            case SrtpSession.TOO_MANY_SOURCES -> MediaCounter.SRTP_SOURCE_LIMIT;
            default -> malformed;
        };
    }
}
