package dev.landline.media.dtmf;

import dev.landline.media.sound.Level;
import dev.landline.media.sound.SoundSource;
import dev.landline.media.sound.TonePair;
import java.util.Arrays;

/**
 * Plays keys as tones in the sound itself, toward trunks that know no telephone-event: -9 dBm0 in the row and -7 dBm0 in
 * the column, so that lines that swallow high notes are made up for; at least 80 ms long with at least 80 ms of silence
 * before the next, as ITU-T Q.24's slowest receivers want it. Presses that come faster wait in a queue. Owned by one media
 * loop.
 */
public final class DigitTones implements SoundSource {

    /** Presses that can wait; more are dropped and counted. */
    public static final int QUEUE_LENGTH = 32;

    /** The shortest tone and the shortest silence between two. */
    public static final int LEAST_MILLIS = 80;

    private static final int MOST_MILLIS = 60_000;
    private static final double ROW_PEAK = Level.peak(-9);
    private static final double COLUMN_PEAK = Level.peak(-7);
    private static final int HELD = -1;

    private final int[] events = new int[QUEUE_LENGTH];
    private final int[] durationMillis = new int[QUEUE_LENGTH];
    private final TonePair tone = new TonePair();
    private int first;
    private int waiting;
    private boolean sounding;
    /** How much of the silence after the last press is left, in units of 1/16 ms. */
    private int restLeft;

    private long dropped;

    /**
     * A key went down. One that is still down is released.
     *
     * @param event 0 to 15; others, such as a flash, have no tones
     * @return false when it cannot be played: the press is dropped and so will be its release
     */
    public boolean press(int event) {
        release(0);
        if (waiting == QUEUE_LENGTH || event < 0 || event >= DtmfTones.KEYS) {
            dropped++;
            return false;
        }
        int last = (first + waiting) % QUEUE_LENGTH;
        events[last] = event;
        durationMillis[last] = HELD;
        waiting++;
        return true;
    }

    /** The key that went down last came up after so long; does nothing when none is down. */
    public void release(int millis) {
        int last = (first + waiting + QUEUE_LENGTH - 1) % QUEUE_LENGTH;
        if (waiting > 0 && durationMillis[last] == HELD) {
            durationMillis[last] = Math.clamp(millis, LEAST_MILLIS, MOST_MILLIS);
        }
    }

    /** Whether a key sounds, or rests after sounding, so that no other sound should be heard. */
    public boolean isBusy() {
        return waiting > 0 || restLeft > 0 || sounding;
    }

    /** Presses dropped because too many waited or because they have no tones. */
    public long dropped() {
        return dropped;
    }

    /** Gives tones and silence without end; silence alone when not {@link #isBusy}. */
    @Override
    public int read(short[] pcm, int offset, int samples, int sampleRate) {
        int scale = 16_000 / sampleRate;
        int written = 0;
        while (written < samples) {
            if (restLeft > 0 || (waiting == 0 && !sounding)) {
                int part =
                        restLeft > 0 ? Math.min(samples - written, (restLeft + scale - 1) / scale) : samples - written;
                Arrays.fill(pcm, offset + written, offset + written + part, (short) 0);
                restLeft = Math.max(0, restLeft - part * scale);
                written += part;
            } else {
                if (!sounding) {
                    sounding = true;
                    tone.begin(
                            DtmfTones.rowOf(events[first]), ROW_PEAK, DtmfTones.columnOf(events[first]), COLUMN_PEAK);
                }
                if (durationMillis[first] != HELD) {
                    tone.endAfter(durationMillis[first]);
                }
                written += tone.read(pcm, offset + written, samples - written, sampleRate);
                if (tone.isOver()) {
                    sounding = false;
                    first = (first + 1) % QUEUE_LENGTH;
                    waiting--;
                    restLeft = LEAST_MILLIS * 16;
                }
            }
        }
        return written;
    }
}
