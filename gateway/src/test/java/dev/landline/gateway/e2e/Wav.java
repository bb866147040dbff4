package dev.landline.gateway.e2e;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sound files: one channel, 16-bit PCM. */
final class Wav {

    private static final int HEADER_BYTES = 44;

    private final int rate;
    private final short[] samples;

    private Wav(int rate, short[] samples) {
        this.rate = rate;
        this.samples = samples;
    }

    /** A sine; amplitude 1 is full scale. */
    static Wav sine(int rate, double hertz, double amplitude, int seconds) {
        short[] samples = new short[rate * seconds];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(32_767 * amplitude * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return new Wav(rate, samples);
    }

    /** What lies behind a header that is still to be written, as linphone does when a call ends. */
    static short[] samplesOf(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        in.position(Math.min(HEADER_BYTES, in.limit()));
        short[] samples = new short[in.remaining() / 2];
        in.asShortBuffer().get(samples);
        return samples;
    }

    /** The sound itself, not a copy. */
    short[] samples() {
        return samples;
    }

    void write(Path file) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER_BYTES - 8 + samples.length * 2);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        out.putShort((short) 1)
                .putInt(rate)
                .putInt(rate * 2)
                .putShort((short) 2)
                .putShort((short) 16);
        out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples.length * 2);
        for (short sample : samples) {
            out.putShort(sample);
        }
        Files.write(file, out.array());
    }

    /** Reads a file that may still be growing: what lies behind the data header counts, whatever length it states. */
    static Wav read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < HEADER_BYTES) {
            return new Wav(8000, new short[0]);
        }
        int rate = in.getInt(24);
        if (in.getShort(22) != 1 || in.getShort(34) != 16) {
            throw new IOException(file + " is not one channel of 16 bits");
        }
        in.position(12);
        while (in.remaining() >= 8) {
            int name = in.getInt();
            int length = in.getInt();
            if (name == 0x61746164) {
                break;
            }
            in.position(Math.min(in.limit(), in.position() + length));
        }
        short[] samples = new short[in.remaining() / 2];
        in.asShortBuffer().get(samples);
        return new Wav(rate, samples);
    }
}
