package dev.landline.media.record;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Packets with their time and addresses, on their way from one media loop to the writing thread. One thread puts, one
 * thread takes, no lock. Holds {@value #BYTES} bytes in at most {@value #PACKETS} packets, more than a second of a call;
 * what does not fit is dropped and counted.
 */
final class PacketRing {
    static final int BYTES = 1 << 17;
    static final int PACKETS = 1 << 10;
    /** Longer datagrams than an Ethernet carries do not come. */
    static final int MOST_LENGTH = 1500;

    private final byte[] bytes = new byte[BYTES];
    private final long[] stamps = new long[PACKETS];
    private final int[] lengths = new int[PACKETS];
    private final InetSocketAddress[] sources = new InetSocketAddress[PACKETS];
    private final InetSocketAddress[] targets = new InetSocketAddress[PACKETS];
    private final AtomicLong packetsPut = new AtomicLong();
    private final AtomicLong packetsTaken = new AtomicLong();
    private final AtomicLong bytesTaken = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    /** Of the thread that puts. */
    private long bytesPut;

    /** Copies a packet in, or counts that there is no room. */
    void put(InetSocketAddress source, InetSocketAddress target, byte[] packet, int offset, int length, long nowNanos) {
        long put = packetsPut.getPlain();
        if (length > MOST_LENGTH
                || put - packetsTaken.getAcquire() >= PACKETS
                || bytesPut + length - bytesTaken.getAcquire() > BYTES) {
            dropped.setRelease(dropped.getPlain() + 1);
            return;
        }
        int at = (int) (bytesPut & (BYTES - 1));
        int untilEnd = Math.min(length, BYTES - at);
        System.arraycopy(packet, offset, bytes, at, untilEnd);
        System.arraycopy(packet, offset + untilEnd, bytes, 0, length - untilEnd);
        int slot = (int) (put & (PACKETS - 1));
        stamps[slot] = nowNanos;
        lengths[slot] = length;
        sources[slot] = source;
        targets[slot] = target;
        bytesPut += length;
        packetsPut.setRelease(put + 1);
    }

    /** Packets that had no room. */
    long dropped() {
        return dropped.getAcquire();
    }

    /** Whether none waits. The methods from here on are for the thread that takes. */
    boolean isEmpty() {
        return packetsPut.getAcquire() == packetsTaken.getPlain();
    }

    /** When the oldest packet came or went. */
    long stamp() {
        return stamps[slot()];
    }

    int length() {
        return lengths[slot()];
    }

    InetSocketAddress source() {
        return sources[slot()];
    }

    InetSocketAddress target() {
        return targets[slot()];
    }

    /** Copies the oldest packet out and frees its room. */
    void take(byte[] to, int offset) {
        int length = length();
        int at = (int) (bytesTaken.getPlain() & (BYTES - 1));
        int untilEnd = Math.min(length, BYTES - at);
        System.arraycopy(bytes, at, to, offset, untilEnd);
        System.arraycopy(bytes, 0, to, offset + untilEnd, length - untilEnd);
        bytesTaken.setRelease(bytesTaken.getPlain() + length);
        packetsTaken.setRelease(packetsTaken.getPlain() + 1);
    }

    private int slot() {
        return (int) (packetsTaken.getPlain() & (PACKETS - 1));
    }
}
