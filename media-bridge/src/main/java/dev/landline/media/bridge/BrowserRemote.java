package dev.landline.media.bridge;

import dev.landline.media.codec.OpusWishes;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.ice.IceRemote;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the browser said about itself.
 *
 * @param ice its ICE credentials and candidates. In lite mode the candidates are not used: the gateway learns the
 *     browser's address from its checks (peer-reflexive) and never sends first
 * @param fingerprintHash hash function of the fingerprint in lower case, for example {@code sha-256} (RFC 8122)
 * @param fingerprint the expected certificate fingerprint, hex with colons
 * @param formats the codecs agreed, at least one: we send the first, each may come (RFC 3264 section 5.1)
 * @param dtmf telephone-event as negotiated; empty when the browser offered none
 * @param red payload type of redundant audio (RFC 2198) around Opus; empty when not agreed
 * @param comfortNoise payload type of comfort noise (RFC 3389); empty when not agreed
 * @param opus how to encode Opus toward it
 * @param sends the browser may send media (its direction is sendrecv or sendonly)
 * @param receives the browser wants media (its direction is sendrecv or recvonly)
 */
public record BrowserRemote(
        IceRemote ice,
        String fingerprintHash,
        String fingerprint,
        List<MediaFormat> formats,
        Optional<DtmfFormat> dtmf,
        OptionalInt red,
        OptionalInt comfortNoise,
        OpusWishes opus,
        boolean sends,
        boolean receives) {

    public BrowserRemote {
        formats = List.copyOf(formats);
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("a browser without a codec");
        }
    }

    /** The browser's ICE user fragment: checks must carry {@code ours:theirs}. */
    public String iceUfrag() {
        return ice.ufrag();
    }

    /** A browser that speaks Opus only, both ways, with nothing beside it. */
    public static BrowserRemote opus(String iceUfrag, String fingerprintHash, String fingerprint, int payloadType) {
        return new BrowserRemote(
                IceRemote.of(iceUfrag),
                fingerprintHash,
                fingerprint,
                List.of(new MediaFormat(SoundCodec.OPUS, payloadType)),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OpusWishes.USUAL,
                true,
                true);
    }

    /** The same with another description of its ICE. */
    public BrowserRemote withIce(IceRemote other) {
        return new BrowserRemote(
                other, fingerprintHash, fingerprint, formats, dtmf, red, comfortNoise, opus, sends, receives);
    }

    /** The same with another telephone-event. */
    public BrowserRemote withDtmf(DtmfFormat events) {
        return new BrowserRemote(
                ice,
                fingerprintHash,
                fingerprint,
                formats,
                Optional.of(events),
                red,
                comfortNoise,
                opus,
                sends,
                receives);
    }

    /** The same with redundant audio around Opus (RFC 2198). */
    public BrowserRemote withRed(int payloadType) {
        return new BrowserRemote(
                ice,
                fingerprintHash,
                fingerprint,
                formats,
                dtmf,
                OptionalInt.of(payloadType),
                comfortNoise,
                opus,
                sends,
                receives);
    }

    /** The same with other codecs. */
    public BrowserRemote withFormats(List<MediaFormat> others) {
        return new BrowserRemote(
                ice, fingerprintHash, fingerprint, others, dtmf, red, comfortNoise, opus, sends, receives);
    }

    /** The same with another direction. */
    public BrowserRemote withDirection(boolean nowSends, boolean nowReceives) {
        return new BrowserRemote(
                ice, fingerprintHash, fingerprint, formats, dtmf, red, comfortNoise, opus, nowSends, nowReceives);
    }
}
