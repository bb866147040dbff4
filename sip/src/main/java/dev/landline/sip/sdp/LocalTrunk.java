package dev.landline.sip.sdp;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What we tell a trunk about ourselves. RTCP is on the next port.
 *
 * @param rtp where we want RTP; resolved
 * @param sessionId identifier in the o= line, not negative; fixed for the life of the leg
 * @param version goes up by one with every description that differs from the one before (RFC 3264 section 8)
 * @param keys what we encrypt with; empty for a trunk whose sound is plain
 */
public record LocalTrunk(InetSocketAddress rtp, long sessionId, long version, Optional<LocalKeys> keys) {

    /** @throws IllegalArgumentException when the address is not resolved */
    public LocalTrunk {
        if (rtp.isUnresolved()) {
            throw new IllegalArgumentException("The trunk needs a literal address.");
        }
    }

    /** Our end of plain sound. */
    public LocalTrunk(InetSocketAddress rtp, long sessionId, long version) {
        this(rtp, sessionId, version, Optional.empty());
    }
}
