package dev.landline.media.record;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads an Ogg-Opus file page by page, checks what the RFCs demand of it, and decodes it at 48 kHz. */
public final class OggReader {
    private static final int FRAME = 960;

    private final List<byte[]> packets = new ArrayList<>();
    private int pages;
    private int serial;
    private long lastGranule;
    private boolean ended;
    private int preSkip;
    private short[] left;
    private short[] right;

    public static OggReader read(Path file) throws IOException, OpusException {
        OggReader reader = new OggReader();
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            reader.page(in);
        }
        reader.decode();
        return reader;
    }

    private void page(ByteBuffer in) {
        int begin = in.position();
        expect("OggS".equals(text(in, 4)) && in.get() == 0, "a page begins here");
        int flags = in.get();
        long granule = in.getLong();
        int ofStream = in.getInt();
        serial = pages == 0 ? ofStream : serial;
        expect(ofStream == serial, "one stream");
        expect(in.getInt() == pages, "pages are in order");
        expect(((flags & 2) != 0) == (pages == 0), "the first page says so");
        expect(!ended, "nothing comes behind the last page");
        int checksum = in.getInt();
        byte[] lacing = new byte[in.get() & 0xFF];
        in.get(lacing);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        for (byte segment : lacing) {
            byte[] piece = new byte[segment & 0xFF];
            in.get(piece);
            packet.writeBytes(piece);
            if (piece.length < 255) {
                packets.add(packet.toByteArray());
                packet.reset();
            }
        }
        expect(packet.size() == 0, "no packet runs over a page");
        expect(checksum == checksum(in, begin, in.position()), "the checksum of page " + pages + " is right");
        expect(granule >= lastGranule, "positions grow");
        lastGranule = granule;
        ended = (flags & 4) != 0;
        pages++;
    }

    /** Bit by bit, as RFC 3533 describes it: polynomial 0x04C11DB7, no reflection, from zero. */
    private static int checksum(ByteBuffer in, int begin, int end) {
        int crc = 0;
        for (int i = begin; i < end; i++) {
            int value = i >= begin + 22 && i < begin + 26 ? 0 : in.get(i) & 0xFF;
            for (int bit = 7; bit >= 0; bit--) {
                boolean carry = (crc < 0) ^ ((value >> bit & 1) != 0);
                crc <<= 1;
                crc ^= carry ? 0x04C11DB7 : 0;
            }
        }
        return crc;
    }

    private void decode() throws OpusException {
        ByteBuffer head = ByteBuffer.wrap(packets.get(0)).order(ByteOrder.LITTLE_ENDIAN);
        expect("OpusHead".equals(text(head, 8)) && head.get() == 1 && head.get() == 2, "a head of two channels");
        preSkip = head.getShort();
        head.getInt();
        expect(head.getShort() == 0, "no gain");
        expect(head.get() == 1 && head.get() == 2 && head.get() == 0, "two streams, none coupled");
        expect(head.get() == 0 && head.get() == 1, "the first is left");
        ByteBuffer tags = ByteBuffer.wrap(packets.get(1)).order(ByteOrder.LITTLE_ENDIAN);
        expect("OpusTags".equals(text(tags, 8)), "tags");
        expect(text(tags, tags.getInt()).equals("Landline") && tags.getInt() == 0 && !tags.hasRemaining(), "no more");
        OpusDecoder first = new OpusDecoder(48_000, 1);
        OpusDecoder second = new OpusDecoder(48_000, 1);
        int frames = packets.size() - 2;
        short[] all = new short[frames * FRAME];
        short[] other = new short[frames * FRAME];
        for (int i = 0; i < frames; i++) {
            byte[] packet = packets.get(i + 2);
            byte[] own = Arrays.copyOf(packet, packet.length);
            int lengthBytes = (own[1] & 0xFF) < 252 ? 1 : 2;
            int length = (own[1] & 0xFF) + (lengthBytes == 2 ? 4 * (own[2] & 0xFF) : 0);
            own[lengthBytes] = own[0];
            int next = 1 + lengthBytes + length;
            expect(first.decode(own, lengthBytes, 1 + length, all, i * FRAME, FRAME, false) == FRAME, "20 ms");
            expect(
                    second.decode(own, next, own.length - next, other, i * FRAME, FRAME, false) == FRAME,
                    "20 ms on the right");
        }
        int end = (int) Math.min(all.length, lastGranule);
        left = Arrays.copyOfRange(all, Math.min(preSkip, end), end);
        right = Arrays.copyOfRange(other, Math.min(preSkip, end), end);
    }

    private static String text(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static void expect(boolean met, String what) {
        if (!met) {
            throw new AssertionError("this is not so: " + what);
        }
    }

    /** Samples at 48 kHz without what players skip. */
    public short[] left() {
        return left;
    }

    public short[] right() {
        return right;
    }

    public boolean isComplete() {
        return ended;
    }

    public int pages() {
        return pages;
    }
}
