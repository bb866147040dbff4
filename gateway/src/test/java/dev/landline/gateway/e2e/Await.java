package dev.landline.gateway.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Bounded waiting for something that another process does. */
final class Await {

    private static final long POLL_NANOS = 20_000_000;

    private Await() {}

    /** Waits until the condition holds; fails with the words after the time is over. */
    static void until(String what, Duration atMost, BooleanSupplier condition) {
        value(what, atMost, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Waits until there is a value. */
    static <T> T value(String what, Duration atMost, Supplier<Optional<T>> source) {
        return value(() -> what, atMost, source);
    }

    /** Waits until there is a value; the words are made only when it never comes. */
    static <T> T value(Supplier<String> what, Duration atMost, Supplier<Optional<T>> source) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<T> value = source.get();
            if (value.isPresent()) {
                return value.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not within " + atMost.toMillis() + " ms: " + what.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
