package dev.landline.media.bridge;

import dev.landline.media.rtp.RtpPacket;

/** The two directions of a bridge, each made as its legs need it now. Owned by the media loop. */
final class Directions {

    /** What a direction was made for; another makes another direction. */
    private record Arrangement(Leg from, boolean passes, SoundShape shape) {}

    private final MediaLoop loop;
    private final Leg[] legs;
    private final SoundDesks sounds;
    private final BridgeNumbers numbers;
    /** By the side that they lead to. */
    private final Direction[] toward = new Direction[2];

    private final Arrangement[] arranged = new Arrangement[2];
    private final DigitRelay[] digits;
    private final boolean[] mustTranscode = new boolean[2];

    /** @param legs of the bridge, by side; null where there is none */
    Directions(MediaLoop loop, Leg[] legs, SoundDesks sounds, BridgeNumbers numbers) {
        this.loop = loop;
        this.legs = legs;
        this.sounds = sounds;
        this.numbers = numbers;
        digits = new DigitRelay[] {new DigitRelay(loop), new DigitRelay(loop)};
    }

    static int at(Side side) {
        return side == Side.A ? 0 : 1;
    }

    /** The direction that leads to a side, or null. */
    Direction toward(Side side) {
        return toward[at(side)];
    }

    /** By the side that they lead to; null where there is none. */
    Direction[] all() {
        return toward;
    }

    void arrangeBoth(long nowNanos) {
        arrange(Side.A, nowNanos);
        arrange(Side.B, nowNanos);
    }

    /**
     * Makes the direction toward this side as the two legs need it now, once there is a leg; one that still suits stays.
     */
    void arrange(Side side, long nowNanos) {
        Leg to = legs[at(side)];
        Leg from = legs[at(side.other())];
        if (to == null) {
            arrangeForListeners(side, from, nowNanos);
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

    /** Nobody is at this side: whoever listens to the other leg hears it all the same. */
    private void arrangeForListeners(Side side, Leg from, long nowNanos) {
        if (from == null || from.format() == null || !from.hasListeners()) {
            drop(side);
            return;
        }
        Arrangement wanted = new Arrangement(
                from, false, new SoundShape(from.codec(), from.codec().sampleRate(), 20));
        Direction before = toward[at(side)];
        if (before == null || !wanted.equals(arranged[at(side)])) {
            arranged[at(side)] = wanted;
            toward[at(side)] = new HearingOnly(loop, from, digits[at(side)]);
            replace(at(side), before);
        }
        toward[at(side)].start(nowNanos);
    }

    /** A digit of a leg that leads to nobody is reported all the same. */
    void reportOnly(Leg from, RtpPacket packet, DtmfFormat format, long nowNanos) {
        digits[at(from.side.other())].onlyReports(from, packet, format, nowNanos);
    }

    /** The new direction keeps the beat of the one before, and what that one counted is kept. */
    private void replace(int index, Direction before) {
        if (before == null) {
            return;
        }
        if (before.nextDeadlineNanos() != Timed.NEVER) {
            toward[index].start(before.nextDeadlineNanos());
        }
        numbers.keep(index, before);
        before.close();
    }

    /** What comes in cannot be passed on as it is: from here on it is decoded and encoded. */
    void transcode(Side side, long nowNanos) {
        mustTranscode[at(side)] = true;
        arrange(side, nowNanos);
    }

    /** A leg described itself anew: what could not pass before may now. */
    void described() {
        mustTranscode[0] = false;
        mustTranscode[1] = false;
    }

    /** The leg of this side goes away. */
    void drop(Side side) {
        Direction before = toward[at(side)];
        toward[at(side)] = null;
        arranged[at(side)] = null;
        if (before != null) {
            numbers.keep(at(side), before);
            before.close();
        }
    }

    /** Releases what they hold. */
    void close() {
        for (Direction direction : toward) {
            if (direction != null) {
                direction.close();
            }
        }
    }
}
