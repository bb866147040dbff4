package dev.landline.sip.sdp;

/**
 * Telephone-event as negotiated (RFC 4733).
 *
 * @param payloadType RTP payload type, 0 to 127
 * @param clockRate RTP clock of the events in Hz
 */
public record EventFormat(int payloadType, int clockRate) {}
