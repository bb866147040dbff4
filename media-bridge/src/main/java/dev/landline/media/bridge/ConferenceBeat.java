package dev.landline.media.bridge;

import dev.landline.media.sound.MixerPort;
import dev.landline.media.sound.MixerRoom;

/** Mixes a conference every 20 ms as long as somebody is in it. Owned by one media loop. */
final class ConferenceBeat extends Timed {
    private static final long BEAT_NANOS = 20_000_000;

    /** After a stall longer than this, beats that were missed are not made up: their sound is old. */
    private static final long MOST_LATE_NANOS = 3 * BEAT_NANOS;

    private final String name;
    private final MediaLoop loop;
    private final MixerRoom room;
    private long nextNanos = NEVER;
    private boolean ended;

    ConferenceBeat(String name, boolean echoes, MediaLoop loop) {
        this.name = name;
        this.room = new MixerRoom(echoes);
        this.loop = loop;
    }

    void enter(MixerPort port, long nowNanos) {
        if (ended || !room.enter(port)) {
            return;
        }
        if (nextNanos == NEVER) {
            nextNanos = nowNanos;
            loop.clock(this);
        }
    }

    void leave(MixerPort port) {
        room.leave(port);
        if (room.size() == 0) {
            nextNanos = NEVER;
            loop.unclock(this);
        }
    }

    void end() {
        ended = true;
        nextNanos = NEVER;
        loop.unclock(this);
    }

    @Override
    void run(long nowNanos) {
        room.tick(nowNanos);
        nextNanos = nowNanos - nextNanos > MOST_LATE_NANOS ? nowNanos + BEAT_NANOS : nextNanos + BEAT_NANOS;
    }

    @Override
    long nextDeadlineNanos() {
        return nextNanos;
    }

    @Override
    public String toString() {
        return "conference " + name;
    }
}
