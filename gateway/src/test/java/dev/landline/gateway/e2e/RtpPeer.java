package dev.landline.gateway.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * The sound of a phone whose signalling is done elsewhere: one UDP port that sends a tone every 20 ms to whoever sends to
 * it first, and keeps what it hears. Packets from anyone else are ignored.
 */
final class RtpPeer implements AutoCloseable {

    static final int TELEPHONE_EVENT = 101;
    private static final int CLOCK = 8000;
    private static final int FRAME = 160;
    private static final long FRAME_NANOS = 20_000_000;
    private static final int MAX_SAMPLES = CLOCK * 60;
    private static final int DIGIT_VOLUME = 10;

    private record Press(char digit, int millis) {}

    private final DatagramSocket socket;
    private final DatagramSocket control;
    private final Law law;
    private final Thread receiving;
    private final Thread sending;
    private final Object lock = new Object();

    // Guarded by lock.
    private final short[] heard = new short[MAX_SAMPLES];
    private final Map<Long, HeardDigit> digits = new LinkedHashMap<>();
    private final TreeSet<Integer> payloadTypes = new TreeSet<>();
    private final TreeSet<Long> sources = new TreeSet<>();
    private final Queue<Press> presses = new ArrayDeque<>();
    private InetSocketAddress remote;
    private int heardSamples;
    private int packets;
    private int lastSequence = -1;
    private int gaps;
    private int reports;
    private long lastPacketNanos;
    private double hertz;
    private double amplitude;

    RtpPeer(InetAddress address, Law law) throws IOException {
        int port = Ports.range(2);
        this.socket = new DatagramSocket(new InetSocketAddress(address, port));
        this.control = new DatagramSocket(new InetSocketAddress(address, port + 1));
        this.law = law;
        this.receiving = Thread.ofPlatform().name("rtp-peer-in").daemon().start(this::receive);
        Thread.ofVirtual().name("rtp-peer-control").start(this::receiveReports);
        this.sending = Thread.ofPlatform().name("rtp-peer-out").daemon().start(this::send);
    }

    int port() {
        return socket.getLocalPort();
    }

    Law law() {
        return law;
    }

    /** Speaks first, and listens only to this address. */
    void sendTo(InetSocketAddress address) {
        synchronized (lock) {
            remote = address;
        }
    }

    /** From now on this tone instead of silence. */
    void play(double newHertz, double newAmplitude) {
        synchronized (lock) {
            hertz = newHertz;
            amplitude = newAmplitude;
        }
    }

    /** Queues a digit: the tone pauses while it lasts, and 60 ms after it. */
    void press(char digit, int millis) {
        synchronized (lock) {
            presses.add(new Press(digit, millis));
        }
    }

    private void receive() {
        byte[] bytes = new byte[2048];
        while (!socket.isClosed()) {
            DatagramPacket datagram = new DatagramPacket(bytes, bytes.length);
            try {
                socket.receive(datagram);
            } catch (IOException e) {
                return;
            }
            if (datagram.getLength() > 12 && (bytes[0] & 0xc0) == 0x80) {
                ByteBuffer packet = ByteBuffer.wrap(Arrays.copyOf(bytes, datagram.getLength()));
                accept(packet, (InetSocketAddress) datagram.getSocketAddress());
            }
        }
    }

    private void receiveReports() {
        byte[] bytes = new byte[2048];
        while (!control.isClosed()) {
            try {
                control.receive(new DatagramPacket(bytes, bytes.length));
            } catch (IOException e) {
                return;
            }
            synchronized (lock) {
                reports++;
            }
        }
    }

