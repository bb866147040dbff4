package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final String CALL = "call";

    private final SipCounters counters = new SipCounters();
    private final Lanes lanes = new Lanes("test-lane", 2, counters, 1_000);

    @AfterEach
    void stop() {
        lanes.close();
    }

    private void finish() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        lanes.execute(CALL, done::countDown);
        assertTrue(done.await(10, TimeUnit.SECONDS));
    }

    @Test
    void messagesBeyondTheBoundAreDroppedAndCountedAndCommandsStillRun() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        lanes.execute(CALL, () -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        IntStream.range(0, 2_050).forEach(i -> lanes.offer(CALL, ran::incrementAndGet));
        lanes.execute(CALL, ran::incrementAndGet);
        gate.countDown();
        finish();
        assertEquals(2_001, ran.get());
        assertEquals(50, counters.value(SipCounter.DROPPED_OVERLOAD));
        lanes.offer(CALL, ran::incrementAndGet);
        finish();
        assertEquals(2_002, ran.get());
    }

    @Test
    void aTaskThatFailsIsCountedAndTheNextOnesRunInOrder() throws InterruptedException {
        List<Integer> order = new ArrayList<>();
        lanes.execute(CALL, () -> {
            throw new IllegalStateException("on purpose");
        });
        IntStream.range(0, 100).forEach(i -> lanes.execute(CALL, () -> order.add(i)));
        finish();
        assertEquals(IntStream.range(0, 100).boxed().toList(), order);
        assertEquals(1, counters.value(SipCounter.INTERNAL_ERRORS));
    }

    @Test
    void timersRunFasterByTheGivenFactor() throws InterruptedException {
        CountDownLatch fired = new CountDownLatch(1);
        lanes.later(CALL, fired::countDown, 32_000);
        assertTrue(fired.await(10, TimeUnit.SECONDS));
    }
}
