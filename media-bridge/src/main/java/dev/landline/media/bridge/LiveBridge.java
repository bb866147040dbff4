package dev.landline.media.bridge;

import dev.landline.media.rtp.RtpPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bridge as its media loop sees it: up to two legs, and a direction toward each. Every method runs on the loop, but
 * for what is said to be volatile.
 */
final class LiveBridge extends Timed {
    private static final Logger LOG = LoggerFactory.getLogger(LiveBridge.class);
    private static final long SECOND = 1_000_000_000L;
    private static final BridgeStats.End NOTHING = new BridgeStats.End(0, 0, 0, 0, 0, 0, 0);

    private final String callId;
    private final MediaLoop loop;
    private final Consumer<MediaEvent> events;
    private final Leg[] legs = new Leg[2];
    /** By the side that they lead to. */
    private final Direction[] toward = new Direction[2];

    private long nextWatchNanos;
    private boolean closed;
    // Written by the loop once a second, read by whoever asks for numbers.
    private volatile BridgeStats stats = new BridgeStats(NOTHING, NOTHING);
    // Written by any thread when the loop had no room for the command to close; looked at once a second.
    volatile boolean closeRequested;

    LiveBridge(String callId, MediaLoop loop, Consumer<MediaEvent> events) {
        this.callId = callId;
        this.loop = loop;
        this.events = events;
    }

    String callId() {
        return callId;
    }

    boolean isClosed() {
        return closed;
    }

    BridgeStats stats() {
        return stats;
    }

    void begin(long nowNanos) {
        nextWatchNanos = nowNanos + SECOND;
        loop.reschedule(this);
    }

    void attach(Leg leg, long nowNanos) {
        assert loop.isHere();
        leg.attachTo(this);
        if (closed) {
            leg.release(nowNanos);
            return;
        }
        legs[at(leg.side)] = leg;
        switch (leg) {
            case BrowserLeg browser -> loop.browsers().add(browser);
            case TrunkLeg trunk -> listen(trunk);
        }
        join(leg.side, nowNanos);
        join(leg.side.other(), nowNanos);
        loop.reschedule(this);
    }

    private static void listen(TrunkLeg trunk) {
        try {
            trunk.listen();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Makes the direction toward this side, once what is needed for it is there. */
    private void join(Side side, long nowNanos) {
        if (toward[at(side)] != null) {
            return;
        }
        Leg to = legs[at(side)];
        Leg from = legs[at(side.other())];
        // A trunk gets its steady stream from the start, with or without somebody at the other end.
        if (to instanceof TrunkLeg trunk) {
            toward[at(side)] = new BrowserToTrunk(loop, trunk);
        } else if (to instanceof BrowserLeg browser && from != null) {
            toward[at(side)] = switch (from) {
                case TrunkLeg trunk -> new TrunkToBrowser(loop, trunk, browser, nowNanos);
                case BrowserLeg _ -> new BrowserToBrowser(loop, browser);
            };
        }
    }

    void connectBrowser(Side side, BrowserRemote remote) {
        if (!closed && legs[at(side)] instanceof BrowserLeg leg) {
            leg.connect(remote);
        }
    }

    void connectTrunk(Side side, TrunkRemote remote, long nowNanos) {
        if (closed || !(legs[at(side)] instanceof TrunkLeg leg)) {
            return;
        }
        leg.connect(remote, nowNanos);
        if (toward[at(side)] instanceof BrowserToTrunk direction) {
            direction.trunkConnected(nowNanos);
        }
        if (toward[at(side.other())] instanceof TrunkToBrowser direction) {
            direction.trunkConnected(nowNanos);
        }
        loop.reschedule(this);
    }

    /** Plays a digit toward a side. */
    void press(Side side, char digit, int millis, long nowNanos) {
        Direction direction = toward[at(side)];
        if (direction == null || closed || !direction.press(digit, millis, nowNanos)) {
            loop.counters.count(MediaCounter.DTMF_DROPPED);
        }
    }

    /** Keys are there: what is sent toward this browser may begin. */
    void browserSecured(BrowserLeg leg) {
        if (toward[at(leg.side)] instanceof TrunkToBrowser direction) {
            direction.browserSecured();
        }
    }

    void onSound(Leg from, RtpPacket packet, long nowNanos) {
        Direction direction = toward[at(from.side.other())];
        if (direction != null && !closed) {
            direction.onSound(from, packet, nowNanos);
        }
    }

    void onTelephoneEvent(Leg from, RtpPacket packet, DtmfFormat format, long nowNanos) {
        Direction direction = toward[at(from.side.other())];
        if (direction != null && !closed) {
            direction.onTelephoneEvent(from, packet, format, nowNanos);
        }
    }

    void report(MediaEvent event) {
        try {
            events.accept(event);
        } catch (RuntimeException bug) {
            loop.counters.count(MediaCounter.EVENT_RECEIVER_FAILED);
            LOG.error("call {}: the receiver of {} failed", callId, event, bug);
        }
    }

    @Override
    void run(long nowNanos) {
        for (int side = 0; side < 2; side++) {
            Direction direction = toward[side];
            if (direction != null && direction.nextDeadlineNanos() <= nowNanos) {
                direction.run(nowNanos);
            }
            Leg leg = legs[side];
            if (leg != null) {
                leg.reportWhenDue(nowNanos);
            }
        }
        if (nowNanos >= nextWatchNanos) {
            nextWatchNanos = nowNanos + SECOND;
            keepWatch(nowNanos);
        }
    }

    private void keepWatch(long nowNanos) {
        for (Leg leg : legs) {
            if (leg instanceof BrowserLeg browser) {
                browser.keepWatch(nowNanos);
            }
        }
        stats = new BridgeStats(stats(Side.A), stats(Side.B));
        if (closeRequested) {
            end(nowNanos);
        }
    }

    private static int at(Side side) {
        return side == Side.A ? 0 : 1;
    }

    private BridgeStats.End stats(Side side) {
        Leg leg = legs[at(side)];
        Direction away = toward[at(side.other())];
        return leg == null ? NOTHING : leg.stats(away == null ? 0 : away.framesConcealed());
    }

    @Override
    long nextDeadlineNanos() {
        long next = nextWatchNanos;
        for (int side = 0; side < 2; side++) {
            if (toward[side] != null) {
                next = Math.min(next, toward[side].nextDeadlineNanos());
            }
            if (legs[side] != null) {
                next = Math.min(next, legs[side].nextReportNanos());
            }
        }
        return next;
    }

    /** After a bug: what can be released is released, and call control hears that sound is gone. */
    void fail() {
        if (closed) {
            return;
        }
        try {
            end(System.nanoTime());
        } catch (RuntimeException another) {
            LOG.error("call {}: ending its media failed too", callId, another);
        }
        report(new MediaEvent.ConsentLost(Side.A));
    }

    /** Ends both directions and releases everything; once. */
    void end(long nowNanos) {
        if (closed) {
            return;
        }
        closed = true;
        loop.forget(this);
        stats = new BridgeStats(stats(Side.A), stats(Side.B));
        try {
            release(nowNanos);
        } finally {
            loop.bridges.decrementAndGet();
        }
    }

    private void release(long nowNanos) {
        for (Leg leg : legs) {
            if (leg != null) {
                leg.sayGoodbye(nowNanos);
                leg.release(nowNanos);
            }
        }
        for (Direction direction : toward) {
            if (direction != null) {
                direction.close();
            }
        }
    }
}
