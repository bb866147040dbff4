package dev.landline.media.bridge;

import java.util.concurrent.locks.LockSupport;

/** Runs something every so often on a virtual thread until closed, without drifting. */
final class Pacer implements AutoCloseable {
    private volatile boolean closed;
    private final Thread thread;

    Pacer(String name, long periodNanos, Runnable beat) {
        thread = Thread.ofVirtual().name(name).start(() -> {
            long next = System.nanoTime();
            while (!closed) {
                beat.run();
                next += periodNanos;
                long wait = next - System.nanoTime();
                while (wait > 0 && !closed) {
                    LockSupport.parkNanos(wait);
                    wait = next - System.nanoTime();
                }
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
