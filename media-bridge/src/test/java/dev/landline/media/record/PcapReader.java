package dev.landline.media.record;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a pcap file of raw IP packets with UDP in them, and checks their lengths and checksums. */
public final class PcapReader {

    /** One datagram. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Datagram(long epochNanos, InetSocketAddress source, InetSocketAddress target, byte[] payload) {}

    private PcapReader() {}

    public static List<Datagram> read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        expect(in.getInt() == 0xA1B23C4D, "nanoseconds, little endian");
        expect(in.getShort() == 2 && in.getShort() == 4, "version 2.4");
        expect(in.getLong() == 0, "no time zone");
        expect(in.getInt() == 65_535 && in.getInt() == 101, "raw IP");
        List<Datagram> datagrams = new ArrayList<>();
        while (in.hasRemaining()) {
            long nanos = in.getInt() * 1_000_000_000L + in.getInt();
            int length = in.getInt();
            expect(length == in.getInt(), "nothing is cut off");
            byte[] packet = new byte[length];
            in.get(packet);
            datagrams.add(datagram(nanos, ByteBuffer.wrap(packet)));
        }
        return datagrams;
    }

    private static Datagram datagram(long nanos, ByteBuffer ip) throws IOException {
        int version = ip.get(0) >> 4;
        int header = version == 4 ? 20 : 40;
        int addressLength = version == 4 ? 4 : 16;
        byte[] source = new byte[addressLength];
        byte[] target = new byte[addressLength];
        ip.get(header - 2 * addressLength, source).get(header - addressLength, target);
        int udpLength = ip.limit() - header;
        if (version == 4) {
            expect(ip.getShort(2) == ip.limit() && ip.get(9) == 17, "IPv4 header");
            expect(sum(ip, 0, 20, 0) == 0xFFFF, "IPv4 checksum");
        } else {
            expect(version == 6 && ip.getShort(4) == udpLength && ip.get(6) == 17, "IPv6 header");
        }
        expect(ip.getShort(header + 4) == udpLength, "UDP length");
        expect(ip.getShort(header + 6) != 0, "UDP has a checksum");
        expect(sum(ip, header - 2 * addressLength, ip.limit(), 17 + udpLength) == 0xFFFF, "UDP checksum");
        byte[] payload = new byte[udpLength - 8];
        ip.get(header + 8, payload);
        return new Datagram(
                nanos,
                new InetSocketAddress(InetAddress.getByAddress(source), ip.getShort(header) & 0xFFFF),
                new InetSocketAddress(InetAddress.getByAddress(target), ip.getShort(header + 2) & 0xFFFF),
                payload);
    }

    /** Ones' complement sum of 16-bit words; with a right checksum among them it is all ones. */
    private static int sum(ByteBuffer bytes, int from, int until, int start) {
        int sum = start;
        for (int i = from; i < until; i += 2) {
            int low = i + 1 < until ? bytes.get(i + 1) & 0xFF : 0;
            sum += ((bytes.get(i) & 0xFF) << 8) + low;
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return sum;
    }

    private static void expect(boolean met, String what) {
        if (!met) {
            throw new AssertionError("this is not so: " + what);
        }
    }
}
