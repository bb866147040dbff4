package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a test has received and not yet looked at. */
final class Inbox<T> {

    private static final long PATIENCE_MILLIS = 8_000;

    private final LinkedBlockingQueue<T> arrived = new LinkedBlockingQueue<>();
    private final List<T> passedOver = new ArrayList<>();

    void add(T item) {
        arrived.add(item);
    }

    /** The next item that fits; those before it stay for later. */
    synchronized T take(String what, Predicate<T> fits) {
        for (T item : passedOver) {
            if (fits.test(item)) {
                passedOver.remove(item);
                return item;
            }
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        try {
            for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
                T item = arrived.poll(left, TimeUnit.NANOSECONDS);
                if (item != null && fits.test(item)) {
                    return item;
                }
                if (item != null) {
                    passedOver.add(item);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return fail("no " + what + "; there were " + passedOver);
    }

    /** Nothing that fits arrives within the time. */
    synchronized boolean staysWithout(Predicate<T> fits, long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
                T item = arrived.poll(left, TimeUnit.NANOSECONDS);
                if (item != null) {
                    passedOver.add(item);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return passedOver.stream().noneMatch(fits);
    }
}
