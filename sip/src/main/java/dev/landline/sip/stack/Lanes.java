package dev.landline.sip.stack;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stack's threads. Everything about one Call-ID (messages, timers, commands) runs on the same lane, one after the
 * other, so legs and dialogs need no locks. Wire messages are bounded per lane; commands and timers are bounded by the
 * number of legs.
 */
final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final int MESSAGES_PER_LANE = 2_000;
    private static final int CROWD = 8;

    private final List<Lane> lanes;
    private final SipCounters counters;
    private final double timerSpeed;

    /**
     * Starts the threads.
     *
     * @param timerSpeed 1 for wall-clock timers; tests turn them faster
     */
    Lanes(String name, int count, SipCounters counters, double timerSpeed) {
        this.counters = counters;
        this.timerSpeed = timerSpeed;
        this.lanes = IntStream.range(0, count)
                .mapToObj(i -> new Lane(name + "-" + i))
                .toList();
    }

    private static final class Lane {
        private final ScheduledThreadPoolExecutor executor;
        private final AtomicInteger messages = new AtomicInteger();
        /** When the message that is being worked on, or waits first, came. */
        private volatile long waitingSince;

        Lane(String name) {
            executor = new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().name(name).daemon(true).factory());
            // Cancelled SIP timers (most of them) must not stay in the queue until they would have fired.
            executor.setRemoveOnCancelPolicy(true);
            executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        }
    }

    private Lane lane(String callId) {
        return lanes.get(Math.floorMod(callId.hashCode(), lanes.size()));
    }

    /** Runs a wire message on its lane; drops and counts it when the lane has too many waiting. */
    void offer(String callId, Runnable task) {
        Lane lane = lane(callId);
        long now = System.nanoTime();
        int waiting = lane.messages.incrementAndGet();
        if (waiting > MESSAGES_PER_LANE) {
            lane.messages.decrementAndGet();
            counters.count(SipCounter.DROPPED_OVERLOAD);
            return;
        }
        if (waiting == 1) {
            lane.waitingSince = now;
        }
        execute(callId, () -> {
            lane.messages.decrementAndGet();
            lane.waitingSince = now;
            task.run();
        });
    }

    /**
     * How long, in nanoseconds, the first message that waits on the lane of a call has waited, at most; 0 while only a few
     * wait.
     */
    long age(String callId, long now) {
        return isCrowded(callId) ? now - lane(callId).waitingSince : 0;
    }

    /** A few messages behind one that takes long, as the first of its kind does on a cold machine, are no overload. */
    boolean isCrowded(String callId) {
        return lane(callId).messages.get() >= CROWD;
    }

    /** Runs a task on the lane of a call. */
    void execute(String callId, Runnable task) {
        try {
            lane(callId).executor.execute(() -> guarded(task));
        } catch (RejectedExecutionException stopped) {
            counters.count(SipCounter.COMMANDS_IGNORED);
        }
    }

    /** Runs a task later on the lane of a call. The delay shrinks with the timers' speed. */
    ScheduledFuture<?> schedule(String callId, Runnable task, long delayMillis) {
        return lane(callId).executor.schedule(() -> guarded(task), scaledMicros(delayMillis), TimeUnit.MICROSECONDS);
    }

    ScheduledFuture<?> scheduleRepeatedly(String callId, Runnable task, long delayMillis, long periodMillis) {
        return lane(callId)
                .executor
                .scheduleWithFixedDelay(
                        () -> guarded(task),
                        scaledMicros(delayMillis),
                        Math.max(1, scaledMicros(periodMillis)),
                        TimeUnit.MICROSECONDS);
    }

    /** As {@link #schedule} for tasks that find out themselves whether they are still wanted. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void later(String callId, Runnable task, long delayMillis) {
        schedule(callId, task, delayMillis);
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void repeatedly(String callId, Runnable task, long periodMillis) {
        scheduleRepeatedly(callId, task, periodMillis, periodMillis);
    }

    /** A delay outside the lanes that shrinks with the timers' speed. */
    long scaledMillis(long millis) {
        return scaledMicros(millis) / 1_000;
    }

    private long scaledMicros(long millis) {
        return (long) (millis * 1_000 / timerSpeed);
    }

    /** Nothing a peer says may kill a lane: catch, count, go on. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            counters.bug(LOG, "a SIP task", e);
        }
    }

    /** How many tasks wait on all lanes: timers, and what has not been worked on yet. */
    int waiting() {
        return lanes.stream().mapToInt(lane -> lane.executor.getQueue().size()).sum();
    }

    /** Waits until what is queued on all lanes now has run, at most so long. */
    void drain(Duration atMost) throws InterruptedException {
        CountDownLatch idle = new CountDownLatch(lanes.size());
        for (Lane lane : lanes) {
            lane.executor.execute(idle::countDown);
        }
        if (!idle.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("SIP lanes were still busy at the end");
        }
    }

    /** Stops all lanes; a task that runs is not interrupted, JAIN-SIP's locks would throw. */
    void close() {
        lanes.forEach(lane -> lane.executor.shutdown());
    }
}
