package dev.landline.sip.sdp;

/** Whether the sound toward a trunk is SRTP with keys in the SDP (SDES, RFC 4568). */
public enum SrtpPolicy {
    /** Plain RTP; keys that the trunk offers are not taken. */
    OFF,
    /**
     * SRTP when the trunk has it, plain RTP otherwise: keys are offered beside {@code RTP/AVP}, so that a trunk without
     * SRTP need only ignore them (opportunistic SRTP, RFC 8643).
     */
    OPTIONAL,
    /** SRTP ({@code RTP/SAVP}) or no call. */
    REQUIRED
}
