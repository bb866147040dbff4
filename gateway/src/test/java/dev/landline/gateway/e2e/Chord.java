package dev.landline.gateway.e2e;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Several tones that sound at once, as each of them is to be heard. */
record Chord(List<Part> parts) {

    /** A tone below it is not there: 40 dB below full scale, where G.711 hides nothing that was meant. */
    private static final double NOTHING = 0.01;

    private static final double TOLERANCE_DB = 1;

    /** @param amplitude how loud the tone is to be, 0 to 1; 0 is a tone that must not be heard */
    record Part(double hertz, double amplitude) {
        private boolean is(double heard) {
            return amplitude == 0 ? heard < NOTHING : Math.abs(20 * Math.log10(heard / amplitude)) <= TOLERANCE_DB;
        }
    }

    static Chord of() {
        return new Chord(List.of());
    }

    Chord and(double hertz, double amplitude) {
        return new Chord(Stream.concat(parts.stream(), Stream.of(new Part(hertz, amplitude)))
                .toList());
    }

    Chord without(double hertz) {
        return and(hertz, 0);
    }

    /** Listens until all of it is what is heard, in one measurement. */
    void await(String where, Function<double[], Optional<double[]>> ears) {
        double[] tones = parts.stream().mapToDouble(Part::hertz).toArray();
        AtomicReference<Optional<double[]>> last = new AtomicReference<>(Optional.empty());
        Await.value(
                () -> parts + " " + where + ", last heard " + last.get().map(Arrays::toString),
                Duration.ofSeconds(15),
                () -> {
                    last.set(ears.apply(tones));
                    return last.get().filter(this::is);
                });
    }

    private boolean is(double[] heard) {
        return IntStream.range(0, heard.length).allMatch(at -> parts.get(at).is(heard[at]));
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
