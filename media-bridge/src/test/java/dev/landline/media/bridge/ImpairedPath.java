package dev.landline.media.bridge;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A bad network between a peer and the gateway: delays, loses, doubles and reorders UDP datagrams both ways, from one seed.
 * Each side sees a port of this path where the other would be, so that ICE, DTLS, SRTP and plain RTP can go through it.
 */
final class ImpairedPath implements AutoCloseable {

    /** What is done to each datagram; shares are parts of one. */
    record Impairment(int delayMillis, int jitterMillis, double loss, double duplicates, double reordering) {

        /** 40 ms, give or take 10; 3 % lost, 1 % doubled, 2 % overtaken. */
        static final Impairment BAD_WIFI = new Impairment(40, 10, 0.03, 0.01, 0.02);

        /** Nothing but loss. */
        static Impairment losing(double share) {
            return new Impairment(0, 0, share, 0, 0);
        }
    }

    private static final int OVERTAKEN_BY_MILLIS = 30;

    @SuppressWarnings("ArrayRecordComponent") // never compared, and the array is its own
    private record Flight(byte[] datagram, DatagramSocket from, InetSocketAddress to, long dueNanos)
            implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return other instanceof Flight flight
                    ? Long.compare(dueNanos, flight.dueNanos)
                    : Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    private final DatagramSocket towardPeer;
    private final DatagramSocket towardGateway;
    private final Random random;
    private final DelayQueue<Flight> flights = new DelayQueue<>();
    private volatile Impairment impairment;
    private volatile InetSocketAddress peer;
    private volatile InetSocketAddress gateway;
    private volatile Consumer<byte[]> tap = datagram -> {};
    private final Thread[] threads;

    ImpairedPath(Impairment impairment, long seed) throws IOException {
        this.impairment = impairment;
        random = new Random(seed);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        towardPeer = new DatagramSocket(anyPort);
        towardGateway = new DatagramSocket(anyPort);
        threads = new Thread[] {
            Thread.ofPlatform().daemon(true).start(() -> receive(towardPeer)),
            Thread.ofPlatform().daemon(true).start(() -> receive(towardGateway)),
            Thread.ofPlatform().daemon(true).start(this::deliver)
        };
    }

    /** Where the peer finds the gateway. */
    InetSocketAddress gatewayAsSeenByPeer() {
        return (InetSocketAddress) towardPeer.getLocalSocketAddress();
    }

    /** Where the gateway finds the peer. */
    InetSocketAddress peerAsSeenByGateway() {
        return (InetSocketAddress) towardGateway.getLocalSocketAddress();
    }

    /** The real ends. A peer may also be learned from what it sends. */
    void leads(InetSocketAddress fromPeer, InetSocketAddress toGateway) {
        peer = fromPeer;
        gateway = toGateway;
    }

    void impair(Impairment other) {
        impairment = other;
    }

    /** Sees what the gateway sends, before anything happens to it. */
    void tap(Consumer<byte[]> listener) {
        tap = listener;
    }

    private void receive(DatagramSocket socket) {
        byte[] in = new byte[2048];
        DatagramPacket datagram = new DatagramPacket(in, in.length);
        while (!socket.isClosed()) {
            try {
                datagram.setLength(in.length);
                socket.receive(datagram);
            } catch (IOException closed) {
                return;
            }
            byte[] bytes = Arrays.copyOf(in, datagram.getLength());
            if (socket == towardGateway) {
                tap.accept(bytes);
                send(bytes, towardPeer, peer);
            } else {
                send(bytes, towardGateway, gateway);
            }
        }
    }

    private synchronized void send(byte[] bytes, DatagramSocket from, InetSocketAddress to) {
        Impairment now = impairment;
        if (to == null || random.nextDouble() < now.loss()) {
            return;
        }
        int copies = random.nextDouble() < now.duplicates() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            double millis = now.delayMillis() + now.jitterMillis() * (2 * random.nextDouble() - 1);
            if (random.nextDouble() < now.reordering()) {
                millis += OVERTAKEN_BY_MILLIS;
            }
            flights.add(new Flight(bytes, from, to, System.nanoTime() + (long) (millis * 1e6)));
        }
    }

    private void deliver() {
        try {
            while (true) {
                Flight flight = flights.take();
                flight.from().send(new DatagramPacket(flight.datagram(), flight.datagram().length, flight.to()));
            }
        } catch (InterruptedException | IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        towardPeer.close();
        towardGateway.close();
        threads[2].interrupt();
    }
}
