package dev.landline.media.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a WAV file chunk by chunk, as a player would: believes the header's lengths and nothing else.
 *
 * @param left samples of the first channel
 * @param right samples of the second channel
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record WavReader(int sampleRate, short[] left, short[] right) {

    public static WavReader read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        expect(text(in), "RIFF");
        int riffLength = in.getInt();
        expect(text(in), "WAVE");
        int end = riffLength + 8;
        int rate = 0;
        short[][] channels = new short[2][0];
        while (in.position() + 8 <= end) {
            String chunk = text(in);
            int length = in.getInt();
            int next = in.position() + length;
            if (chunk.equals("fmt ")) {
                expect("format " + in.getShort(), "format 1");
                expect("channels " + in.getShort(), "channels 2");
                rate = in.getInt();
                expect("bytes a second " + in.getInt(), "bytes a second " + rate * 4);
                expect("frame " + in.getShort(), "frame 4");
                expect("bits " + in.getShort(), "bits 16");
            } else if (chunk.equals("data")) {
                channels = samples(in, length / 4);
            }
            in.position(next);
        }
        return new WavReader(rate, channels[0], channels[1]);
    }

    private static short[][] samples(ByteBuffer in, int frames) {
        short[][] channels = new short[2][frames];
        for (int i = 0; i < frames; i++) {
            channels[0][i] = in.getShort();
            channels[1][i] = in.getShort();
        }
        return channels;
    }

    private static String text(ByteBuffer in) {
        byte[] four = new byte[4];
        in.get(four);
        return new String(four, StandardCharsets.US_ASCII);
    }

    private static void expect(String found, String wanted) {
        if (!found.equals(wanted)) {
            throw new AssertionError("expected " + wanted + ", found " + found);
        }
    }

    public double seconds() {
        return (double) left.length / sampleRate;
    }
}
