package dev.landline.media.net;

/**
 * Tells what a datagram on a shared port is, by its first byte (RFC 7983 section 7) and, between RTP and RTCP, by its
 * packet type (RFC 5761 section 4). Pure.
 */
public final class PacketDemux {
    private static final int SHORTEST_STUN = 20;
    private static final int SHORTEST_DTLS = 13;
    private static final int SHORTEST_RTP = 12;
    private static final int SHORTEST_RTCP = 8;

    /** The protocols that share a browser's port. */
    public enum Kind {
        STUN,
        DTLS,
        RTP,
        RTCP,
        /** ZRTP, TURN channels, anything too short, anything else. */
        OTHER
    }

    private PacketDemux() {}

    public static Kind classify(byte[] buffer, int offset, int length) {
        if (length < SHORTEST_RTCP) {
            return Kind.OTHER;
        }
        int first = buffer[offset] & 0xff;
        if (first >= 128 && first <= 191) {
            int type = buffer[offset + 1] & 0xff;
            if (type >= 192 && type <= 223) {
                return Kind.RTCP;
            }
            return length >= SHORTEST_RTP ? Kind.RTP : Kind.OTHER;
        }
        if (first <= 3) {
            return length >= SHORTEST_STUN ? Kind.STUN : Kind.OTHER;
        }
        if (first >= 20 && first <= 63) {
            return length >= SHORTEST_DTLS ? Kind.DTLS : Kind.OTHER;
        }
        return Kind.OTHER;
    }
}