    private void accept(ByteBuffer packet, InetSocketAddress from) {
        synchronized (lock) {
            if (remote == null) {
                remote = from;
            }
            if (!remote.equals(from)) {
                return;
            }
            int payloadType = packet.get(1) & 0x7f;
            int sequence = packet.getShort(2) & 0xffff;
            if (lastSequence >= 0 && sequence != ((lastSequence + 1) & 0xffff)) {
                gaps++;
            }
            lastSequence = sequence;
            lastPacketNanos = System.nanoTime();
            packets++;
            payloadTypes.add(payloadType);
            sources.add(packet.getInt(8) & 0xffff_ffffL);
            packet.position(12 + 4 * (packet.get(0) & 0x0f));
            if (payloadType == law.payloadType) {
                while (packet.hasRemaining() && heardSamples < MAX_SAMPLES) {
                    heard[heardSamples++] = law.decode(packet.get());
                }
            } else if (payloadType == TELEPHONE_EVENT && packet.remaining() >= 4) {
                hearDigit(packet.getInt(4) & 0xffff_ffffL, packet);
            }
        }
    }

    private void hearDigit(long timestamp, ByteBuffer event) {
        int code = event.get() & 0xff;
        boolean end = (event.get() & 0x80) != 0;
        int ticks = event.getShort() & 0xffff;
        char symbol = code < HeardDigit.SYMBOLS.length() ? HeardDigit.SYMBOLS.charAt(code) : '?';
        digits.merge(
                timestamp,
                new HeardDigit(symbol, ticks, 1, end ? 1 : 0),
                (was, now) -> new HeardDigit(
                        was.digit(),
                        Math.max(was.ticks(), now.ticks()),
                        was.packets() + 1,
                        was.endPackets() + now.endPackets()));
    }

    private void send() {
        RtpSender sender = new RtpSender(law);
        long due = System.nanoTime();
        while (!socket.isClosed()) {
            InetSocketAddress to;
            double nowHertz;
            double nowAmplitude;
            Press press;
            synchronized (lock) {
                to = remote;
                nowHertz = hertz;
                nowAmplitude = amplitude;
                press = to == null || sender.busy() ? null : presses.poll();
            }
            if (press != null) {
                sender.press(press.digit(), press.millis(), DIGIT_VOLUME);
            }
            List<byte[]> packetsNow = sender.frame(FRAME, nowHertz, nowAmplitude);
            if (to != null) {
                for (byte[] packet : packetsNow) {
                    try {
                        socket.send(new DatagramPacket(packet, packet.length, to));
                    } catch (IOException e) {
                        return;
                    }
                }
            }
            due += FRAME_NANOS;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** Waits until it hears this sine. */
    void assertHears(double expectedHertz, double expectedAmplitude) {
        Tone.awaitSine("at the phone's port " + port(), expectedHertz, expectedAmplitude, this::tone);
    }

    /** The last half second that was heard; empty when there was none yet. */
    Optional<Tone> tone() {
        synchronized (lock) {
            return heardSamples < Tone.BLOCK
                    ? Optional.empty()
                    : Optional.of(Tone.of(Arrays.copyOfRange(heard, heardSamples - Tone.BLOCK, heardSamples), CLOCK));
        }
    }

    List<HeardDigit> digits() {
        synchronized (lock) {
            return new ArrayList<>(digits.values());
        }
    }

    Set<Integer> payloadTypes() {
        synchronized (lock) {
            return new TreeSet<>(payloadTypes);
        }
    }

    /** Where the other side sends from. */
    Optional<InetSocketAddress> remote() {
        synchronized (lock) {
            return Optional.ofNullable(remote);
        }
    }

    int packets() {
        synchronized (lock) {
            return packets;
        }
    }

    /** How often a sequence number was not the next one. */
    int gaps() {
        synchronized (lock) {
            return gaps;
        }
    }

    /** How many SSRCs spoke; one for a whole call is the promise. */
    int sources() {
        synchronized (lock) {
            return sources.size();
        }
    }

    /** How many RTCP datagrams came. */
    int reports() {
        synchronized (lock) {
            return reports;
        }
    }

    /** No packet came for this long. */
    boolean silentFor(Duration time) {
        synchronized (lock) {
            return System.nanoTime() - lastPacketNanos > time.toNanos();
        }
    }

    @Override
    public void close() {
        socket.close();
        control.close();
        LockSupport.unpark(sending);
        receiving.interrupt();
    }
}
