package dev.landline.media.bridge;

import dev.landline.media.sound.Mixer;
import dev.landline.media.sound.MixerPort;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A place where up to {@value Mixer#MOST_PORTS} legs of any bridges on any media loops talk with each other: each hears
 * all others and not itself. Safe from any thread. Mixing adds about 20 ms on average and at most about 40 ms.
 */
public final class Conference implements AutoCloseable {
    private final MediaLoop loop;
    private final ConferenceBeat beat;
    private final AtomicInteger members = new AtomicInteger();

    /** @param echoes each hears itself too: for one alone, an echo */
    Conference(String name, boolean echoes, MediaLoop loop) {
        this.loop = loop;
        this.beat = new ConferenceBeat(name, echoes, loop);
    }

    /** Legs that are in. */
    public int members() {
        return members.get();
    }

    /** Takes a place; false when all are taken. */
    boolean reserve() {
        int taken = members.incrementAndGet();
        if (taken > Mixer.MOST_PORTS) {
            members.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives a place back that no port used. */
    void unreserve() {
        members.decrementAndGet();
    }

    /** Lets a port in for which a place was taken; from any loop. */
    void enter(MixerPort port) {
        loop.tell(() -> beat.enter(port, System.nanoTime()));
    }

    /** Lets a port out and gives its place back; from any loop. */
    void leave(MixerPort port) {
        members.decrementAndGet();
        loop.tell(() -> beat.leave(port));
    }

    /** Ends it: legs that are still in hear silence until they leave. */
    @Override
    public void close() {
        loop.tell(beat::end);
    }
}
