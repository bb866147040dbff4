package dev.landline.gateway.call;

import dev.landline.gateway.config.MediaConfig;
import dev.landline.gateway.config.RouteSound;
import dev.landline.media.codec.OpusTuning;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.BrowserTerms;
import dev.landline.sip.sdp.LocalBrowser;
import java.util.List;
import java.util.stream.Stream;

/**
 * How one call sounds, on all its legs.
 *
 * @param browser what is negotiated with browsers
 * @param opus how our Opus is encoded
 * @param playbackRate highest sampling rate, in Hz, at which somebody may hear a browser of this call
 * @param trunkBand ask browsers for no more than the trunk's codecs can carry
 */
public record CallSound(BrowserTerms browser, OpusTuning opus, int playbackRate, boolean trunkBand) {

    /** Opus where it can be had, because it survives loss; the others for phones without it. */
    private static final List<AudioCodec> USUAL_CODECS =
            List.of(AudioCodec.OPUS, AudioCodec.G722, AudioCodec.PCMU, AudioCodec.PCMA);

    /** As in reference.conf. */
    public static final CallSound USUAL = usual(true, OpusTuning.USUAL);

    /** As configured for everybody. */
    static CallSound of(MediaConfig media) {
        CallSound usual = usual(media.red(), media.opusEncoder());
        return media.fullBand() ? usual.inFullBand() : usual;
    }

    /** The sound of calls whose trunk and route say nothing. */
    public static CallSound usual(boolean red, OpusTuning opus) {
        return new CallSound(new BrowserTerms(USUAL_CODECS, red), opus, LocalBrowser.FULL_BAND, true);
    }

    /** The same, with all that browsers can send whatever the trunk can carry. */
    CallSound inFullBand() {
        return new CallSound(browser, opus, LocalBrowser.FULL_BAND, false);
    }

    /** The same with other codecs toward the browser; an empty list changes nothing. */
    CallSound withBrowserCodecs(List<AudioCodec> codecs) {
        return codecs.isEmpty()
                ? this
                : new CallSound(new BrowserTerms(codecs, browser.red()), opus, playbackRate, trunkBand);
    }

    /** The same as a route wants it. */
    CallSound with(RouteSound route) {
        CallSound coded = withBrowserCodecs(route.browserCodecs());
        return new CallSound(coded.browser, route.opus().orElse(opus), playbackRate, trunkBand);
    }

    /**
     * The same toward a telephone: the browser need not send what its line cannot carry.
     *
     * @param trunks the codecs of each trunk that may take the call
     */
    CallSound upTo(Stream<AudioCodec> trunks) {
        if (!trunkBand) {
            return this;
        }
        int rate = trunks.mapToInt(CallSound::rate).max().orElse(LocalBrowser.FULL_BAND);
        return new CallSound(browser, opus, rate, true);
    }

    private static int rate(AudioCodec codec) {
        return switch (codec) {
            case PCMU, PCMA -> 8_000;
            case G722 -> 16_000;
            case OPUS -> LocalBrowser.FULL_BAND;
        };
    }
}
