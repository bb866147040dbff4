package dev.landline.media.bridge;

import dev.landline.media.codec.SoundCodec;
import dev.landline.media.quality.LegNumbers;
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

    /** What a direction was made for; another makes another direction. */
    private record Arrangement(Leg from, boolean passes, SoundShape shape) {}

    private final String callId;
    private final MediaLoop loop;
    private final Consumer<MediaEvent> events;
    private final Leg[] legs = new Leg[2];
    /** By the side that they lead to. */
    private final Direction[] toward = new Direction[2];

    private final Arrangement[] arranged = new Arrangement[2];
    private final DigitRelay[] digits;
    private final boolean[] mustTranscode = new boolean[2];
    private final long[] concealedBefore = new long[2];
    private final SoundDesks sounds = new SoundDesks(this);

    private final Tapes tapes = new Tapes();
    private long nextWatchNanos;
    private boolean closed;
    // Written by the loop once a second, read by whoever asks for numbers.
    private volatile BridgeStats stats = BridgeStats.NOTHING;
    private final CallSurvey survey = new CallSurvey();
    private boolean failed;
    // Written by whoever wanted a port in vain, read once a second.
    volatile boolean portsExhausted;
    // Written by any thread when the loop had no room for the command to close; looked at once a second.
    volatile boolean closeRequested;

    LiveBridge(String callId, MediaLoop loop, Consumer<MediaEvent> events) {
        this.callId = callId;
        this.loop = loop;
        this.events = events;
        digits = new DigitRelay[] {new DigitRelay(loop), new DigitRelay(loop)};
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
        leg.attachTo(this);
        if (closed) {
            leg.release(nowNanos);
            return;
        }
        legs[at(leg.side)] = leg;
        tapes.attach(leg);
        sounds.of(leg.side).attach(leg);
        switch (leg) {
            case BrowserLeg browser -> listen(browser::listen);
            case TrunkLeg trunk -> listen(trunk::listen);
        }
        arrangeBoth(nowNanos);
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

    /**
     * Makes the direction toward this side as the two legs need it now, once there is a leg; one that still suits stays.
     */
    private void arrange(Side side, long nowNanos) {
        Leg to = legs[at(side)];
        Leg from = legs[at(side.other())];
        if (to == null) {
            return;
        }
        digits[at(side)].playToward(to.dtmf(), sounds.of(side).usesTones());
        sounds.of(side).described(digits[at(side.other())]);
        boolean passes = !mustTranscode[at(side)] && PassThrough.suits(from, to, digits[at(side)]);
        Arrangement wanted = new Arrangement(from, passes, SoundShape.between(from, to));
        Direction before = toward[at(side)];
        if (before == null || !wanted.equals(arranged[at(side)])) {
            arranged[at(side)] = wanted;
            toward[at(side)] = passes
                    ? new PassThrough(loop, to, wanted.shape(), digits[at(side)])
                    : new Transcoding(loop, from, to, wanted.shape(), digits[at(side)]);
            replace(at(side), before);
        }
        // A trunk gets its steady stream from its connection on; a browser, what the other side sends or we play.
        boolean begins = to.isSteady() ? to.format() != null : from != null && from.isSteady() && from.format() != null;
        if (begins || to.source() != null || to.overlay() != null) {
            toward[at(side)].start(nowNanos);
        }
    }

    /** The new direction keeps the beat of the one before, and what that one counted is kept. */
    private void replace(int index, Direction before) {
        if (before == null) {
            return;
        }
        if (before.nextDeadlineNanos() != NEVER) {
            toward[index].start(before.nextDeadlineNanos());
        }
        concealedBefore[index] += before.framesConcealed();
        before.close();
    }

    private void arrangeBoth(long nowNanos) {
        arrange(Side.A, nowNanos);
        arrange(Side.B, nowNanos);
        loop.reschedule(this);
    }

    /** What comes in cannot be passed on as it is: from here on it is decoded and encoded. */
    void transcode(Side side, long nowNanos) {
        mustTranscode[at(side)] = true;
        arrange(side, nowNanos);
    }

    void connectBrowser(Side side, BrowserRemote remote) {
        if (!closed && legs[at(side)] instanceof BrowserLeg leg) {
            leg.connect(remote);
            described(side, System.nanoTime());
        }
    }

    /** @param session with the keys that the trunk and we agreed on; null for plain RTP */
    void connectTrunk(Side side, TrunkRemote remote, SrtpSession session, long nowNanos) {
        if (!closed && legs[at(side)] instanceof TrunkLeg leg) {
            leg.connect(remote, session, nowNanos);
            described(side, nowNanos);
        } else if (session != null) {
            session.close();
        }
    }

    /** A leg described itself anew: what could not pass before may now. */
    private void described(Side side, long nowNanos) {
        mustTranscode[at(side)] = false;
        mustTranscode[at(side.other())] = false;
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
        Direction direction = toward[at(side)];
        if (direction == null || closed || !direction.press(digit, millis, nowNanos)) {
            loop.counters.count(MediaCounter.DTMF_DROPPED);
        }
    }

    void onSound(Leg from, SoundCodec codec, RtpPacket packet, long nowNanos) {
        Direction direction = toward[at(from.side.other())];
        if (direction != null && !closed) {
            direction.onSound(from, codec, packet, nowNanos);
        }
    }

    void onCopy(Leg from, SoundCodec codec, RtpPacket packet, long nowNanos) {
        Direction direction = toward[at(from.side.other())];
        if (direction != null && !closed) {
            direction.onCopy(from, codec, packet, nowNanos);
        }
    }

    void onTelephoneEvent(Leg from, RtpPacket packet, DtmfFormat format, long nowNanos) {
        Direction direction = toward[at(from.side.other())];
        if (direction != null && !closed) {
            direction.onTelephoneEvent(from, packet, format, nowNanos);
        }
    }

    void onComfortNoise(Leg from, RtpPacket packet, long nowNanos) {
        Direction direction = toward[at(from.side.other())];
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
        survey.beat(nowNanos - deadlineNanos);
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
        return side == Side.A ? 0 : 1;
    }

    private void takeStats(long nowNanos) {
        long skipped = 0;
        for (Direction direction : toward) {
            skipped += direction == null ? 0 : direction.skipped();
        }
        stats = survey.second(numbers(Side.A, nowNanos), numbers(Side.B, nowNanos), skipped, portsExhausted, failed);
    }

    private LegNumbers numbers(Side side, long nowNanos) {
        Leg leg = legs[at(side)];
        if (leg == null) {
            return LegNumbers.NOBODY;
        }
        Leg other = legs[at(side.other())];
        int away = at(side.other());
        long concealed = concealedBefore[away] + (toward[away] == null ? 0 : toward[away].framesConcealed());
        int otherRoundTrip = other == null ? 0 : other.peerReports.roundTripMicros();
        return leg.survey.second(leg, otherRoundTrip, toward[away], concealed, nowNanos);
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
        for (Direction direction : toward) {
            if (direction != null) {
                direction.close();
            }
        }
    }
}
