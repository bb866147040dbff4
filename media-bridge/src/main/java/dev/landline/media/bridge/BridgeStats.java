package dev.landline.media.bridge;

import dev.landline.media.quality.AudioVerdict;
import dev.landline.media.quality.Diagnosis;
import dev.landline.media.quality.EngineNumbers;
import dev.landline.media.quality.LegNumbers;
import dev.landline.media.quality.MediaFacts;

/**
 * Numbers of one bridge as they stood at a second, and what they mean.
 *
 * @param a the end that called
 * @param b the end that was called
 * @param engine our own part in it
 * @param verdict why there is no sound now, or that there is
 * @param lasting the trouble that lasted longest during the call, at least three seconds; otherwise how it was
 */
public record BridgeStats(
        LegNumbers a, LegNumbers b, EngineNumbers engine, AudioVerdict verdict, AudioVerdict lasting) {

    /** Of a bridge that has not run yet. */
    public static final BridgeStats NOTHING = nothing();

    private static BridgeStats nothing() {
        AudioVerdict starting = Diagnosis.of(new MediaFacts(LegNumbers.NOBODY, LegNumbers.NOBODY, EngineNumbers.FINE));
        return new BridgeStats(LegNumbers.NOBODY, LegNumbers.NOBODY, EngineNumbers.FINE, starting, starting);
    }
}
