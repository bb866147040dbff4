package dev.landline.gateway.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for another thread's work. */
final class StoreWait {

    private static final Duration MOST = Duration.ofSeconds(60);

    private StoreWait() {}

    static void until(String what, BooleanSupplier done) {
        long end = System.nanoTime() + MOST.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertTrue(done.getAsBoolean(), what);
    }
}
