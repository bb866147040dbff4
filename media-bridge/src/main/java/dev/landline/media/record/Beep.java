package dev.landline.media.record;

import dev.landline.media.sound.SoundOverlay;
import java.util.function.BooleanSupplier;

/**
 * The tone that tells people that they are recorded: 1400 Hz for 0.2 s every 15 s, beginning at once, mixed into what
 * they hear; in a pause it is silent, and after it a beep comes at once. Owned by one media loop; one for each side.
 */
public final class Beep implements SoundOverlay {
    private static final int HERTZ = 1400;
    private static final int PERIOD_MILLIS = 15_000;
    private static final int LENGTH_MILLIS = 200;
    private static final int EDGE_MILLIS = 5;
    /** 20 dB under full scale: clear, and under the voice. */
    private static final int AMPLITUDE = 3277;
    /** A whole number of the tone's periods at 16 kHz, and with every second sample at 8 kHz. */
    private static final int TABLE = 80;

    private static final short[] TONE = tone();

    /** In samples at 16 kHz. */
    private int position;

    private final BooleanSupplier recording;

    Beep(BooleanSupplier recording) {
        this.recording = recording;
    }

    private static short[] tone() {
        short[] tone = new short[TABLE];
        for (int i = 0; i < TABLE; i++) {
            tone[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * HERTZ * i / 16_000));
        }
        return tone;
    }

    @Override
    public void mixInto(short[] pcm, int offset, int samples, int sampleRate) {
        if (!recording.getAsBoolean()) {
            position = 0;
            return;
        }
        int step = 16_000 / sampleRate;
        for (int i = 0; i < samples; i++) {
            if (position < LENGTH_MILLIS * 16) {
                int mixed = pcm[offset + i] + TONE[position % TABLE] * loudness() / (EDGE_MILLIS * 16);
                pcm[offset + i] = (short) Math.clamp(mixed, Short.MIN_VALUE, Short.MAX_VALUE);
            }
            position += step;
            if (position >= PERIOD_MILLIS * 16) {
                position = 0;
            }
        }
    }

    /** Rises and falls over the edges, so that the tone does not click. */
    private int loudness() {
        int untilEnd = LENGTH_MILLIS * 16 - position;
        return Math.min(EDGE_MILLIS * 16, Math.min(position, untilEnd));
    }
}
