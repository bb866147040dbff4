package dev.landline.media.bridge;

import dev.landline.media.ice.BindingRequest;
import dev.landline.media.ice.IceCredentials;
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
final class CallIngress extends BrowserPort {
    /** A quarter of a second of stalled packets; the other calls want their turn. */
    private static final int DATAGRAMS_PER_TURN = 64;

    /** DTLS still says goodbye on its own thread when the leg has ended. */
    private static final Executor AFTER_GOODBYE = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final CallPort port;
    private final Optional<InetAddress> mapped;
    private final long consentNanos;
    private Round now;
    /** The one before a restart, until the browser has nominated an address anew; null otherwise. */
    private Round former;

    private BrowserLeg leg;
    private boolean closed;
    /** Completes when the agents that were left behind have ended. */
    private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);

    /**
     * ICE between two restarts. ice4j's agents cannot restart; a new one takes its place on the same port (RFC 8445 section 9).
     */
    final class Round implements IceOwner {
        private final IceFull ice;

        private Round() throws IOException {
            ice = new IceFull(port.socket(), mapped, consentNanos, this);
        }

        IceCredentials credentials() {
            return ice.credentials();
        }

        /** Ends one that was never taken into use. */
        void discard() {
            CompletableFuture<Void> _ = ice.close();
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
            if (this == now) {
                leave(former);
                former = null;
            }
            // A round that was left may still have a nomination on its way.
            if (this == now || this == former) {
                leg.onNominated(address);
                loop.reschedule(leg.bridge());
            }
        }

        @Override
        public void sendRefused() {
            counters.countFromOutside(MediaCounter.ICE_SEND_REFUSED);
        }
    }

    /**
     * On the call's thread.
     *
     * @param mapped the public address that a 1:1 NAT maps to ours
     */
    CallIngress(MediaLoop loop, CallPort port, Optional<InetAddress> mapped, long consentNanos) throws IOException {
        super(loop, port.socket(), DATAGRAMS_PER_TURN);
        this.port = port;
        this.mapped = mapped;
        this.consentNanos = consentNanos;
        this.now = new Round();
    }

    /** The agent that speaks with the credentials of now. */
    IceFull ice() {
        return now.ice;
    }

    /** What {@link #restart} takes. On any thread; takes milliseconds. */
    Round newRound() throws IOException {
        return new Round();
    }

    /**
     * The browser restarts ICE: checks with the credentials of before count, and sound flows where it did, until it nominates
     * an address with the new ones.
     */
    void restart(Round fresh) {
        if (closed) {
            fresh.discard();
            return;
        }
        if (now.ice.isNominated()) {
            leave(former);
            former = now;
        } else {
            leave(now);
        }
        now = fresh;
    }

    private void leave(Round round) {
        if (round != null) {
            ended = CompletableFuture.allOf(ended, round.ice.close());
        }
    }

    /** Once a second: opens NATs, keeps them open, asks for consent. */
    void keepWatch(long nowNanos) {
        now.ice.keepWatch(nowNanos);
        if (former != null) {
            former.ice.keepWatch(nowNanos);
        }
    }

    /** Whether consent to send where sound flows has run out (RFC 7675 section 5.1). */
    boolean isConsentLost(long nowNanos) {
        return (former == null ? now : former).ice.isConsentLost(nowNanos);
    }

    private boolean isKnown(InetSocketAddress address) {
        return now.ice.isKnown(address) || (former != null && former.ice.isKnown(address));
    }

    /** Begins to read the port for this leg. */
    void listen(BrowserLeg owner) throws IOException {
        leg = owner;
        port.socket().register(loop.selector(), this);
    }

    /** Nobody's once the leg has ended: DTLS still says goodbye through the port, but nothing is heard any more. */
    @Override
    BrowserLeg legAt(InetSocketAddress address) {
        return !closed && isKnown(address) ? leg : null;
    }

    @Override
    void onStun(InetSocketAddress from, int length, long nowNanos) {
        if (closed) {
            return;
        }
        switch (StunCodec.parse(loop.in, 0, length)) {
            case StunParse.Malformed _ -> counters.count(MediaCounter.STUN_MALFORMED);
            case StunParse.Irrelevant _ -> {
                // Each agent knows by the transaction what is its own.
                boolean before = former != null && former.ice.onResponse(loop.in, length, from, nowNanos);
                if (!now.ice.onResponse(loop.in, length, from, nowNanos) && !before) {
                    counters.count(MediaCounter.STUN_IRRELEVANT);
                }
            }
            case StunParse.Binding(BindingRequest request) -> {
                switch (addressed(request).onRequest(request, from, nowNanos)) {
                    case REFUSED -> counters.count(MediaCounter.STUN_BAD_INTEGRITY);
                    case CONFLICT -> counters.count(MediaCounter.STUN_CONFLICT);
                    case EARLY -> counters.count(MediaCounter.STUN_EARLY);
                    case VALIDATED, NOMINATED, REFRESHED -> {}
                }
            }
        }
    }

    private IceFull addressed(BindingRequest request) {
        boolean before = former != null
                && request.localUfrag().equals(former.credentials().ufrag());
        return (before ? former : now).ice;
    }

    /** Ends ICE, and gives the port back when nobody sends through it any more. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        leave(former);
        leave(now);
        CompletableFuture<Void> _ =
                ended.whenCompleteAsync((done, failed) -> port.close(System.nanoTime()), AFTER_GOODBYE);
    }
}
