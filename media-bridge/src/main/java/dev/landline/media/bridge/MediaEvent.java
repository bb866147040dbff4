package dev.landline.media.bridge;

import java.net.InetSocketAddress;

/** What the media of one call reports to call control. Sent from media threads: receivers copy, enqueue and return. */
public sealed interface MediaEvent {

    /** The end of the bridge it happened on. */
    Side side();

    /** The browser nominated an address: DTLS may start (RFC 8445 section 8). */
    record IceConnected(Side side, InetSocketAddress remote) implements MediaEvent {}

    /** DTLS is done and SRTP keys are in place: sound can flow. */
    record Secured(Side side, String srtpProfile) implements MediaEvent {}

    /** The handshake failed, for example because the certificate does not match the SDP's fingerprint. */
    record DtlsFailed(Side side, String reason) implements MediaEvent {}

    /**
     * The browser is gone as far as we can tell, and we stopped sending: no authenticated check for 30 s after it had
     * nominated an address (RFC 7675), or a bug of ours ended the bridge.
     */
    record ConsentLost(Side side) implements MediaEvent {}

    /**
     * The browser closed its side properly (DTLS close_notify): it hung up, and its BYE is on the way, or its page was
     * left. We stopped sending.
     */
    record Departed(Side side) implements MediaEvent {}

    /**
     * A trunk that should send sound has sent neither RTP nor RTCP for so long; said again after each further stretch.
     *
     * @param seconds as configured
     */
    record TrunkSilent(Side side, int seconds) implements MediaEvent {}

    /** The first packet that was decoded from this side. */
    record FirstSound(Side side) implements MediaEvent {}

    /**
     * What was played toward this side is over.
     *
     * @param playId what {@link Bridge#play} returned
     * @param complete it was heard to its end; otherwise it was stopped, or something else was played, or the call ended
     */
    record PlayEnded(Side side, long playId, boolean complete) implements MediaEvent {}

    /** A digit was pressed on this side and has ended; {@code millis} is how long it lasted. */
    record Digit(Side side, char digit, int millis) implements MediaEvent {}
}
