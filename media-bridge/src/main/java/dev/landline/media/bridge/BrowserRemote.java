package dev.landline.media.bridge;

import java.util.Optional;

/**
 * What the browser said about itself. Its candidates are not here: the gateway learns the browser's address from its
 * checks (peer-reflexive) and never sends first.
 *
 * @param iceUfrag the browser's ICE user fragment; checks must carry {@code ours:theirs}
 * @param fingerprintHash hash function of the fingerprint in lower case, for example {@code sha-256} (RFC 8122)
 * @param fingerprint the expected certificate fingerprint, hex with colons
 * @param opusPayloadType RTP payload type of Opus, 0 to 127
 * @param dtmf telephone-event as negotiated; empty when the browser offered none
 * @param opusFec the browser accepts in-band FEC ({@code useinbandfec=1}, RFC 7587 section 6.1)
 * @param opusDtx the browser asks for discontinuous transmission ({@code usedtx=1})
 * @param sends the browser may send media (its direction is sendrecv or sendonly)
 * @param receives the browser wants media (its direction is sendrecv or recvonly)
 */
public record BrowserRemote(
        String iceUfrag,
        String fingerprintHash,
        String fingerprint,
        int opusPayloadType,
        Optional<DtmfFormat> dtmf,
        boolean opusFec,
        boolean opusDtx,
        boolean sends,
        boolean receives) {}
