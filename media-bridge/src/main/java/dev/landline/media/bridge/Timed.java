package dev.landline.media.bridge;

/** Something that a media loop runs when its time has come. Owned by the loop. */
abstract class Timed {
    /** No deadline. */
    static final long NEVER = Long.MAX_VALUE;

    /** Where it is in the heap; kept by {@link DeadlineHeap}. */
    int heapIndex = -1;

    long deadlineNanos;

    /** Does what is due at {@code nowNanos}. */
    abstract void run(long nowNanos);

    /** When it wants to run next. */
    abstract long nextDeadlineNanos();
}
