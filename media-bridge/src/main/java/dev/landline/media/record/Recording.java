package dev.landline.media.record;

import dev.landline.media.sound.SoundOverlay;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that is being recorded. Safe from any thread: nothing here waits for the disk.
 *
 * <p>What is said in a pause is nowhere in the file, and the pause takes no room in it. Sound is under way for a while
 * before it is heard, so after {@link #resume} another {@value #GUARD_MILLIS} ms are left out: they may have been spoken
 * in the pause.
 */
public final class Recording {
    static final int GUARD_MILLIS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
    private static final int CONTROLS = 32;

    /** What the writing thread has to know of, and when it happened. */
    sealed interface Control {
        record Pause(long atNanos) implements Control {}

        record Resume(long atNanos) implements Control {}
    }

    private final LongSupplier clock;
    private final Consumer<RecordingState> events;
    private final RecordingTap caller = new RecordingTap(this);
    private final RecordingTap callee = new RecordingTap(this);
    private final Queue<Control> controls = new ArrayBlockingQueue<>(CONTROLS);
    // Written under the lock, read by the media loop: nothing is taken before this moment; MAX_VALUE in a pause.
    private volatile long deafUntilNanos;
    // Written under the lock by any thread, read by the writing thread.
    private volatile boolean stopping;
    private volatile long stoppedNanos;
    private volatile RecordingState state = new RecordingState.Running();

    Recording(LongSupplier clock, Consumer<RecordingState> events, long beginNanos) {
        this.clock = clock;
        this.events = events;
        this.deafUntilNanos = beginNanos;
    }

    /** Hears the caller's voice, which is on the left. */
    public RecordingTap caller() {
        return caller;
    }

    /** Hears the callee's voice, which is on the right. */
    public RecordingTap callee() {
        return callee;
    }

    /** A beep for one side of the call, that sounds while this recording runs. */
    public SoundOverlay newBeep() {
        return new Beep(() -> state instanceof RecordingState.Running);
    }

    /** From now on nothing is written. */
    public synchronized void pause() {
        if (state instanceof RecordingState.Running && !stopping) {
            deafUntilNanos = Long.MAX_VALUE;
            // Were there no room, the pause would become silence of its length.
            controls.offer(new Control.Pause(clock.getAsLong()));
            become(new RecordingState.Paused());
        }
    }

    /** Writes on, from {@value #GUARD_MILLIS} ms after now. */
    public synchronized void resume() {
        if (state instanceof RecordingState.Paused && !stopping) {
            long nanos = clock.getAsLong() + GUARD_MILLIS * 1_000_000L;
            controls.offer(new Control.Resume(nanos));
            deafUntilNanos = nanos;
            become(new RecordingState.Running());
        }
    }

    /** Ends the recording; {@link RecordingState.Ended} is reported when the file is complete. */
    public void stop() {
        stopAt(clock.getAsLong());
    }

    /** Like {@link #stop}, as of a moment that the caller knows. */
    public synchronized void stopAt(long nanos) {
        if (!stopping) {
            stoppedNanos = nanos;
            stopping = true;
            deafUntilNanos = Long.MAX_VALUE;
        }
    }

    /** Where it stands. */
    public RecordingState state() {
        return state;
    }

    /** Blocks of sound that were not written because the disk could not keep up; they are silence in the file. */
    public long blocksDropped() {
        return caller.ring().dropped() + callee.ring().dropped();
    }

    /** Whether nothing more is taken: it was stopped, reached a limit or failed. */
    public boolean isStopping() {
        return stopping;
    }

    long stoppedNanos() {
        return stoppedNanos;
    }

    boolean isDeaf(long nowNanos) {
        return nowNanos < deafUntilNanos;
    }

    /** The next thing that happened to it, or null. */
    Control nextControl() {
        return controls.poll();
    }

    /** The file is done with. */
    synchronized void conclude(RecordingState last) {
        stopping = true;
        deafUntilNanos = Long.MAX_VALUE;
        if (!state.isFinal()) {
            become(last);
        }
    }

    private void become(RecordingState next) {
        state = next;
        try {
            events.accept(next);
        } catch (RuntimeException bug) {
            LOG.error("the receiver of {} failed", next, bug);
        }
    }
}
