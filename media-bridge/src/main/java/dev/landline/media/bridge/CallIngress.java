package dev.landline.media.bridge;

import dev.landline.media.ice.BindingRequest;
import dev.landline.media.ice.IceFull;
import dev.landline.media.ice.IceOwner;
import dev.landline.media.ice.StunCodec;
import dev.landline.media.ice.StunParse;
import dev.landline.media.net.CallPort;
import dev.landline.media.net.DatagramPort;
import dev.landline.media.net.PacketDemux;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The port that one browser leg has to itself in ICE full mode: what {@link BrowserIngress} is for those that share one.
 * DTLS and SRTP count only from addresses that an authentic check came from.
 *
 * <p>Owned by the media loop.
 */
final class CallIngress implements ReadyPort, IceOwner {
    /** A quarter of a second of stalled packets; the other calls want their turn. */
    private static final int DATAGRAMS_PER_TURN = 64;

    /** DTLS still says goodbye on its own thread when the leg has ended. */
    private static final Executor AFTER_GOODBYE = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final MediaLoop loop;
    private final LoopCounters counters;
    private final CallPort port;
    private final IceFull ice;
    private BrowserLeg leg;
    private boolean closed;

    /**
     * On the call's thread.
     *
     * @param mapped the public address that a 1:1 NAT maps to ours
     */
    CallIngress(MediaLoop loop, CallPort port, Optional<InetAddress> mapped, long consentNanos) throws IOException {
        this.loop = loop;
        this.counters = loop.counters;
        this.port = port;
        this.ice = new IceFull(port.socket(), mapped, consentNanos, this);
    }

    IceFull ice() {
        return ice;
    }

    DatagramPort socket() {
        return port.socket();
    }

    /** Begins to read the port for this leg. */
    void listen(BrowserLeg owner) throws IOException {
        leg = owner;
        port.socket().register(loop.selector(), this);
    }

    @Override
    public void drain() {
        try {
            for (int i = 0; i < DATAGRAMS_PER_TURN; i++) {
                InetSocketAddress from = port.socket().receive(loop.in);
                if (from == null) {
                    return;
                }
                if (!closed) {
                    onDatagram(from, port.socket().receivedLength(), System.nanoTime());
                }
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
        if (!ice.isKnown(from)) {
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
        if (!ice.isKnown(from)) {
            counters.count(MediaCounter.DTLS_FOREIGN_SOURCE);
        } else if (!leg.onDtls(Arrays.copyOf(loop.in, length))) {
            counters.count(MediaCounter.DTLS_QUEUE_FULL);
        }
    }

    private void onStun(InetSocketAddress from, int length, long nowNanos) {
        switch (StunCodec.parse(loop.in, 0, length)) {
            case StunParse.Malformed _ -> counters.count(MediaCounter.STUN_MALFORMED);
            case StunParse.Irrelevant _ -> {
                if (!ice.onResponse(loop.in, length, from, nowNanos)) {
                    counters.count(MediaCounter.STUN_IRRELEVANT);
                }
            }
            case StunParse.Binding(BindingRequest request) -> {
                switch (ice.onRequest(request, from, nowNanos)) {
                    case REFUSED -> counters.count(MediaCounter.STUN_BAD_INTEGRITY);
                    case CONFLICT -> counters.count(MediaCounter.STUN_CONFLICT);
                    case EARLY -> counters.count(MediaCounter.STUN_EARLY);
                    case VALIDATED, NOMINATED, REFRESHED -> {}
                }
            }
        }
    }

    @Override
    public void tell(LongConsumer taskAtNanos) {
        loop.tell(() -> {
            if (!closed) {
                taskAtNanos.accept(System.nanoTime());
            }
        });
    }

    @Override
    public void nominated(InetSocketAddress address) {
        leg.onNominated(address);
        loop.reschedule(leg.bridge());
    }

    @Override
    public void sendRefused() {
        counters.countFromOutside(MediaCounter.ICE_SEND_REFUSED);
    }

    /** Ends ICE, and gives the port back when nobody sends through it any more. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        CompletableFuture<Void> _ =
                ice.close().whenCompleteAsync((done, failed) -> port.close(System.nanoTime()), AFTER_GOODBYE);
    }
}
