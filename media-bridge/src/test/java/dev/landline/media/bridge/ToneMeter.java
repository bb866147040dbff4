package dev.landline.media.bridge;

/** Remembers the last two seconds of sound and measures the strongest tone in the last one. Thread-safe. */
public final class ToneMeter {

    /**
     * What was heard.
     *
     * @param hertz of the strongest tone between 300 and 3400 Hz
     * @param amplitude its peak, in units of 16-bit samples
     */
    public record Tone(double hertz, double amplitude) {
        /** Level relative to a tone of another amplitude, in dB. */
        public double decibelsAbove(double otherAmplitude) {
            return 20 * Math.log10(amplitude / otherAmplitude);
        }
    }

    private final int sampleRate;
    private final short[] ring;
    private long written;

    public ToneMeter(int sampleRate) {
        this.sampleRate = sampleRate;
        this.ring = new short[2 * sampleRate];
    }

    public synchronized void add(short[] pcm, int offset, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (written++ % ring.length)] = pcm[offset + i];
        }
    }

    /** Samples heard so far. */
    public synchronized long samples() {
        return written;
    }

    /** Whole seconds heard so far. */
    public long seconds() {
        return samples() / sampleRate;
    }

    /** The largest sample in the last second. */
    public synchronized int peak() {
        int peak = 0;
        for (long i = Math.max(0, written - sampleRate); i < written; i++) {
            peak = Math.max(peak, Math.abs(ring[(int) (i % ring.length)]));
        }
        return peak;
    }

    /** Root mean square of the last second, in units of 16-bit samples. */
    public synchronized double level() {
        double sum = 1e-9;
        for (long i = Math.max(0, written - sampleRate); i < written; i++) {
            double sample = ring[(int) (i % ring.length)];
            sum += sample * sample;
        }
        return Math.sqrt(sum / sampleRate);
    }

    public synchronized Tone lastSecond() {
        double best = 0;
        double bestHertz = 0;
        for (double hertz = 300; hertz < 3400; hertz += 4) {
            double amplitude = goertzel(hertz, sampleRate / 4);
            if (amplitude > best) {
                best = amplitude;
                bestHertz = hertz;
            }
        }
        double fine = 0;
        double fineHertz = 0;
        for (double hertz = bestHertz - 6; hertz <= bestHertz + 6; hertz += 0.25) {
            double amplitude = goertzel(hertz, sampleRate);
            if (amplitude > fine) {
                fine = amplitude;
                fineHertz = hertz;
            }
        }
        return new Tone(fineHertz, fine);
    }

    /**
     * Waits for a second in which this tone is heard: within 2 Hz and 1 dB. The machine that tests run on may be busy,
     * so that a second with a hole in it proves nothing; that none without one comes does.
     */
    public void assertHears(double hertz, double amplitude) {
        Tone best = new Tone(0, 0);
        for (int attempt = 0; attempt < 20; attempt++) {
            long next = samples() + (attempt == 0 ? sampleRate * 3L / 2 : sampleRate / 2);
            Waiting.until("sound to measure", () -> samples() >= next);
            best = lastSecond();
            if (Math.abs(best.hertz() - hertz) <= 2 && Math.abs(best.decibelsAbove(amplitude)) <= 1) {
                return;
            }
        }
        throw new AssertionError("no second of " + hertz + " Hz at " + amplitude + ", but " + best);
    }

    /** Amplitude of one frequency in the last second. */
    public synchronized double amplitude(double hertz) {
        return goertzel(hertz, sampleRate);
    }

    /** Waits for a second in which these tones are heard, each within 2 dB of the amplitude, and another is not. */
    void assertHearsOnly(double[] tones, double absent, double amplitude) {
        String last = "";
        for (int attempt = 0; attempt < 20; attempt++) {
            long next = samples() + (attempt == 0 ? sampleRate * 3L / 2 : sampleRate / 2);
            Waiting.until("sound to measure", () -> samples() >= next);
            StringBuilder heard = new StringBuilder();
            boolean right = true;
            synchronized (this) {
                for (double hertz : tones) {
                    double decibels = 20 * Math.log10(goertzel(hertz, sampleRate) / amplitude);
                    heard.append(hertz).append(" Hz: ").append(decibels).append(" dB, ");
                    right &= Math.abs(decibels) <= 2;
                }
                double leak = 20 * Math.log10(goertzel(absent, sampleRate) / amplitude);
                heard.append("but ").append(absent).append(" Hz: ").append(leak).append(" dB");
                right &= leak < -30;
            }
            if (right) {
                return;
            }
            last = heard.toString();
        }
        throw new AssertionError("not what was expected: " + last);
    }

    /** Amplitude of one frequency in the last {@code count} samples. */
    private double goertzel(double hertz, int count) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / sampleRate);
        double before = 0;
        double last = 0;
        for (long i = Math.max(0, written - count); i < written; i++) {
            double next = ring[(int) (i % ring.length)] + coefficient * last - before;
            before = last;
            last = next;
        }
        double power = last * last + before * before - coefficient * last * before;
        return 2 * Math.sqrt(Math.max(0, power)) / count;
    }
}
