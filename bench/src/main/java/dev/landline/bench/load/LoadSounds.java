package dev.landline.bench.load;

import dev.landline.bench.sound.SpeechLike;
import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusEncoder;
import dev.landline.media.codec.OpusEncoderSettings;
import dev.landline.media.codec.OpusEngine;
import java.util.Arrays;

/**
 * What every peer says, encoded once: ten seconds of speech-like sound as 500 packets, of which every 25th is a marker, a
 * loud tone that fills exactly its packet. Markers are found again at the other end by their loudness.
 */
final class LoadSounds {
    static final int PACKETS = 500;
    static final int FRAME_SAMPLES = 160;
    static final int FRAME_TICKS_OPUS = 960;
    static final int MOST_OPUS_BYTES = 1200;

    private static final int MARKER_EVERY = 25;

    /** So many packets a decoder needs to forget that the last thing it heard, long ago, was loud. */
    static final int WARM_UP_PACKETS = 5;

    private static final double BACKGROUND_LEVEL = 1000;
    private static final double MARKER_AMPLITUDE = 20_000;
    private static final double MARKER_HERTZ = 1000;

    /** Halfway, by ear, between the background's loudest 8 ms and a marker. */
    private static final double THRESHOLD = 8000;

    /** Judged by its end, because the codec's look-ahead delays the beginning by 6.5 ms. */
    private static final int JUDGED_SAMPLES = 64;

    private final byte[][] opus = new byte[PACKETS][];
    private final byte[][] pcmu = new byte[PACKETS][FRAME_SAMPLES];

    /** @param telephoneBand browsers send no more than a telephone carries, as they do when our answer asks for it */
    LoadSounds(OpusEngine engine, boolean telephoneBand) {
        short[] narrow = speechWithMarkers(8000);
        for (int i = 0; i < PACKETS; i++) {
            G711.encode(G711Law.PCMU, narrow, i * FRAME_SAMPLES, FRAME_SAMPLES, pcmu[i], 0);
        }
        int rate = telephoneBand ? 8000 : 48_000;
        int frame = rate / 50;
        short[] spoken = telephoneBand ? narrow : speechWithMarkers(rate);
        byte[] out = new byte[MOST_OPUS_BYTES];
        // What Chromium does: about 32 kb/s, FEC.
        try (OpusEncoder encoder = engine.newEncoder(new OpusEncoderSettings(rate, 32_000, 9, true, 5, false))) {
            for (int i = 0; i < PACKETS; i++) {
                int length = encoder.encode(spoken, i * frame, frame, out, 0, MOST_OPUS_BYTES);
                opus[i] = Arrays.copyOf(out, length);
            }
        }
    }

    private static short[] speechWithMarkers(int rate) {
        int frame = rate / 50;
        short[] sound = SpeechLike.samples(rate, PACKETS * 0.02, BACKGROUND_LEVEL, 1);
        for (int i = 0; i < PACKETS; i++) {
            if (isMarker(i)) {
                for (int s = 0; s < frame; s++) {
                    sound[i * frame + s] = (short) (MARKER_AMPLITUDE * Math.sin(2 * Math.PI * MARKER_HERTZ * s / rate));
                }
            }
        }
        return sound;
    }

    static boolean isMarker(int packet) {
        return packet % MARKER_EVERY == MARKER_EVERY / 2;
    }

    /** Whether a marker follows within {@value #WARM_UP_PACKETS} packets. */
    static boolean isNearMarker(int packet) {
        return isMarker(packet + WARM_UP_PACKETS);
    }

    /** Whether the end of a frame at 8 kHz is a marker's. */
    static boolean isLoud(short[] pcm, int samples) {
        double energy = 0;
        int from = Math.max(0, samples - JUDGED_SAMPLES);
        for (int i = from; i < samples; i++) {
            energy += (double) pcm[i] * pcm[i];
        }
        return samples > from && energy / (samples - from) > THRESHOLD * THRESHOLD;
    }

    byte[] opus(int packet) {
        return opus[packet];
    }

    byte[] pcmu(int packet) {
        return pcmu[packet];
    }
}
