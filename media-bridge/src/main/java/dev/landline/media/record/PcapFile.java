package dev.landline.media.record;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * A pcap file of UDP datagrams: raw IP packets (LINKTYPE_RAW) with headers made up from the addresses, time stamps in
 * nanoseconds. Owned by the writing thread; fixed memory.
 */
final class PcapFile {
    /** What a packet adds to the file beside its own bytes, at most. */
    static final int MOST_OVERHEAD = 16 + 40 + 8;

    private static final int MAGIC_NANOSECONDS = 0xA1B23C4D;
    private static final int LINKTYPE_RAW = 101;
    private static final int MOST_PACKET = 65_535;
    private static final int UDP = 17;
    private static final int HOPS = 64;
    private static final long SECOND = 1_000_000_000L;

    private final SeekableByteChannel channel;
    private final ByteBuffer record =
            ByteBuffer.allocate(MOST_OVERHEAD + PacketRing.MOST_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    private long bytes;

    PcapFile(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        record.putInt(MAGIC_NANOSECONDS)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0);
        record.putInt(MOST_PACKET).putInt(LINKTYPE_RAW);
        flush();
    }

    long bytes() {
        return bytes;
    }

    /**
     * Adds the oldest packet of a ring.
     *
     * @param epochNanos its time since 1970
     */
    void write(PacketRing ring, long epochNanos) throws IOException {
        byte[] source = ring.source().getAddress().getAddress();
        byte[] target = ring.target().getAddress().getAddress();
        boolean four = source.length == 4 && target.length == 4;
        int datagram = 8 + ring.length();
        int packet = datagram + (four ? 20 : 40);
        record.clear().order(ByteOrder.LITTLE_ENDIAN);
        record.putInt((int) (epochNanos / SECOND)).putInt((int) (epochNanos % SECOND));
        record.putInt(packet).putInt(packet).order(ByteOrder.BIG_ENDIAN);
        int begin = record.position();
        if (four) {
            putHeader4(source, target, packet);
        } else {
            putHeader6(source, target, datagram);
        }
        int udp = record.position();
        putDatagram(ring, datagram);
        int sumFrom = four ? begin + 12 : begin + 8;
        // Over the addresses, the protocol, the length and the datagram (RFC 768, RFC 8200 section 8.1).
        int sum = checksum(sumFrom, record.position() - sumFrom, UDP + datagram);
        record.putShort(udp + 6, (short) (sum == 0 ? 0xFFFF : sum));
        flush();
    }

    private void putHeader4(byte[] source, byte[] target, int packet) {
        int begin = record.position();
        record.put((byte) 0x45).put((byte) 0).putShort((short) packet).putInt(0x0000_4000);
        record.put((byte) HOPS).put((byte) UDP).putShort((short) 0).put(source).put(target);
        record.putShort(begin + 10, (short) checksum(begin, 20, 0));
    }

    private void putHeader6(byte[] source, byte[] target, int datagram) {
        record.putInt(0x6000_0000).putShort((short) datagram).put((byte) UDP).put((byte) HOPS);
        put6(source);
        put6(target);
    }

    /** An IPv4 address among IPv6 ones is written as mapped (RFC 4291 section 2.5.5.2). */
    private void put6(byte[] address) {
        if (address.length == 4) {
            record.putLong(0).putInt(0x0000_FFFF);
        }
        record.put(address);
    }

    private void putDatagram(PacketRing ring, int datagram) {
        InetSocketAddress source = ring.source();
        InetSocketAddress target = ring.target();
        record.putShort((short) source.getPort()).putShort((short) target.getPort());
        record.putShort((short) datagram).putShort((short) 0);
        int length = ring.length();
        ring.take(record.array(), record.position());
        record.position(record.position() + length);
    }

    /** The Internet checksum (RFC 1071). */
    private int checksum(int from, int length, int start) {
        long sum = start;
        for (int i = 0; i < length; i++) {
            int value = record.get(from + i) & 0xFF;
            sum += (i & 1) == 0 ? value << 8 : value;
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        return (int) ~sum & 0xFFFF;
    }

    private void flush() throws IOException {
        record.flip();
        bytes += record.limit();
        PartFile.writeFully(channel, record);
    }
}
