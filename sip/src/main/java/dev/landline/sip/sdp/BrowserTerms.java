package dev.landline.sip.sdp;

import java.util.List;

/**
 * What we want toward a browser.
 *
 * @param codecs allowed codecs, the one we want to hear and send first in front; at least one
 * @param red take RED around Opus (RFC 2198) when the browser knows it
 */
public record BrowserTerms(List<AudioCodec> codecs, boolean red) {

    /** @throws IllegalArgumentException without a codec */
    public BrowserTerms {
        codecs = List.copyOf(codecs);
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException("A browser needs at least one codec.");
        }
    }
}
