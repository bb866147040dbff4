package dev.landline.media.codec;

import java.util.Arrays;

/** Test sounds and what is measured on them. */
final class Signals {

    private Signals() {}

    /** A sine of the given amplitude as part of full scale. */
    static short[] tone(int sampleRate, double hertz, double amplitude, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(32_767 * amplitude * Math.sin(2 * Math.PI * hertz * i / sampleRate));
        }
        return pcm;
    }

    /** Syllables of a gliding voice with some breath, so that a codec has voiced, unvoiced and silent parts to do. */
    static short[] speech(int sampleRate, int samples) {
        short[] pcm = new short[samples];
        double phase = 0;
        int noise = 1;
        for (int i = 0; i < samples; i++) {
            double seconds = i / (double) sampleRate;
            double pitch = 120 + 30 * Math.sin(2 * Math.PI * 0.9 * seconds);
            phase += 2 * Math.PI * pitch / sampleRate;
            double voice = 0;
            for (int harmonic = 1; harmonic <= 12; harmonic++) {
                double formant = Math.exp(-Math.pow((harmonic * pitch - 600) / 500, 2))
                        + 0.4 * Math.exp(-Math.pow((harmonic * pitch - 1400) / 400, 2));
                voice += formant * Math.sin(harmonic * phase);
            }
            double syllable = Math.max(0, Math.sin(2 * Math.PI * 3.3 * seconds));
            noise = noise * 1_103_515_245 + 12_345;
            pcm[i] = (short) (4000 * syllable * voice + (noise >> 24) * (1 - syllable));
        }
        return pcm;
    }

    static byte[][] encode(OpusEngine engine, OpusEncoderSettings settings, short[] pcm) {
        int frame = settings.sampleRate() / 50;
        byte[][] packets = new byte[pcm.length / frame][];
        byte[] out = new byte[1500];
        try (OpusEncoder encoder = engine.newEncoder(settings)) {
            for (int i = 0; i < packets.length; i++) {
                int length = encoder.encode(pcm, i * frame, frame, out, 0, out.length);
                packets[i] = Arrays.copyOf(out, length);
            }
        }
        return packets;
    }

    static short[] decode(OpusEngine engine, byte[][] packets, int sampleRate) {
        int frame = sampleRate / 50;
        short[] pcm = new short[packets.length * frame];
        try (OpusDecoder decoder = engine.newDecoder(sampleRate)) {
            for (int i = 0; i < packets.length; i++) {
                int samples = decoder.decode(packets[i], 0, packets[i].length, pcm, i * frame, frame);
                if (samples != frame) {
                    throw new AssertionError("Packet " + i + " gave " + samples);
                }
            }
        }
        return pcm;
    }

    static short[] through(OpusEngine engine, OpusEncoderSettings settings, short[] pcm, int decodedRate) {
        return decode(engine, encode(engine, settings, pcm), decodedRate);
    }

    /** Root mean square in dB relative to full scale. */
    static double levelDecibels(short[] pcm, int from, int until) {
        double sum = 1e-9;
        for (int i = from; i < until; i++) {
            sum += (double) pcm[i] * pcm[i];
        }
        return 10 * Math.log10(sum / (until - from) / (32_768.0 * 32_768.0));
    }

    /** Frequency of a clean tone by the time between its first and last upward zero crossing. */
    static double frequency(short[] pcm, int from, int until, int sampleRate) {
        double first = -1;
        double last = -1;
        int periods = -1;
        for (int i = from + 1; i < until; i++) {
            if (pcm[i - 1] < 0 && pcm[i] >= 0) {
                last = i - pcm[i] / (double) (pcm[i] - pcm[i - 1]);
                first = first < 0 ? last : first;
                periods++;
            }
        }
        return periods * sampleRate / (last - first);
    }

    /** Amplitude of one frequency, in units of 16-bit samples. */
    static double amplitude(short[] pcm, int from, int until, double hertz, int sampleRate) {
        double real = 0;
        double imaginary = 0;
        for (int i = from; i < until; i++) {
            double angle = 2 * Math.PI * hertz * i / sampleRate;
            real += pcm[i] * Math.cos(angle);
            imaginary += pcm[i] * Math.sin(angle);
        }
        return 2 * Math.hypot(real, imaginary) / (until - from);
    }

    static double snrDecibels(short[] reference, short[] other) {
        double signal = 1e-9;
        double noise = 1e-9;
        for (int i = 0; i < reference.length; i++) {
            double difference = reference[i] - other[i];
            signal += (double) reference[i] * reference[i];
            noise += difference * difference;
        }
        return 10 * Math.log10(signal / noise);
    }
}
