package dev.landline.gateway.demo;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.dtmf.TelephoneEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The far end's RTP in tests: real sockets on loopback, driven step by step by the test; no thread, no clock. */
final class TestPhone implements AutoCloseable {

    static final int EVENTS = 101;

    /** One RTP packet as it came. */
    record Packet(int payloadType, boolean marker, int sequence, int timestamp, int ssrc, ByteBuffer payload) {}

    final G711Law law;
    private final DatagramChannel rtp;
    private final DatagramChannel rtcp;
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private final ByteBuffer buffer = ByteBuffer.allocate(2_048);
    private int sequence = 65_530;
    private int timestamp = ThreadLocalRandom.current().nextInt();
    private long samplesSent;

    TestPhone(G711Law law) throws IOException {
        this.law = law;
        DatagramChannel first = null;
        DatagramChannel second = null;
        for (int attempt = 0; second == null && attempt < 100; attempt++) {
            first = bound(ThreadLocalRandom.current().nextInt(6_000, 15_000) * 2);
            if (first != null) {
                second = bound(((InetSocketAddress) first.getLocalAddress()).getPort() + 1);
                if (second == null) {
                    first.close();
                }
            }
        }
        if (second == null) {
            throw new IOException("no free pair of ports");
        }
        rtp = first;
        rtcp = second;
    }

    private static DatagramChannel bound(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        try {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return channel;
        } catch (java.net.BindException taken) {
            channel.close();
            return null;
        }
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) rtp.getLocalAddress();
    }

    /** An offer of our one law with telephone events, in this direction. */
    String offer(String direction) throws IOException {
        int type = law == G711Law.PCMU ? 0 : 8;
        return """
                v=0\r
                o=- 1 1 IN IP4 127.0.0.1\r
                s=-\r
                c=IN IP4 127.0.0.1\r
                t=0 0\r
                m=audio %d RTP/AVP %d 101\r
                a=rtpmap:101 telephone-event/8000\r
                a=fmtp:101 0-16\r
                a=ptime:20\r
                a=%s\r
                """.formatted(address().getPort(), type, direction);
    }

    /** Sends the next 20 ms of a tone. */
    void speak(InetSocketAddress to, double hertz, double levelDbm0) throws IOException {
        double peak = 32_768 * Math.pow(10, (levelDbm0 - 3.14) / 20);
        byte[] codes = new byte[160];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = G711.encode(law, (short) (peak * Math.sin(2 * Math.PI * hertz * samplesSent++ / 8_000)));
        }
        send(to, law == G711Law.PCMU ? 0 : 8, timestamp, codes);
        timestamp += 160;
    }

    /** Sends a whole key press at once. */
    void press(InetSocketAddress to, char key) throws IOException {
        byte[] payload = new byte[4];
        for (int ticks = 160; ticks <= 800; ticks += 160) {
            TelephoneEvent.write(payload, 0, TelephoneEvent.event(key), ticks == 800, 10, ticks);
            send(to, EVENTS, timestamp, payload);
        }
        timestamp += 1_600;
    }

    private void send(InetSocketAddress to, int type, int packetTimestamp, byte[] payload) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
        packet.put((byte) 0x80).put((byte) type).putShort((short) sequence++).putInt(packetTimestamp);
        packet.putInt(ssrc).put(payload).flip();
        rtp.send(packet, to);
    }

    int ssrc() {
        return ssrc;
    }

    /** Every RTP packet that waits. */
    List<Packet> packets() throws IOException {
        List<Packet> packets = new ArrayList<>();
        while (true) {
            buffer.clear();
            if (rtp.receive(buffer) == null) {
                return packets;
            }
            buffer.flip();
            buffer.get();
            int type = buffer.get();
            int number = buffer.getShort() & 0xFFFF;
            int time = buffer.getInt();
            int source = buffer.getInt();
            byte[] payload = new byte[buffer.remaining()];
            buffer.get(payload);
            packets.add(new Packet(type & 0x7F, type < 0, number, time, source, ByteBuffer.wrap(payload)));
        }
    }

    /** Every RTCP datagram that waits. */
    List<byte[]> reports() throws IOException {
        List<byte[]> reports = new ArrayList<>();
        while (true) {
            buffer.clear();
            if (rtcp.receive(buffer) == null) {
                return reports;
            }
            buffer.flip();
            byte[] report = new byte[buffer.remaining()];
            buffer.get(report);
            reports.add(report);
        }
    }

    /** The sound in packets, decoded. */
    short[] sound(List<Packet> packets) {
        ByteArrayOutputStream codes = new ByteArrayOutputStream();
        packets.stream()
                .filter(packet -> packet.payloadType() == (law == G711Law.PCMU ? 0 : 8))
                .forEach(packet -> codes.writeBytes(packet.payload().array()));
        short[] samples = new short[codes.size()];
        G711.decode(law, codes.toByteArray(), 0, samples.length, samples, 0);
        return samples;
    }

    @Override
    public void close() throws IOException {
        rtp.close();
        rtcp.close();
    }
}
