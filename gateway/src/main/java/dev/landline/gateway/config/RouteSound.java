package dev.landline.gateway.config;

import dev.landline.media.codec.OpusTuning;
import dev.landline.sip.sdp.AudioCodec;
import java.util.List;
import java.util.Optional;

/**
 * What a route says about the sound of the calls it takes.
 *
 * @param browserCodecs toward the browser, in order of preference; empty leaves it to the trunk
 * @param opus how Opus is encoded; empty leaves it to {@code media.opus-encoder}
 */
public record RouteSound(List<AudioCodec> browserCodecs, Optional<OpusTuning> opus) {

    /** A route that says nothing. */
    public static final RouteSound NONE = new RouteSound(List.of(), Optional.empty());

    public RouteSound {
        browserCodecs = List.copyOf(browserCodecs);
    }
}
