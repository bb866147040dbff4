package dev.landline.media.bridge;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.rtp.RtpPacket;

/** Listens to PCMU that the gateway sends, packet by packet, for holes in the sound and in the numbers. Thread-safe. */
final class HoleMeter {
    private final RtpPacket packet = new RtpPacket();
    private final int quietBelow;
    private int quiet;
    private int longestQuiet;
    private int samples;
    private int lastSequence = -1;
    private int jumps;

    /** @param quietBelow samples smaller than this are no sound */
    HoleMeter(int quietBelow) {
        this.quietBelow = quietBelow;
    }

    synchronized void add(byte[] datagram) {
        if (!packet.wrap(datagram, 0, datagram.length)) {
            throw new IllegalStateException("not RTP");
        }
        if (lastSequence >= 0 && packet.sequence() != (lastSequence + 1 & 0xFFFF)) {
            jumps++;
        }
        lastSequence = packet.sequence();
        if (packet.payloadType() != 0) {
            return;
        }
        short[] pcm = new short[packet.payloadLength()];
        G711.decode(G711Law.PCMU, datagram, packet.payloadOffset(), pcm.length, pcm, 0);
        for (short sample : pcm) {
            quiet = Math.abs(sample) < quietBelow ? quiet + 1 : 0;
            longestQuiet = Math.max(longestQuiet, quiet);
            samples++;
        }
    }

    /** Begins to listen anew. */
    synchronized void restart() {
        quiet = 0;
        longestQuiet = 0;
        samples = 0;
    }

    synchronized int seconds() {
        return samples / 8000;
    }

    synchronized int longestHoleMillis() {
        return longestQuiet / 8;
    }

    /** Times that a packet did not carry the number after the one before. */
    synchronized int jumps() {
        return jumps;
    }
}
