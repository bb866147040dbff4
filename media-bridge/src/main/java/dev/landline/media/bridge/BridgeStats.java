package dev.landline.media.bridge;

/**
 * Numbers of one bridge, both ends.
 *
 * @param a the end that called
 * @param b the end that was called
 */
public record BridgeStats(End a, End b) {

    /**
     * One end.
     *
     * @param packetsReceived RTP packets accepted from the peer
     * @param packetsSent RTP packets sent to the peer
     * @param packetsLost packets the peer sent that never came (RFC 3550 appendix A.3); may be negative after duplicates
     * @param packetsRefused packets dropped before the jitter buffer: foreign address, failed authentication, malformed
     * @param framesConcealed playout frames made up because their packet was missing
     * @param jitterMicros interarrival jitter (RFC 3550 section 6.4.1) in microseconds
     * @param roundTripMicros from the peer's receiver reports; 0 when not known yet
     */
    public record End(
            long packetsReceived,
            long packetsSent,
            long packetsLost,
            long packetsRefused,
            long framesConcealed,
            int jitterMicros,
            int roundTripMicros) {}
}
