package dev.landline.media.quality;

/**
 * The gateway's own part in how a call sounds.
 *
 * @param latePercent of this call's beats in the last five seconds, those that ran more than 20 ms late
 * @param skipped times in the last five seconds that sound was skipped because the loop stood still
 * @param portsExhausted a trunk port was wanted and there was none
 * @param failed a bug of ours ended the call's media
 */
public record EngineNumbers(double latePercent, long skipped, boolean portsExhausted, boolean failed) {

    /** Nothing is wrong. */
    public static final EngineNumbers FINE = new EngineNumbers(0, 0, false, false);
}
