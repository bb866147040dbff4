package dev.landline.gateway.web.api;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that ask the database for pages, {@code api-<n>}: few, and with a bounded queue in front. */
final class Desk implements AutoCloseable {

    private static final int QUEUE = 256;

    private final AtomicInteger names = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    Desk(int count) {
        threads = new ThreadPoolExecutor(
                count,
                count,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                work -> Thread.ofPlatform()
                        .name("api-" + names.incrementAndGet())
                        .daemon(true)
                        .unstarted(work));
        threads.allowCoreThreadTimeOut(true);
    }

    /** False when too much waits already. */
    boolean take(Runnable work) {
        try {
            threads.execute(work);
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
