package dev.landline.media.sound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures sounds in tests, independently of the code that makes them. */
public final class Hearing {

    private Hearing() {}

    /** Reads a source in frames until it is over or so much has come. */
    public static short[] listen(SoundSource source, int millis, int sampleRate, int frameMillis) {
        int wanted = millis * sampleRate / 1000;
        int frame = frameMillis * sampleRate / 1000;
        short[] pcm = new short[wanted + frame];
        int count = 0;
        while (count < wanted) {
            int read = source.read(pcm, count, frame, sampleRate);
            count += read;
            if (read < frame) {
                break;
            }
        }
        return Arrays.copyOf(pcm, Math.min(count, wanted));
    }

    /** Level in dBm0 of one frequency in a stretch, by a Fourier sum under a Hann window. */
    public static double dbm0(short[] pcm, int from, int until, double hertz, int sampleRate) {
        double real = 0;
        double imaginary = 0;
        double weights = 0;
        for (int i = from; i < until; i++) {
            double weight = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i - from + 0.5) / (until - from));
            double angle = 2 * Math.PI * hertz * i / sampleRate;
            real += weight * pcm[i] * Math.cos(angle);
            imaginary += weight * pcm[i] * Math.sin(angle);
            weights += weight;
        }
        double peak = 2 * Math.hypot(real, imaginary) / weights;
        return 20 * Math.log10(Math.max(peak, 1e-6) / (32_768 * Math.pow(10, -3.14 / 20)));
    }

    /** The strongest frequency near a guess, in Hz, to a hundredth. */
    public static double strongestNear(short[] pcm, int from, int until, double guess, int sampleRate) {
        double best = guess;
        double level = Double.NEGATIVE_INFINITY;
        for (double step = 1; step > 0.005; step /= 4) {
            double centre = best;
            for (int i = -12; i <= 12; i++) {
                double at = dbm0(pcm, from, until, centre + i * step, sampleRate);
                if (at > level) {
                    level = at;
                    best = centre + i * step;
                }
            }
        }
        return best;
    }

    /** Level of everything in a stretch, in dBm0. */
    public static double dbm0(short[] pcm, int from, int until) {
        double sum = 1e-9;
        for (int i = from; i < until; i++) {
            sum += (double) pcm[i] * pcm[i];
        }
        double peak = Math.sqrt(2 * sum / (until - from));
        return 20 * Math.log10(peak / (32_768 * Math.pow(10, -3.14 / 20)));
    }

    /** Lengths of sound and silence in turn, in ms, beginning with the first sound; by the level of 2 ms stretches. */
    public static List<Integer> cadence(short[] pcm, double thresholdDbm0, int sampleRate) {
        int hop = sampleRate / 500;
        List<Integer> lengths = new ArrayList<>();
        boolean sounding = false;
        int since = 0;
        int quiet = 0;
        for (int at = 0; at + hop <= pcm.length; at += hop) {
            boolean loud = dbm0(pcm, at, at + hop) > thresholdDbm0;
            // Beats of two frequencies are no pauses: silence counts from 20 ms on.
            quiet = loud ? 0 : quiet + hop;
            if (!sounding && loud) {
                if (!lengths.isEmpty() || since > 0) {
                    lengths.add((at - since) * 1000 / sampleRate);
                }
                sounding = true;
                since = at;
            } else if (sounding && quiet >= sampleRate / 50) {
                lengths.add((at + hop - quiet - since) * 1000 / sampleRate);
                sounding = false;
                since = at + hop - quiet;
            }
        }
        return lengths;
    }

    /** The largest step between neighbours. */
    public static int largestStep(short[] pcm) {
        int largest = 0;
        for (int i = 1; i < pcm.length; i++) {
            largest = Math.max(largest, Math.abs(pcm[i] - pcm[i - 1]));
        }
        return largest;
    }
}
