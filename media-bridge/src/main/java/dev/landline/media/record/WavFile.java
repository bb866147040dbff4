package dev.landline.media.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * 16-bit stereo PCM in a RIFF file. The header tells the length, so it is corrected at each checkpoint: after a crash a
 * reader finds everything up to the last one.
 */
final class WavFile implements SoundFile {
    private static final int HEADER = 44;
    private static final int FRAME = 4;
    /** Lengths have 32 bits; some readers take the highest for a sign. A second at 16 kHz is 64 KB. */
    private static final long MOST_BYTES = (1L << 32) - (1 << 20);

    private final SeekableByteChannel channel;
    private final int sampleRate;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 15).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    private long dataBytes;

    WavFile(SeekableByteChannel channel, int sampleRate) throws IOException {
        this.channel = channel;
        this.sampleRate = sampleRate;
        writeHeader();
    }

    private void writeHeader() throws IOException {
        header.clear();
        header.put(ascii("RIFF")).putInt((int) (HEADER - 8 + dataBytes)).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 2);
        header.putInt(sampleRate)
                .putInt(sampleRate * FRAME)
                .putShort((short) FRAME)
                .putShort((short) 16);
        header.put(ascii("data")).putInt((int) dataBytes);
        channel.position(0);
        PartFile.writeFully(channel, header.flip());
        channel.position(HEADER + dataBytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void write(short[] samples, int frames) throws IOException {
        int done = 0;
        while (done < 2 * frames) {
            buffer.clear();
            int now = Math.min(2 * frames - done, buffer.capacity() / 2);
            for (int i = 0; i < now; i++) {
                buffer.putShort(samples[done + i]);
            }
            PartFile.writeFully(channel, buffer.flip());
            done += now;
            dataBytes += 2L * now;
        }
    }

    @Override
    public void checkpoint() throws IOException {
        writeHeader();
    }

    @Override
    public void finish() throws IOException {
        writeHeader();
    }

    @Override
    public long bytes() {
        return HEADER + dataBytes;
    }

    @Override
    public boolean isFull() {
        return bytes() > MOST_BYTES;
    }
}
