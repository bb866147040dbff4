package dev.landline.sip.sdp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a browser said about its audio, in an offer or an answer.
 *
 * @param iceUfrag its ICE user fragment
 * @param icePassword its ICE password; never logged
 * @param fingerprintHash hash of the fingerprint: {@code sha-256}, {@code sha-384} or {@code sha-512}
 * @param fingerprint the certificate to expect, upper-case hex with colons
 * @param mid the audio section's identification; empty when it has none
 * @param formats the codecs in common, in our order of preference: the first is the one to send, each may arrive; at
 *     least one
 * @param red payload type of RED around Opus (RFC 2198); empty when it is not used
 * @param comfortNoise payload type of comfort noise (RFC 3389); only when the first codec is G.711
 * @param opus what its Opus asks for
 * @param dtmf telephone-event at the first codec's clock when it has that, else at 8000 Hz; empty when it has neither
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
        List<AudioFormat> formats,
        OptionalInt red,
        OptionalInt comfortNoise,
        OpusParameters opus,
        Optional<EventFormat> dtmf,
        Direction direction,
        boolean bundled,
        List<MediaSlot> slots) {

    public BrowserMedia {
        formats = List.copyOf(formats);
        slots = List.copyOf(slots);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BrowserMedia[ufrag=" + iceUfrag + ", fingerprint=" + fingerprintHash + " " + fingerprint + ", formats="
                + formats + ", red=" + red + ", dtmf=" + dtmf + ", direction=" + direction + "]";
    }
}
