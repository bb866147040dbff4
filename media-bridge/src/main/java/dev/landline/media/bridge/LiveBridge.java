package dev.landline.media.bridge;

import dev.landline.media.codec.SoundCodec;
import dev.landline.media.ice.IceCredentials;
import dev.landline.media.record.Capture;
import dev.landline.media.record.Recording;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.srtp.SrtpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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

    private final String callId;
    private final MediaLoop loop;
    private final Consumer<MediaEvent> events;
    private final Leg[] legs = new Leg[2];
    private final SoundDesks sounds = new SoundDesks(this);

    private final Tapes tapes = new Tapes();
    private long nextWatchNanos;
    private boolean closed;
    private final BridgeNumbers numbers = new BridgeNumbers();
    private final Directions directions;
    private boolean failed;
    // Written by whoever wanted a port in vain, read once a second.
    volatile boolean portsExhausted;
    // Written by any thread when the loop had no room for the command to close; looked at once a second.
    volatile boolean closeRequested;

    LiveBridge(String callId, MediaLoop loop, Consumer<MediaEvent> events) {
        this.callId = callId;
        this.loop = loop;
        this.events = events;
        directions = new Directions(loop, legs, sounds, numbers);
    }

    String callId() {
        return callId;
    }

    boolean isClosed() {
        return closed;
    }

    BridgeStats stats() {
        return numbers.stats();
    }

    /** What its sides hear besides each other. */
    SoundDesks sounds() {
        return sounds;
    }

    void begin(long nowNanos) {
        nextWatchNanos = nowNanos + SECOND;
        loop.reschedule(this);
    }

    void attach(Leg leg, long nowNanos) {
        assert loop.isHere();
        if (!place(leg, leg.side, nowNanos)) {
            return;
        }
        switch (leg) {
            case BrowserLeg browser -> listen(browser::listen);
            case TrunkLeg trunk -> listen(trunk::listen);
        }
        arrangeBoth(nowNanos);
    }

    private boolean place(Leg leg, Side side, long nowNanos) {
        leg.attachTo(this, side);
        if (closed) {
            leg.release(nowNanos);
            return false;
        }
        legs[at(side)] = leg;
        tapes.attach(leg);
        sounds.attach(leg);
        return true;
    }

    /** Takes a leg of another bridge of this loop over, with its address, its keys and its stream. */
    void adopt(Leg leg, Side side, long nowNanos) {
        if (place(leg, side, nowNanos)) {
            described(nowNanos);
        }
    }

    /** Takes a leg off this bridge; the other leg stays. Null when there is none. */
    Leg detach(Side side, long nowNanos) {
        Leg leg = legs[at(side)];
        if (leg == null || closed) {
            return null;
        }
        tapes.detach(leg);
        sounds.detach(side);
        legs[at(side)] = null;
        directions.drop(side);
        arrangeBoth(nowNanos);
        return leg;
    }

    /** Ends one leg for good; the other stays. */
    void dismiss(Side side, long nowNanos) {
        Leg leg = detach(side, nowNanos);
        if (leg != null) {
            leg.sayGoodbye(nowNanos);
            leg.dismiss(nowNanos);
        }
    }

    private interface Listening {
        void begin() throws IOException;
    }

    private static void listen(Listening leg) {
        try {
            leg.begin();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void arrangeBoth(long nowNanos) {
        directions.arrangeBoth(nowNanos);
        loop.reschedule(this);
    }

    /** What comes in cannot be passed on as it is: from here on it is decoded and encoded. */
    void transcode(Side side, long nowNanos) {
        directions.transcode(side, nowNanos);
    }

    void restartIce(Side side, IceCredentials fresh) {
        if (!closed && legs[at(side)] instanceof BrowserLeg leg) {
            leg.restartIce(fresh);
        }
    }

    void connectBrowser(Side side, BrowserRemote remote) {
        if (!closed && legs[at(side)] instanceof BrowserLeg leg) {
            leg.connect(remote);
            described(System.nanoTime());
        }
    }

    /** @param session with the keys that the trunk and we agreed on; null for plain RTP */
    void connectTrunk(Side side, TrunkRemote remote, SrtpSession session, long nowNanos) {
        if (!closed && legs[at(side)] instanceof TrunkLeg leg) {
            leg.connect(remote, session, nowNanos);
            described(nowNanos);
        } else if (session != null) {
            session.close();
        }
    }

    /** A leg described itself anew: what could not pass before may now. */
    private void described(long nowNanos) {
        directions.described();
        arrangeBoth(nowNanos);
    }

    void extendReports(Side side, ReportWishes wishes) {
        Leg leg = legs[at(side)];
        if (leg != null) {
            leg.extendReports(wishes);
        }
    }

    /** What is played or listened to has changed. */
    void rearrange(long nowNanos) {
        if (!closed) {
            arrangeBoth(nowNanos);
        }
    }

    /** Plays a digit toward a side. */
    void press(Side side, char digit, int millis, long nowNanos) {
        Direction direction = directions.toward(side);
        if (direction == null || closed || !direction.press(digit, millis, nowNanos)) {
            loop.counters.count(MediaCounter.DTMF_DROPPED);
        }
    }

    void onSound(Leg from, SoundCodec codec, RtpPacket packet, long nowNanos) {
        Direction direction = directions.toward(from.side.other());
        if (direction != null && !closed) {
            direction.onSound(from, codec, packet, nowNanos);
        }
    }

    void onCopy(Leg from, SoundCodec codec, RtpPacket packet, long nowNanos) {
        Direction direction = directions.toward(from.side.other());
        if (direction != null && !closed) {
            direction.onCopy(from, codec, packet, nowNanos);
        }
    }

    void onTelephoneEvent(Leg from, RtpPacket packet, DtmfFormat format, long nowNanos) {
        Direction direction = directions.toward(from.side.other());
        if (direction != null && !closed) {
            direction.onTelephoneEvent(from, packet, format, nowNanos);
        } else if (!closed) {
            directions.reportOnly(from, packet, format, nowNanos);
        }
    }

    void onComfortNoise(Leg from, RtpPacket packet, long nowNanos) {
        Direction direction = directions.toward(from.side.other());
        if (direction != null && !closed) {
            direction.onComfortNoise(from, packet, nowNanos);
        }
    }

    /** Records from now on, in place of a recording that has ended. */
    void record(Recording recording, boolean beep, long nowNanos) {
        changeTapes(() -> tapes.record(recording, beep), nowNanos);
    }

    /** Captures from now on, in place of a capture that has ended. */
    void capture(Capture capture, InetAddress advertised, long nowNanos) {
        changeTapes(() -> tapes.capture(capture, advertised), nowNanos);
    }

    /** What passed through is decoded while somebody listens, and passes through again afterwards. */
    private void changeTapes(Runnable change, long nowNanos) {
        for (Leg leg : legs) {
            if (leg != null) {
                tapes.detach(leg);
            }
        }
        tapes.forgetEnded();
        change.run();
        if (closed) {
            tapes.end(nowNanos);
            return;
        }
        for (Leg leg : legs) {
            if (leg != null) {
                tapes.attach(leg);
            }
        }
        arrangeBoth(nowNanos);
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
        numbers.beat(nowNanos - deadlineNanos);
        for (int side = 0; side < 2; side++) {
            Direction direction = directions.all()[side];
            if (direction != null && direction.nextDeadlineNanos() <= nowNanos) {
                direction.run(nowNanos);
            }
            Leg leg = legs[side];
            if (leg != null) {
                leg.reportWhenDue(nowNanos);
            }
        }
        sounds.settle(nowNanos);
        if (nowNanos >= nextWatchNanos) {
            nextWatchNanos = nowNanos + SECOND;
            keepWatch(nowNanos);
        }
    }

    private void keepWatch(long nowNanos) {
        for (Leg leg : legs) {
            switch (leg) {
                case BrowserLeg browser -> browser.keepWatch(nowNanos);
                case TrunkLeg trunk -> trunk.keepWatch(nowNanos);
                case null -> {}
            }
        }
        takeStats(nowNanos);
        if (tapes.hasEnded()) {
            changeTapes(() -> {}, nowNanos);
        }
        if (closeRequested) {
            end(nowNanos);
        }
    }

    private static int at(Side side) {
        return Directions.at(side);
    }

    private void takeStats(long nowNanos) {
        numbers.take(legs, directions.all(), portsExhausted, failed, nowNanos);
    }

    @Override
    long nextDeadlineNanos() {
        long next = nextWatchNanos;
        for (int side = 0; side < 2; side++) {
            Direction direction = directions.all()[side];
            if (direction != null) {
                next = Math.min(next, direction.nextDeadlineNanos());
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
        failed = true;
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
        takeStats(nowNanos);
        try {
            release(nowNanos);
        } finally {
            loop.bridges.decrementAndGet();
        }
    }

    private void release(long nowNanos) {
        tapes.end(nowNanos);
        sounds.end();
        for (Leg leg : legs) {
            if (leg != null) {
                leg.sayGoodbye(nowNanos);
                leg.release(nowNanos);
            }
        }
        directions.close();
    }
}
