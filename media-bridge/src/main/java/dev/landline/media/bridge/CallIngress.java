package dev.landline.media.bridge;

import dev.landline.media.ice.BindingRequest;
import dev.landline.media.ice.IceFull;
import dev.landline.media.ice.IceOwner;
import dev.landline.media.ice.StunCodec;
import dev.landline.media.ice.StunParse;
import dev.landline.media.net.CallPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
final class CallIngress extends BrowserPort implements IceOwner {
    /** A quarter of a second of stalled packets; the other calls want their turn. */
    private static final int DATAGRAMS_PER_TURN = 64;

    /** DTLS still says goodbye on its own thread when the leg has ended. */
    private static final Executor AFTER_GOODBYE = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

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
        super(loop, port.socket(), DATAGRAMS_PER_TURN);
        this.port = port;
        this.ice = new IceFull(port.socket(), mapped, consentNanos, this);
    }

    IceFull ice() {
        return ice;
    }

    /** Begins to read the port for this leg. */
    void listen(BrowserLeg owner) throws IOException {
        leg = owner;
        port.socket().register(loop.selector(), this);
    }

    /** Nobody's once the leg has ended: DTLS still says goodbye through the port, but nothing is heard any more. */
    @Override
    BrowserLeg legAt(InetSocketAddress address) {
        return !closed && ice.isKnown(address) ? leg : null;
    }

    @Override
    void onStun(InetSocketAddress from, int length, long nowNanos) {
        if (closed) {
            return;
        }
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
