package dev.landline.media.bridge;

/**
 * Telephone-event as negotiated (RFC 4733).
 *
 * @param payloadType RTP payload type, 0 to 127
 * @param clockRate RTP clock of the events in Hz: 48000 beside Opus, 8000 beside G.711
 */
public record DtmfFormat(int payloadType, int clockRate) {}
