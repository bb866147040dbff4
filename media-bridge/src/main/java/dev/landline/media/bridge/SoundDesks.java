package dev.landline.media.bridge;

import dev.landline.media.sound.MixerPort;
import dev.landline.media.sound.SoundSource;

/** What the two sides of a bridge hear besides each other, as call control asks for it. Owned by the media loop. */
final class SoundDesks {
    private final LiveBridge bridge;
    private final SoundDesk a;
    private final SoundDesk b;

    SoundDesks(LiveBridge bridge) {
        this.bridge = bridge;
        a = new SoundDesk(bridge, Side.A);
        b = new SoundDesk(bridge, Side.B);
    }

    SoundDesk of(Side side) {
        return side == Side.A ? a : b;
    }

    void attach(Leg leg) {
        of(leg.side).attach(leg);
        of(leg.side).otherIsAway(of(leg.side.other()).isInConference());
    }

    void detach(Side side) {
        of(side).detach();
        of(side.other()).otherIsAway(false);
    }

    void play(Side side, SoundSource source, long playId, long nowNanos) {
        of(side).play(source, playId);
        bridge.rearrange(nowNanos);
    }

    void stop(Side side, long nowNanos) {
        of(side).stop();
        bridge.rearrange(nowNanos);
    }

    /** A side's leg comes into a conference, where a place is taken for it. */
    void join(Side side, Conference conference, MixerPort port, long nowNanos) {
        of(side).join(conference, port);
        of(side.other()).otherIsAway(of(side).isInConference());
        bridge.rearrange(nowNanos);
    }

    void leave(Side side, long nowNanos) {
        SoundDesk other = of(side.other());
        of(side).leave();
        of(side).otherIsAway(other.isInConference());
        other.otherIsAway(false);
        bridge.rearrange(nowNanos);
    }

    /** Digits come and go as tones on a side that agreed to no telephone-event. */
    void digitsAsTones(Side side, boolean tones, long nowNanos) {
        of(side).useTones(tones);
        bridge.rearrange(nowNanos);
    }

    /** Before the directions run. */
    void now(long nowNanos) {
        a.now(nowNanos);
        b.now(nowNanos);
    }

    /** After the directions ran: tells what has ended. */
    void settle(long nowNanos) {
        boolean first = a.settle();
        if (b.settle() || first) {
            bridge.rearrange(nowNanos);
        }
    }

    /** The bridge ends. */
    void end() {
        a.end();
        b.end();
    }
}
