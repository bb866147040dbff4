package dev.landline.media.bridge;

/** What the media engine counts. Everything dropped is counted under the reason it was dropped for. */
public enum MediaCounter {
    /** Datagrams on a browser port that are no protocol we speak there, or too short for it. */
    BROWSER_DATAGRAM_UNKNOWN,
    /** STUN that is broken, or lacks what ICE demands (USERNAME, FINGERPRINT). */
    STUN_MALFORMED,
    /** STUN responses, indications and methods that a lite agent has no use for. */
    STUN_IRRELEVANT,
    /** Checks for a user fragment that is not ours, or no longer: not answered. */
    STUN_UNKNOWN_UFRAG,
    /** Checks whose MESSAGE-INTEGRITY or USERNAME is wrong. */
    STUN_BAD_INTEGRITY,
    /** Authentic checks that came before the browser's description: not answered, the browser repeats them. */
    STUN_EARLY,
    /** Authentic checks refused for their role or an attribute we must understand. */
    STUN_CONFLICT,
    /** Authentic checks from an address that another leg holds. */
    STUN_ADDRESS_TAKEN,
    /** Checks of full ICE that were not sent, or not taken in: to an address where no browser can be, or too many. */
    ICE_SEND_REFUSED,
    /** DTLS from an address that ICE has not validated. */
    DTLS_FOREIGN_SOURCE,
    /** DTLS datagrams for which the leg's queue had no room. */
    DTLS_QUEUE_FULL,
    /** Handshakes that failed. */
    DTLS_FAILED,
    /** SRTP or SRTCP from an address that ICE has not validated. */
    SRTP_FOREIGN_SOURCE,
    /** SRTP or SRTCP that came before the handshake was done. */
    SRTP_EARLY,
    /** SRTP or SRTCP with a wrong authentication tag. */
    SRTP_AUTH_FAILED,
    /** SRTP or SRTCP seen before, or older than the replay window. */
    SRTP_REPLAYED,
    /** SRTP or SRTCP from yet another invented source: not looked at. */
    SRTP_SOURCE_LIMIT,
    /** RTP toward a trunk port from an address other than its SDP's. */
    RTP_FOREIGN_SOURCE,
    /** Trunk legs that follow another address than their SDP's, because their trunk allows it. */
    RTP_LATCHED,
    /** RTCP toward a trunk port from an address other than its SDP's. */
    RTCP_FOREIGN_SOURCE,
    /** Datagrams that are no RTP. */
    RTP_MALFORMED,
    /** Datagrams that are no RTCP. */
    RTCP_MALFORMED,
    /** RTP of a payload type that was not negotiated. */
    RTP_UNKNOWN_PAYLOAD,
    /** Sound that came after its time. */
    JITTER_LATE,
    /** Sound that did not fit into the jitter buffer. */
    JITTER_OVERFLOW,
    /** Sound that came twice. */
    JITTER_DUPLICATE,
    /** Sound whose numbers jumped, not believed yet. */
    JITTER_JUMP,
    /** Telephone-events that are broken or that we do not relay. */
    DTMF_DROPPED,
    /** Datagrams the kernel would not take. */
    SEND_FAILED,
    /** Times that a port could not be read; the kernel reports a peer's trouble this way, and the port stays good. */
    RECEIVE_FAILED,
    /** Deadlines met more than 5 ms late. */
    TICK_LATE,
    /** Frames skipped because the loop was too far behind to send them. */
    TICK_SKIPPED,
    /** Commands for which a media loop had no room. */
    COMMANDS_DROPPED,
    /** Bridges that ended because of a bug of ours. */
    BRIDGE_FAILED,
    /** Events whose receiver threw. */
    EVENT_RECEIVER_FAILED
}
