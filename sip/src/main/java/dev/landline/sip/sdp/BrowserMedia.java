package dev.landline.sip.sdp;

import java.util.List;
import java.util.Optional;

/**
 * What a browser said about its audio, in an offer or an answer.
 *
 * @param iceUfrag its ICE user fragment
 * @param icePassword its ICE password; never logged
 * @param fingerprintHash hash of the fingerprint: {@code sha-256}, {@code sha-384} or {@code sha-512}
 * @param fingerprint the certificate to expect, upper-case hex with colons
 * @param mid the audio section's identification; empty when it has none
 * @param opus RTP payload type of Opus, 0 to 127
 * @param fec it accepts in-band FEC ({@code useinbandfec=1}, RFC 7587 section 6.1)
 * @param dtx it asks for discontinuous transmission ({@code usedtx=1})
 * @param dtmf telephone-event at 48000 Hz when it has that, else at 8000 Hz; empty when it has neither
 * @param direction seen from the browser
 * @param bundled the audio section is in a BUNDLE group (RFC 9143)
 * @param slots all its media sections in order
 */
public record BrowserMedia(
        String iceUfrag,
        String icePassword,
        String fingerprintHash,
        String fingerprint,
        String mid,
        int opus,
        boolean fec,
        boolean dtx,
        Optional<EventFormat> dtmf,
        Direction direction,
        boolean bundled,
        List<MediaSlot> slots) {

    public BrowserMedia {
        slots = List.copyOf(slots);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BrowserMedia[ufrag=" + iceUfrag + ", fingerprint=" + fingerprintHash + " " + fingerprint + ", opus="
                + opus + ", dtmf=" + dtmf + ", direction=" + direction + "]";
    }
}
