package dev.landline.media.srtp;

import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpCryptoContext;

/**
 * The receive contexts of one leg, by SSRC. A context is kept only after its first authentic packet, so a stranger
 * cannot fill the table; and since each new SSRC costs a key derivation before anything is known about it, those are
 * limited in rate. Owned by the media loop.
 */
final class ReceiveContexts {
    /** A browser sends with one SSRC; a few more after renegotiation. The longest unused goes first. */
    static final int CAPACITY = 8;

    private static final int DERIVATION_BURST = 8;
    private static final long DERIVATION_INTERVAL_NANOS = 250_000_000L;

    private final int[] ssrcs = new int[CAPACITY];
    private final long[] lastUse = new long[CAPACITY];
    private final SrtpCryptoContext[] rtp = new SrtpCryptoContext[CAPACITY];
    private final SrtcpCryptoContext[] rtcp = new SrtcpCryptoContext[CAPACITY];
    private final PacketIndex[] indices = new PacketIndex[CAPACITY];
    /** What the session before this one had heard, while its keys were others; or null. */
    private ReceiveContexts before;

    private boolean startedAnew;
    private int count;
    private long uses;
    private int allowance = DERIVATION_BURST;
    private long lastRefillNanos;
    private boolean refillStarted;

    /** Where the contexts of this SSRC are, or -1. */
    int slotOf(int ssrc) {
        for (int i = 0; i < count; i++) {
            if (ssrcs[i] == ssrc) {
                lastUse[i] = ++uses;
                return i;
            }
        }
        return -1;
    }

    SrtpCryptoContext rtp(int slot) {
        return rtp[slot];
    }

    SrtcpCryptoContext rtcp(int slot) {
        return rtcp[slot];
    }

    /** How far the stream in a slot has come. */
    PacketIndex index(int slot) {
        return indices[slot];
    }

    /** Streams of another session may go on in this one. */
    void expect(ReceiveContexts others) {
        before = others;
        before.before = null;
    }

    /** The roll-over counter with which a stream not heard yet begins here: 0, unless it goes on with new keys. */
    int expectedRollOver(int ssrc, int sequence) {
        if (before == null || startedAnew) {
            return 0;
        }
        int slot = before.slotOf(ssrc);
        return slot < 0 || !before.indices[slot].isStarted() ? 0 : before.indices[slot].rollOverOf(sequence);
    }

    /** A first packet was not authentic: many peers count from 0 again with new keys, so that is tried in turn. */
    void wasNotExpected() {
        startedAnew = !startedAnew;
    }

    void keep(int ssrc, SrtpCryptoContext context, int sequence, int rollOver) {
        int slot = slotFor(ssrc);
        rtp[slot] = context;
        indices[slot].begin(sequence, rollOver);
    }

    void keep(int ssrc, SrtcpCryptoContext context) {
        rtcp[slotFor(ssrc)] = context;
    }

    private int slotFor(int ssrc) {
        int slot = slotOf(ssrc);
        if (slot >= 0) {
            return slot;
        }
        if (count < CAPACITY) {
            slot = count++;
        } else {
            slot = 0;
            for (int i = 1; i < CAPACITY; i++) {
                if (lastUse[i] < lastUse[slot]) {
                    slot = i;
                }
            }
        }
        ssrcs[slot] = ssrc;
        lastUse[slot] = ++uses;
        rtp[slot] = null;
        rtcp[slot] = null;
        indices[slot] = new PacketIndex();
        return slot;
    }

    /** Whether keys for one more unheard SSRC may be derived now. */
    boolean mayDerive(long nowNanos) {
        if (!refillStarted) {
            refillStarted = true;
            lastRefillNanos = nowNanos;
        }
        long earned = (nowNanos - lastRefillNanos) / DERIVATION_INTERVAL_NANOS;
        if (earned > 0) {
            allowance = (int) Math.min(DERIVATION_BURST, allowance + earned);
            lastRefillNanos += earned * DERIVATION_INTERVAL_NANOS;
        }
        if (allowance == 0) {
            return false;
        }
        allowance--;
        return true;
    }
}
