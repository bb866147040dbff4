package dev.landline.media.dtls;

import dev.landline.media.srtp.SrtpKeys;

/** What a DTLS association came to. */
public sealed interface DtlsOutcome {

    /** The handshake is done, the peer's certificate is the one its SDP named. */
    record Established(SrtpKeys keys) implements DtlsOutcome {}

    /** The handshake failed. */
    record Failed(String reason) implements DtlsOutcome {}

    /** The peer closed an established association (close_notify) or broke it with a fatal alert. */
    record ClosedByPeer() implements DtlsOutcome {}
}
