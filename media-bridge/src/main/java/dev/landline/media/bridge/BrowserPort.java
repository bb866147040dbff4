package dev.landline.media.bridge;

import dev.landline.media.net.DatagramPort;
import dev.landline.media.net.PacketDemux;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * A port that browsers send to: tells what arrives there apart (RFC 7983) and hands it to its leg. DTLS and SRTP count only
 * from an address that an authentic check vouches for; from strangers they end here, unanswered.
 *
 * <p>Owned by the media loop.
 */
abstract sealed class BrowserPort implements ReadyPort permits BrowserIngress, CallIngress {

    final MediaLoop loop;
    final LoopCounters counters;
    private final DatagramPort port;
    private final int datagramsPerTurn;

    /** @param datagramsPerTurn most to take before the other ports have their turn */
    BrowserPort(MediaLoop loop, DatagramPort port, int datagramsPerTurn) {
        this.loop = loop;
        this.counters = loop.counters;
        this.port = port;
        this.datagramsPerTurn = datagramsPerTurn;
    }

    final DatagramPort socket() {
        return port;
    }

    /** Whose address this is; null for a stranger's. */
    abstract BrowserLeg legAt(InetSocketAddress address);

    /** A STUN message in the loop's buffer. */
    abstract void onStun(InetSocketAddress from, int length, long nowNanos);

    @Override
    public final void drain() {
        try {
            for (int i = 0; i < datagramsPerTurn; i++) {
                InetSocketAddress from = port.receive(loop.in);
                if (from == null) {
                    return;
                }
                onDatagram(from, port.receivedLength(), System.nanoTime());
            }
        } catch (IOException transientError) {
            counters.count(MediaCounter.RECEIVE_FAILED);
        }
    }

    private void onDatagram(InetSocketAddress from, int length, long nowNanos) {
        switch (PacketDemux.classify(loop.in, 0, length)) {
            case RTP -> onSrtp(from, length, nowNanos, false);
            case RTCP -> onSrtp(from, length, nowNanos, true);
            case STUN -> onStun(from, length, nowNanos);
            case DTLS -> onDtls(from, length);
            case OTHER -> counters.count(MediaCounter.BROWSER_DATAGRAM_UNKNOWN);
        }
    }

    private void onSrtp(InetSocketAddress from, int length, long nowNanos, boolean control) {
        BrowserLeg leg = legAt(from);
        if (leg == null) {
            counters.count(MediaCounter.SRTP_FOREIGN_SOURCE);
            return;
        }
        LiveBridge bridge = leg.bridge();
        try {
            if (control) {
                leg.onSrtcp(length, nowNanos);
            } else {
                leg.onSrtp(length, nowNanos);
            }
        } catch (RuntimeException bug) {
            loop.failed(bridge, bug);
        }
        loop.reschedule(bridge);
    }

    private void onDtls(InetSocketAddress from, int length) {
        BrowserLeg leg = legAt(from);
        if (leg == null) {
            counters.count(MediaCounter.DTLS_FOREIGN_SOURCE);
        } else if (!leg.onDtls(Arrays.copyOf(loop.in, length))) {
            counters.count(MediaCounter.DTLS_QUEUE_FULL);
        }
    }
}
