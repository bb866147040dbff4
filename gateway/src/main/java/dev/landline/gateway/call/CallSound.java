package dev.landline.gateway.call;

import dev.landline.gateway.config.RouteSound;
import dev.landline.media.codec.OpusTuning;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.BrowserTerms;
import java.util.List;

/**
 * How one call sounds, on all its legs.
 *
 * @param browser what is negotiated with browsers
 * @param opus how our Opus is encoded
 */
public record CallSound(BrowserTerms browser, OpusTuning opus) {

    /** Opus where it can be had, because it survives loss; the others for phones without it. */
    private static final List<AudioCodec> USUAL_CODECS =
            List.of(AudioCodec.OPUS, AudioCodec.G722, AudioCodec.PCMU, AudioCodec.PCMA);

    /** As in reference.conf. */
    public static final CallSound USUAL = usual(true, OpusTuning.USUAL);

    /** The sound of calls whose trunk and route say nothing. */
    public static CallSound usual(boolean red, OpusTuning opus) {
        return new CallSound(new BrowserTerms(USUAL_CODECS, red), opus);
    }

    /** The same with other codecs toward the browser; an empty list changes nothing. */
    CallSound withBrowserCodecs(List<AudioCodec> codecs) {
        return codecs.isEmpty() ? this : new CallSound(new BrowserTerms(codecs, browser.red()), opus);
    }

    /** The same as a route wants it. */
    CallSound with(RouteSound route) {
        CallSound coded = withBrowserCodecs(route.browserCodecs());
        return new CallSound(coded.browser, route.opus().orElse(opus));
    }
}
