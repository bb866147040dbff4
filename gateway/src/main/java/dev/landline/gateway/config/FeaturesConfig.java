package dev.landline.gateway.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What people can do with their calls.
 *
 * @param musicOnHold a WAV file; empty for the built-in music
 * @param whenHeldInSilence what somebody hears whom the far end holds while it sends nothing
 * @param codes what people dial to change something
 * @param rooms the PIN of each conference room by its number; empty for a room without
 */
public record FeaturesConfig(
        Optional<Path> musicOnHold,
        WhenHeldInSilence whenHeldInSilence,
        FeatureCodes codes,
        Map<String, Optional<String>> rooms) {

    public FeaturesConfig {
        rooms = Map.copyOf(rooms);
    }

    @Override
    public String toString() {
        return "FeaturesConfig[" + musicOnHold + ", " + whenHeldInSilence + ", " + codes + ", rooms=" + rooms.keySet()
                + "]";
    }

    /** What is played to somebody who is held in silence. */
    public enum WhenHeldInSilence {
        MUSIC,
        TONE,
        SILENCE
    }

    /** The defaults of reference.conf. */
    public static FeaturesConfig standard() {
        return new FeaturesConfig(Optional.empty(), WhenHeldInSilence.MUSIC, FeatureCodes.STANDARD, Map.of());
    }
}
