package dev.landline.media.sound;

import dev.landline.media.sound.Cadence.Step;
import java.util.Arrays;

/**
 * Plays a cadence: phases go on between reads, and each tone rises and falls in {@value #RAMP_MILLIS} ms of a raised
 * cosine inside its step, so that nothing clicks. No allocation after construction; owned by one media loop.
 */
public final class ToneSource implements SoundSource {
    /** The rise at the beginning of a tone and the fall at its end. */
    static final int RAMP_MILLIS = 4;

    private static final int MOST_SAMPLES = 120 * 16;

    private final Cadence cadence;
    private final Oscillators oscillators = new Oscillators();
    private final double[] sum = new double[MOST_SAMPLES];
    private int step = -1;
    /** How much of the step is over, in samples of {@code rate}. */
    private long done;

    private int rate;
    private boolean over;

    public ToneSource(Cadence cadence) {
        this.cadence = cadence;
    }

    @Override
    public int read(short[] pcm, int offset, int samples, int sampleRate) {
        if (sampleRate != rate) {
            done = rate == 0 ? 0 : done * sampleRate / rate;
            rate = sampleRate;
        }
        int written = 0;
        while (written < samples && !over) {
            if (step < 0 || done >= current().samples(rate)) {
                nextStep();
                continue;
            }
            int part = (int) Math.min(
                    Math.min(samples - written, MOST_SAMPLES), current().samples(rate) - done);
            play(pcm, offset + written, part);
            written += part;
        }
        return written;
    }

    private Step current() {
        return cadence.steps().get(step);
    }

    private void nextStep() {
        done = 0;
        step++;
        if (step == cadence.steps().size()) {
            over = !cadence.repeats();
            step = 0;
        }
        if (!over && current().tone().isPresent()) {
            oscillators.tune(current().tone().get());
        }
    }

    private void play(short[] pcm, int offset, int samples) {
        Step playing = current();
        if (playing.tone().isEmpty()) {
            Arrays.fill(pcm, offset, offset + samples, (short) 0);
        } else {
            Arrays.fill(sum, 0, samples, 0);
            oscillators.addTo(sum, samples, rate);
            int ramp = RAMP_MILLIS * rate / 1000;
            long length = playing.samples(rate);
            for (int i = 0; i < samples; i++) {
                pcm[offset + i] = Samples.clamp(sum[i] * Samples.ramp(done + i, length, ramp));
            }
        }
        done += samples;
    }
}
