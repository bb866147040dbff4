package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlineHeapTest {

    private static final class Item extends Timed {
        @Override
        void run(long nowNanos) {
            throw new AssertionError("the heap runs nothing");
        }

        @Override
        long nextDeadlineNanos() {
            return deadlineNanos;
        }
    }

    private final DeadlineHeap heap = new DeadlineHeap();

    @Test
    void theEarliestComesFirst() {
        Item late = new Item();
        Item early = new Item();
        heap.schedule(late, 20);
        heap.schedule(early, 10);
        assertSame(early, heap.first());
        heap.schedule(early, 30);
        assertSame(late, heap.first());
        heap.remove(late);
        assertSame(early, heap.first());
        heap.remove(early);
        assertNull(heap.first());
    }

    @Test
    void removingTwiceOrWhatWasNeverThereDoesNothing() {
        Item item = new Item();
        heap.remove(item);
        heap.schedule(item, 1);
        heap.remove(item);
        heap.remove(item);
        assertEquals(0, heap.size());
    }

    @Test
    void itAgreesWithASortedListThroughManyChanges() {
        Random random = new Random(11);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Item item = new Item();
            items.add(item);
            heap.schedule(item, random.nextInt(1_000));
        }
        for (int step = 0; step < 5_000; step++) {
            Item item = items.get(random.nextInt(items.size()));
            if (random.nextInt(4) == 0) {
                heap.remove(item);
            } else {
                heap.schedule(item, random.nextInt(1_000));
            }
            long earliest = items.stream()
                    .filter(one -> one.heapIndex >= 0)
                    .min(Comparator.comparingLong(one -> one.deadlineNanos))
                    .map(one -> one.deadlineNanos)
                    .orElse(-1L);
            assertEquals(earliest, heap.first() == null ? -1 : heap.first().deadlineNanos);
        }
    }
}
