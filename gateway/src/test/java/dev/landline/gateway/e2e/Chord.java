package dev.landline.gateway.e2e;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Several tones that sound at once, as each of them is to be heard.
 *
 * @param hertz the tones
 * @param amplitudes how loud each is to be, 0 to 1; 0 is a tone that must not be heard
 */
record Chord(double[] hertz, double[] amplitudes) {

    /** A tone below it is not there: 40 dB below full scale, where G.711 hides nothing that was meant. */
    private static final double NOTHING = 0.01;

    private static final double TOLERANCE_DB = 1;

    /** Nothing but silence so far. */
    static Chord of() {
        return new Chord(new double[0], new double[0]);
    }

    Chord and(double tone, double amplitude) {
        int size = hertz.length;
        double[] tones = Arrays.copyOf(hertz, size + 1);
        double[] levels = Arrays.copyOf(amplitudes, size + 1);
        tones[size] = tone;
        levels[size] = amplitude;
        return new Chord(tones, levels);
    }

    Chord without(double tone) {
        return and(tone, 0);
    }

    /** Listens until all of it is what is heard, in one measurement. */
    void await(String where, Function<double[], Optional<double[]>> ears) {
        AtomicReference<Optional<double[]>> last = new AtomicReference<>(Optional.empty());
        Await.value(
                () -> "%s Hz as loud as %s %s, last heard %s"
                        .formatted(
                                Arrays.toString(hertz),
                                Arrays.toString(amplitudes),
                                where,
                                last.get().map(Arrays::toString)),
                Duration.ofSeconds(15),
                () -> {
                    last.set(ears.apply(hertz));
                    return last.get().filter(this::is);
                });
    }

    private boolean is(double[] heard) {
        return IntStream.range(0, heard.length)
                .allMatch(at -> amplitudes[at] == 0
                        ? heard[at] < NOTHING
                        : Math.abs(20 * Math.log10(heard[at] / amplitudes[at])) <= TOLERANCE_DB);
    }

    /** How loud each tone is in these samples. */
    static double[] amplitudes(short[] samples, int rate, double... hertz) {
        return Arrays.stream(hertz).map(tone -> amplitude(samples, rate, tone)).toArray();
    }

    /** One component of the spectrum, through a Hann window, so that neighbours do not leak into it. */
    private static double amplitude(short[] samples, int rate, double hertz) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < samples.length; i++) {
            double windowed = samples[i] / 32_768.0 * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / samples.length));
            re += windowed * Math.cos(2 * Math.PI * hertz * i / rate);
            im += windowed * Math.sin(2 * Math.PI * hertz * i / rate);
        }
        return 4 * Math.hypot(re, im) / samples.length;
    }
}
