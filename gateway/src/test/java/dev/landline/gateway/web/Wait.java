package dev.landline.gateway.web;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waiting for what another thread is about to do. */
final class Wait {

    private static final long LIMIT_NANOS = 10_000_000_000L;

    private Wait() {}

    static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("still waiting: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
