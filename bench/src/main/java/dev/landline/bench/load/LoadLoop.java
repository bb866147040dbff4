package dev.landline.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * The thread on which all simulated peers live: sends what is due, then reads what came. Each end beats every 20 ms at a
 * time of its own, so that calls are spread over the 20 ms. How late it sent is measured, because a generator that
 * cannot keep up measures only itself.
 */
final class LoadLoop implements Runnable, AutoCloseable {
    private static final long BEAT_NANOS = 20_000_000;
    private static final long IDLE_MILLIS = 20;

    private final Selector selector;
    private final PriorityQueue<Beating> due = new PriorityQueue<>(Comparator.comparingLong(b -> b.nextNanos));
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final LatencyLog lateness = new LatencyLog();
    private final Thread thread;
    // Written once by close(), read by the loop.
    private volatile boolean stopping;

    private static final class Beating {
        final LoadedEnd end;
        long nextNanos;

        Beating(LoadedEnd end, long nextNanos) {
            this.end = end;
            this.nextNanos = nextNanos;
        }
    }

    LoadLoop() throws IOException {
        selector = Selector.open();
        thread = Thread.ofPlatform().daemon(true).name("load").unstarted(this);
        thread.start();
    }

    /** Runs something on the loop and waits for what it returns. */
    <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        commands.add(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException failed) {
                answer.completeExceptionally(failed);
            }
        });
        selector.wakeup();
        return answer.join();
    }

    /** Lets an end beat from now on; on the loop. */
    void add(LoadedEnd end, long firstBeatNanos) {
        try {
            end.socket().register(selector, end);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
        due.add(new Beating(end, firstBeatNanos));
    }

    /** On the loop. */
    void remove(LoadedEnd end) {
        due.removeIf(beating -> beating.end.equals(end));
        end.close();
    }

    /** How late packets were sent; on the loop. */
    LatencyLog lateness() {
        return lateness;
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                turn();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void turn() throws IOException {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
        long nowNanos = System.nanoTime();
        Beating first = due.peek();
        while (first != null && first.nextNanos <= nowNanos) {
            due.poll();
            lateness.add(first.nextNanos, nowNanos - first.nextNanos);
            first.end.beat();
            first.nextNanos += BEAT_NANOS;
            due.add(first);
            first = due.peek();
            nowNanos = System.nanoTime();
        }
        // Whole milliseconds are all a selector knows; under load the packets that arrive wake it much sooner.
        selector.select(this::ready, first == null ? IDLE_MILLIS : 1);
    }

    private void ready(SelectionKey key) {
        try {
            ((LoadedEnd) key.attachment()).drain();
        } catch (IOException refused) {
            // The other side is gone for now; what is missing is counted.
        }
    }

    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join();
            selector.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
