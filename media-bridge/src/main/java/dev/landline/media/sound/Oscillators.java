package dev.landline.media.sound;

/**
 * The sines of one tone, each going on in phase from call to call and from one sample rate to another. No allocation
 * after construction; owned by one thread.
 */
final class Oscillators {
    private final double[] hertz = new double[Tone.MOST_PARTIALS];
    private final double[] peaks = new double[Tone.MOST_PARTIALS];
    /** In turns, 0 to 1. */
    private final double[] phases = new double[Tone.MOST_PARTIALS];

    private int count;

    /** Begins another tone at phase zero. */
    void tune(Tone tone) {
        count = 0;
        for (int i = 0; i < tone.partials().size(); i++) {
            add(
                    tone.partials().get(i).hertz(),
                    Level.peak(tone.partials().get(i).dbm0()));
        }
    }

    /** Begins another tone of two sines at phase zero. */
    void tune(double lowHertz, double lowPeak, double highHertz, double highPeak) {
        count = 0;
        add(lowHertz, lowPeak);
        add(highHertz, highPeak);
    }

    private void add(double frequency, double peak) {
        hertz[count] = frequency;
        peaks[count] = peak;
        phases[count] = 0;
        count++;
    }

    /** Adds the next samples to what is in {@code sum} already. */
    void addTo(double[] sum, int samples, int sampleRate) {
        for (int i = 0; i < count; i++) {
            double turns = hertz[i] / sampleRate;
            double angle = 2 * Math.PI * phases[i];
            double sine = peaks[i] * Math.sin(angle);
            double cosine = peaks[i] * Math.cos(angle);
            double stepSine = Math.sin(2 * Math.PI * turns);
            double stepCosine = Math.cos(2 * Math.PI * turns);
            for (int at = 0; at < samples; at++) {
                sum[at] += sine;
                double next = sine * stepCosine + cosine * stepSine;
                cosine = cosine * stepCosine - sine * stepSine;
                sine = next;
            }
            double phase = phases[i] + turns * samples;
            phases[i] = phase - Math.floor(phase);
        }
    }
}
