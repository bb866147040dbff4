package dev.landline.gateway.config;

import java.util.Optional;

/**
 * What people dial to change something, instead of a number. An empty one is switched off.
 *
 * @param forwardOn is followed by the number that all calls go to
 * @param echo calls nobody: the caller hears themselves
 * @param pickup is followed by the user or number whose ringing call is taken
 */
public record FeatureCodes(
        Optional<String> undisturbedOn,
        Optional<String> undisturbedOff,
        Optional<String> forwardOn,
        Optional<String> forwardOff,
        Optional<String> pickup,
        Optional<String> echo) {

    /** The defaults of reference.conf: what North American switches have. */
    public static final FeatureCodes STANDARD = new FeatureCodes(
            Optional.of("*78"),
            Optional.of("*79"),
            Optional.of("*72"),
            Optional.of("*73"),
            Optional.of("*8"),
            Optional.of("*43"));
}
