package dev.landline.media.bridge;

import dev.landline.media.quality.AudioCause;
import dev.landline.media.quality.AudioVerdict;
import dev.landline.media.quality.Diagnosis;
import dev.landline.media.quality.EngineNumbers;
import dev.landline.media.quality.LegNumbers;
import dev.landline.media.quality.MediaFacts;

/**
 * Makes a call's numbers and its verdict, once a second, and remembers which trouble lasted longest. Owned by the media
 * loop.
 */
@SuppressWarnings("EnumOrdinal") // the index into an array that never leaves this class
final class CallSurvey {
    /** A frame later than this is a frame late: jitter buffers at the peers notice. */
    private static final long LATE_NANOS = 20_000_000L;

    private static final int SECONDS = 5;

    /** Shorter troubles are growing pains, not what the call suffered from. */
    private static final int LASTING_SECONDS = 3;

    private final long[] beats = new long[SECONDS];
    private final long[] lateBeats = new long[SECONDS];
    private final long[] skips = new long[SECONDS];
    private long skippedBefore;
    private int seconds;

    private final int[] secondsOf = new int[AudioCause.values().length];
    private final AudioVerdict[] lastOf = new AudioVerdict[secondsOf.length];

    /** The bridge ran this much after its time. */
    void beat(long lateNanos) {
        beats[seconds]++;
        if (lateNanos > LATE_NANOS) {
            lateBeats[seconds]++;
        }
    }

    /**
     * A second is over.
     *
     * @param skipped times so far that sound of this call was skipped
     */
    BridgeStats second(LegNumbers a, LegNumbers b, long skipped, boolean portsExhausted, boolean failed) {
        // A direction that was replaced begins to count anew.
        skips[seconds] = Math.max(0, skipped - skippedBefore);
        skippedBefore = skipped;
        EngineNumbers engine = new EngineNumbers(latePercent(), sum(skips), portsExhausted, failed);
        seconds = (seconds + 1) % SECONDS;
        beats[seconds] = 0;
        lateBeats[seconds] = 0;
        AudioVerdict verdict = Diagnosis.of(new MediaFacts(a, b, engine));
        secondsOf[verdict.cause().ordinal()]++;
        lastOf[verdict.cause().ordinal()] = verdict;
        return new BridgeStats(a, b, engine, verdict, worst(verdict));
    }

    private double latePercent() {
        long all = sum(beats);
        return all == 0 ? 0 : 100.0 * sum(lateBeats) / all;
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }

    /** The trouble that lasted longest; when none lasted, what is now if that is no trouble, else that all was well. */
    private AudioVerdict worst(AudioVerdict now) {
        int longest = -1;
        for (int cause = 0; cause < secondsOf.length; cause++) {
            boolean lasting = secondsOf[cause] >= LASTING_SECONDS && lastOf[cause].isTrouble();
            if (lasting && (longest < 0 || secondsOf[cause] > secondsOf[longest])) {
                longest = cause;
            }
        }
        if (longest >= 0) {
            return lastOf[longest];
        }
        AudioVerdict well = lastOf[AudioCause.OK.ordinal()];
        return well == null ? now : well;
    }
}
