package dev.landline.media.bridge;

import java.util.Arrays;

/**
 * A binary heap of bridges by deadline. Each knows its place, so that a packet can move its bridge's deadline without a
 * search. Allocates only when it grows; it grows to the number of bridges.
 */
final class DeadlineHeap {
    private Timed[] heap = new Timed[64];
    private int size;

    int size() {
        return size;
    }

    /** The one whose deadline comes first, or null. */
    Timed first() {
        return size == 0 ? null : heap[0];
    }

    /** Adds it, or moves it to where {@code deadlineNanos} belongs. */
    void schedule(Timed timed, long deadlineNanos) {
        timed.deadlineNanos = deadlineNanos;
        if (timed.heapIndex < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            place(timed, size++);
        }
        siftUp(timed.heapIndex);
        siftDown(timed.heapIndex);
    }

    /** Takes it out; does nothing when it is not in. */
    void remove(Timed timed) {
        int hole = timed.heapIndex;
        if (hole < 0) {
            return;
        }
        timed.heapIndex = -1;
        size--;
        Timed last = heap[size];
        heap[size] = null;
        if (hole < size) {
            place(last, hole);
            siftUp(hole);
            siftDown(last.heapIndex);
        }
    }

    private void siftUp(int start) {
        int at = start;
        Timed moving = heap[at];
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (heap[parent].deadlineNanos <= moving.deadlineNanos) {
                break;
            }
            place(heap[parent], at);
            at = parent;
        }
        place(moving, at);
    }

    private void siftDown(int start) {
        int at = start;
        Timed moving = heap[at];
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1].deadlineNanos < heap[child].deadlineNanos) {
                child++;
            }
            if (heap[child].deadlineNanos >= moving.deadlineNanos) {
                break;
            }
            place(heap[child], at);
            at = child;
        }
        place(moving, at);
    }

    private void place(Timed timed, int index) {
        heap[index] = timed;
        timed.heapIndex = index;
    }
}
