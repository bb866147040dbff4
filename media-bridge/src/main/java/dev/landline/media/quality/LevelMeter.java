package dev.landline.media.quality;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;

/**
 * How loud what a peer says is: RMS in dBov, where 0 is the loudest square wave and a sine of full scale has -3 (ITU-T
 * G.100.1). Frames at or above {@value #SPEECH_DBOV} dBov count as speech, softer ones as silence. Sums only: a frame
 * costs a multiplication per sample. Owned by the media loop.
 */
public final class LevelMeter {
    /** The level of no sound at all: what RFC 6464 writes for it. */
    public static final int SILENT_DBOV = -127;

    /** Softer is not speech: telephone speech is near -26, a quiet room below -60. */
    public static final int SPEECH_DBOV = -50;

    private static final double FULL_SCALE = 32_768.0 * 32_768.0;
    private static final long SPEECH_SQUARE = (long) (FULL_SCALE * Math.pow(10, SPEECH_DBOV / 10.0));
    private static final int[] MU_SQUARES = squares(G711Law.PCMU);
    private static final int[] A_SQUARES = squares(G711Law.PCMA);

    private long speechSquares;
    private long speechSamples;
    private long quietSquares;
    private long quietSamples;

    private static int[] squares(G711Law law) {
        byte[] codes = new byte[256];
        for (int code = 0; code < codes.length; code++) {
            codes[code] = (byte) code;
        }
        short[] pcm = new short[codes.length];
        G711.decode(law, codes, 0, codes.length, pcm, 0);
        int[] squares = new int[codes.length];
        for (int code = 0; code < codes.length; code++) {
            squares[code] = pcm[code] * pcm[code];
        }
        return squares;
    }

    /** Hears a frame of linear sound; best 10 to 60 ms, because it counts as speech or silence as a whole. */
    public void hear(short[] pcm, int offset, int samples) {
        long sum = 0;
        for (int i = offset; i < offset + samples; i++) {
            sum += pcm[i] * pcm[i];
        }
        add(sum, samples);
    }

    /** Hears a frame that is passed on without being decoded. */
    public void hear(G711Law law, byte[] codes, int offset, int samples) {
        int[] squares = law == G711Law.PCMU ? MU_SQUARES : A_SQUARES;
        long sum = 0;
        for (int i = offset; i < offset + samples; i++) {
            sum += squares[codes[i] & 0xFF];
        }
        add(sum, samples);
    }

    private void add(long squares, int samples) {
        if (samples > 0 && squares / samples >= SPEECH_SQUARE) {
            speechSquares += squares;
            speechSamples += samples;
        } else {
            quietSquares += squares;
            quietSamples += samples;
        }
    }

    /** Sum of the squares of all samples so far; with {@link #samples} it gives the level of any stretch. */
    public long squares() {
        return speechSquares + quietSquares;
    }

    /** Samples heard so far. */
    public long samples() {
        return speechSamples + quietSamples;
    }

    /** Of the samples heard so far, those in frames of silence. */
    public long quietSamples() {
        return quietSamples;
    }

    /** Mean level of the frames of speech, {@link #SILENT_DBOV} when there was none. */
    public int speechLevel() {
        return level(speechSquares, speechSamples);
    }

    /** Mean level of the frames of silence, likewise. */
    public int noiseLevel() {
        return level(quietSquares, quietSamples);
    }

    /** The level of a stretch in whole dBov, {@link #SILENT_DBOV} to 0. */
    public static int level(long squares, long samples) {
        if (squares <= 0 || samples <= 0) {
            return SILENT_DBOV;
        }
        double level = 10 * Math.log10(squares / (double) samples / FULL_SCALE);
        return (int) Math.round(Math.clamp(level, SILENT_DBOV, 0));
    }
}
