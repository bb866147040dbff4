package dev.landline.media.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes WAV files for tests, right and wrong ones. */
final class WavBytes {

    private WavBytes() {}

    /** A file of a format and raw sound. */
    static byte[] file(int coding, int channels, int sampleRate, int bits, byte[] sound) {
        ByteBuffer out =
                ByteBuffer.allocate(44 + sound.length + (sound.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
        out.put(text("RIFF")).putInt(out.capacity() - 8).put(text("WAVE"));
        out.put(text("fmt ")).putInt(16);
        out.putShort((short) coding).putShort((short) channels).putInt(sampleRate);
        out.putInt(sampleRate * channels * bits / 8)
                .putShort((short) (channels * bits / 8))
                .putShort((short) bits);
        out.put(text("data")).putInt(sound.length).put(sound);
        return out.array();
    }

    /** A mono file of 16 bits. */
    static byte[] file(short[] pcm, int sampleRate) {
        return file(1, 1, sampleRate, 16, bytes(pcm));
    }

    static byte[] bytes(short[] pcm) {
        ByteBuffer out = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        for (short sample : pcm) {
            out.putShort(sample);
        }
        return out.array();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A sine. */
    static short[] sine(double hertz, double dbm0, int millis, int sampleRate) {
        short[] pcm = new short[millis * sampleRate / 1000];
        double peak = 32_768 * Math.pow(10, (dbm0 - 3.14) / 20);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.round(peak * Math.sin(2 * Math.PI * hertz * i / sampleRate));
        }
        return pcm;
    }
}
