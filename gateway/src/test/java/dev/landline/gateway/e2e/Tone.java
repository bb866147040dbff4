package dev.landline.gateway.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * What a piece of sound is, as a tone.
 *
 * @param hertz frequency of the strongest component
 * @param levelDbfs level of the whole sound in dB, root mean square against full scale: a sine of half the full amplitude
 *     has -9.03
 * @param purity share of the power that lies in the strongest component, 0 to 1
 */
record Tone(double hertz, double levelDbfs, double purity) {

    /** How many samples one measurement takes. */
    static final int BLOCK = 4096;

    /** Level of a sine of this amplitude (1 is full scale), in dBFS. */
    static double sineLevel(double amplitude) {
        return 20 * Math.log10(amplitude / Math.sqrt(2));
    }

    /** Measures the last 4096 samples (half a second at 8 kHz). */
    static Tone of(short[] samples, int rate) {
        if (samples.length < BLOCK) {
            throw new IllegalArgumentException("too short to measure: " + samples.length + " samples");
        }
        double[] real = new double[BLOCK];
        double[] imaginary = new double[BLOCK];
        double square = 0;
        for (int i = 0; i < BLOCK; i++) {
            double sample = samples[samples.length - BLOCK + i] / 32_768.0;
            square += sample * sample;
            real[i] = sample * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / BLOCK));
        }
        transform(real, imaginary);
        double[] power = new double[BLOCK / 2];
        double total = 1e-20;
        int peak = 1;
        for (int i = 1; i < power.length; i++) {
            power[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
            total += power[i];
            peak = power[i] > power[peak] ? i : peak;
        }
        double near = 0;
        for (int i = Math.max(1, peak - 3); i <= Math.min(power.length - 1, peak + 3); i++) {
            near += power[i];
        }
        return new Tone(
                interpolate(power, peak) * rate / BLOCK,
                10 * Math.log10(Math.max(square / BLOCK, 1e-12)),
                near / total);
    }

    /** The peak between bins, by a parabola through the logarithms of three of them. */
    private static double interpolate(double[] power, int peak) {
        if (peak < 1 || peak + 1 >= power.length) {
            return peak;
        }
        double left = Math.log(power[peak - 1] + 1e-30);
        double middle = Math.log(power[peak] + 1e-30);
        double right = Math.log(power[peak + 1] + 1e-30);
        double bend = left - 2 * middle + right;
        return bend == 0 ? peak : peak + 0.5 * (left - right) / bend;
    }

    /** Fourier transform in place; the length is a power of two. */
    private static void transform(double[] real, double[] imaginary) {
        int n = real.length;
        for (int i = 0; i < n; i++) {
            int j = Integer.reverse(i) >>> (Integer.numberOfLeadingZeros(n) + 1);
            if (j > i) {
                double swap = real[i];
                real[i] = real[j];
                real[j] = swap;
            }
        }
        for (int half = 1; half < n; half *= 2) {
            for (int k = 0; k < half; k++) {
                double cos = Math.cos(-Math.PI * k / half);
                double sin = Math.sin(-Math.PI * k / half);
                for (int a = k; a < n; a += 2 * half) {
                    int b = a + half;
                    double re = real[b] * cos - imaginary[b] * sin;
                    double im = real[b] * sin + imaginary[b] * cos;
                    real[b] = real[a] - re;
                    imaginary[b] = imaginary[a] - im;
                    real[a] += re;
                    imaginary[a] += im;
                }
            }
        }
    }

    /** It is this sine: within 2 Hz, within 1 dB, and nothing else besides it. */
    boolean is(double expectedHertz, double amplitude) {
        return Math.abs(hertz - expectedHertz) <= 2 && Math.abs(levelDbfs - sineLevel(amplitude)) <= 1 && purity > 0.98;
    }

    /** Listens until this sine is what is heard; the limit allows for the start of a call on a busy machine. */
    static void awaitSine(String where, double hertz, double amplitude, Supplier<Optional<Tone>> ears) {
        AtomicReference<Optional<Tone>> last = new AtomicReference<>(Optional.empty());
        Await.value(
                () -> "a sine of %.0f Hz at %.1f dBFS %s, last heard %s"
                        .formatted(hertz, sineLevel(amplitude), where, last.get()),
                Duration.ofSeconds(15),
                () -> {
                    last.set(ears.get());
                    return last.get().filter(tone -> tone.is(hertz, amplitude));
                });
    }
}
