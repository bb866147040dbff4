package dev.landline.media.record;

import dev.landline.media.codec.OpusEncoder;
import dev.landline.media.codec.OpusEncoderSettings;
import dev.landline.media.codec.OpusEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Ogg-Opus (RFC 7845). The two sides are two mono streams in one logical stream (mapping family 1, two streams, none of
 * them coupled): two people who talk in turn have nothing in common that a stereo coder could save, and so nothing of the
 * one is ever heard in the other's channel. A page each second.
 */
final class OggOpusFile implements SoundFile, AutoCloseable {
    /** What the encoder delays, 6.5 ms at every rate; players skip it. At 48 kHz, as all positions are. */
    private static final int PRE_SKIP = 312;

    private static final int FRAMES_PER_SECOND = 50;
    private static final int GRANULES_PER_FRAME = 960;
    private static final int PAGE_PACKETS = 50;
    private static final int MOST_OPUS_BYTES = 1275;
    private static final int COMPLEXITY = 3;
    /** Per voice. */
    private static final int BITRATE = 32_000;

    private final OggPager pages;
    private final OpusEncoder left;
    private final OpusEncoder right;
    private final int frameSamples;
    private final int granulesPerSample;
    private final short[] leftPcm;
    private final short[] rightPcm;
    private final byte[] coded = new byte[MOST_OPUS_BYTES];
    private final byte[] packet = new byte[2 * MOST_OPUS_BYTES + 2];
    private int waiting;
    private int packetsInPage;
    private long packets;

    /** @param serial tells this stream from others, by chance */
    OggOpusFile(SeekableByteChannel channel, int sampleRate, OpusEngine engine, int serial) throws IOException {
        pages = new OggPager(channel, serial);
        frameSamples = sampleRate / FRAMES_PER_SECOND;
        granulesPerSample = GRANULES_PER_FRAME / frameSamples;
        leftPcm = new short[frameSamples];
        rightPcm = new short[frameSamples];
        writeHeaders(sampleRate);
        OpusEncoderSettings settings = new OpusEncoderSettings(sampleRate, BITRATE, COMPLEXITY, false, 0, false);
        left = engine.newEncoder(settings);
        right = engine.newEncoder(settings);
    }

    /** The identification and the comment header, each on a page of its own (RFC 7845 section 3). */
    private void writeHeaders(int sampleRate) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(23).order(ByteOrder.LITTLE_ENDIAN);
        head.put("OpusHead".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 2);
        head.putShort((short) PRE_SKIP).putInt(sampleRate).putShort((short) 0);
        head.put((byte) 1).put((byte) 2).put((byte) 0).put((byte) 0).put((byte) 1);
        pages.add(head.array(), head.position(), 0);
        pages.flush(false);
        byte[] vendor = "Landline".getBytes(StandardCharsets.UTF_8);
        ByteBuffer tags = ByteBuffer.allocate(16 + vendor.length).order(ByteOrder.LITTLE_ENDIAN);
        tags.put("OpusTags".getBytes(StandardCharsets.US_ASCII))
                .putInt(vendor.length)
                .put(vendor)
                .putInt(0);
        pages.add(tags.array(), tags.position(), 0);
        pages.flush(false);
    }

    @Override
    public void write(short[] samples, int frames) throws IOException {
        for (int i = 0; i < frames; i++) {
            leftPcm[waiting] = samples[2 * i];
            rightPcm[waiting] = samples[2 * i + 1];
            waiting++;
            if (waiting == frameSamples) {
                encodeFrame();
            }
        }
    }

    private void encodeFrame() throws IOException {
        // Before the packet and not behind it, so that the last packet always waits for its exact position.
        if (packetsInPage == PAGE_PACKETS) {
            writePage(false);
        }
        waiting = 0;
        int length = selfDelimited(left.encode(leftPcm, 0, frameSamples, coded, 0, MOST_OPUS_BYTES));
        int rightLength = right.encode(rightPcm, 0, frameSamples, coded, 0, MOST_OPUS_BYTES);
        if (rightLength <= 0) {
            throw new IOException("the Opus encoder failed with " + rightLength);
        }
        System.arraycopy(coded, 0, packet, length, rightLength);
        packets++;
        pages.add(packet, length + rightLength, granule());
        packetsInPage++;
    }

    /**
     * All streams but the last of a packet say how long they are, behind their first byte (RFC 6716 appendix B).
     *
     * @return bytes in {@code packet}
     */
    private int selfDelimited(int length) throws IOException {
        if (length <= 0 || (coded[0] & 3) != 0) {
            throw new IOException("the Opus encoder gave no packet of one frame: " + length);
        }
        int frame = length - 1;
        packet[0] = coded[0];
        int at = 1;
        if (frame < 252) {
            packet[at++] = (byte) frame;
        } else {
            // Two bytes: the first is 252 to 255 and the second counts fours.
            packet[at++] = (byte) (252 + (frame & 3));
            packet[at++] = (byte) ((frame - 252 - (frame & 3)) >> 2);
        }
        System.arraycopy(coded, 1, packet, at, frame);
        return at + frame;
    }

    private long granule() {
        return packets * GRANULES_PER_FRAME;
    }

    private void writePage(boolean last) throws IOException {
        packetsInPage = 0;
        pages.flush(last);
    }

    @Override
    public void checkpoint() throws IOException {
        if (!pages.isEmpty()) {
            writePage(false);
        }
    }

    @Override
    public void finish() throws IOException {
        long exact = granule() + (long) waiting * granulesPerSample + PRE_SKIP;
        // Frames of silence push the last sounds through the encoder's delay; players stop at the exact position.
        while (granule() < exact) {
            Arrays.fill(leftPcm, waiting, frameSamples, (short) 0);
            Arrays.fill(rightPcm, waiting, frameSamples, (short) 0);
            encodeFrame();
        }
        pages.endAt(exact);
        writePage(true);
    }

    @Override
    public long bytes() {
        return pages.bytes();
    }

    @Override
    public boolean isFull() {
        return false;
    }

    /** Frees the encoders. */
    @Override
    public void close() {
        left.close();
        right.close();
    }
}
