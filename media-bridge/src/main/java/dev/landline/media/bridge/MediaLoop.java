package dev.landline.media.bridge;

import dev.landline.media.codec.OpusEngine;
import dev.landline.media.net.DatagramPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One media thread and all it owns: a selector, the port that its browsers share, the trunk ports, and the bridges
 * pinned to it with their jitter buffers, codecs and ciphers. One turn: commands, packets, deadlines. Nothing it owns is
 * touched by another thread, so nothing is locked; others {@link #tell} it what to do.
 *
 * <p>A bug in one bridge ends that bridge and no other.
 */
final class MediaLoop implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);

    /** Above this a datagram is cut off; SRTP of a sane codec and an Ethernet frame stay below. */
    static final int PACKET_BYTES = 2048;

    private static final int COMMAND_CAPACITY = 16_384;

    /** A flood of commands must not keep packets waiting. */
    private static final int COMMANDS_PER_TURN = 64;

    private static final long LATE_NANOS = 5_000_000;
    private static final long MILLI = 1_000_000;

    /** Bridges pinned here, counted when they are opened, on the thread that opens them. */
    final AtomicInteger bridges = new AtomicInteger();

    final LoopCounters counters = new LoopCounters();
    final OpusEngine opus;
    final SplittableRandom random;

    /** Where every packet is received. */
    final byte[] in = new byte[PACKET_BYTES];

    /** Where every packet is written before it is sent. */
    final byte[] out = new byte[PACKET_BYTES];

    private final String name;
    private final Selector selector;
    private final DatagramPort browserPort;
    private final BrowserIngress browsers;
    private final DeadlineHeap deadlines = new DeadlineHeap();
    private final Lookout lookout = new Lookout(System.nanoTime());
    private final ArrayBlockingQueue<Runnable> commands = new ArrayBlockingQueue<>(COMMAND_CAPACITY);
    private final Consumer<SelectionKey> onReady = this::ready;
    private final Thread thread;
    // Written once by close() on any thread, read by the loop.
    private volatile boolean stopping;

    MediaLoop(String name, DatagramPort browserPort, OpusEngine opus, long seed) throws IOException {
        this.name = name;
        this.browserPort = browserPort;
        this.opus = opus;
        this.random = new SplittableRandom(seed);
        this.selector = Selector.open();
        this.browsers = new BrowserIngress(this, browserPort);
        browserPort.register(selector, browsers);
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this);
    }

    void start() {
        thread.start();
    }

    /** Asserts thread ownership in tests. */
    boolean isHere() {
        return Thread.currentThread() == thread;
    }

    DatagramPort browserPort() {
        return browserPort;
    }

    BrowserIngress browsers() {
        return browsers;
    }

    Selector selector() {
        return selector;
    }

    /**
     * Queues a command from any thread.
     *
     * @return false when the queue is full: the command is lost and counted
     */
    boolean tell(Runnable command) {
        if (!commands.offer(command)) {
            counters.countFromOutside(MediaCounter.COMMANDS_DROPPED);
            return false;
        }
        selector.wakeup();
        return true;
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                turn();
            }
        } catch (IOException broken) {
            LOG.error("{} lost its selector; its calls have no sound any more", name, broken);
        }
        releaseAll();
    }

    private void turn() throws IOException {
        runCommands();
        long nowNanos = System.nanoTime();
        Timed first = deadlines.first();
        if (first != null && nowNanos - first.deadlineNanos > MILLI) {
            // We come late, so packets may be waiting that belong into the frames that are due. A wait that was
            // interrupted by a stop of the process (SIGSTOP) even ends without telling of them.
            look(nowNanos);
            nowNanos = System.nanoTime();
        }
        runDue(nowNanos);
        waitForPackets();
    }

    private void waitForPackets() throws IOException {
        Timed first = deadlines.first();
        long nowNanos = System.nanoTime();
        if (!commands.isEmpty()) {
            look(nowNanos);
        } else if (first == null || first.deadlineNanos == Timed.NEVER) {
            lookout.begin(nowNanos, Timed.NEVER);
            selector.select(onReady);
            lookout.end(System.nanoTime());
        } else if (first.deadlineNanos <= nowNanos) {
            look(nowNanos);
        } else {
            // Rounded up: half a millisecond late on average, and no spinning.
            lookout.begin(nowNanos, first.deadlineNanos);
            selector.select(onReady, (first.deadlineNanos - nowNanos + MILLI - 1) / MILLI);
            lookout.end(System.nanoTime());
        }
    }

    /** Reads what is there, without waiting. */
    private void look(long nowNanos) throws IOException {
        lookout.begin(nowNanos, nowNanos);
        selector.selectNow(onReady);
        lookout.end(System.nanoTime());
    }

    /** How much earlier than now a packet that is read now may have arrived. */
    long unreadNanos(long nowNanos) {
        return lookout.unreadNanos(nowNanos);
    }

    private void runCommands() {
        for (int i = 0; i < COMMANDS_PER_TURN; i++) {
            Runnable command = commands.poll();
            if (command == null) {
                return;
            }
            try {
                command.run();
            } catch (RuntimeException bug) {
                LOG.error("{}: a command failed", name, bug);
                counters.count(MediaCounter.BRIDGE_FAILED);
            }
        }
    }

    private void runDue(long nowNanos) {
        Timed first = deadlines.first();
        while (first != null && first.deadlineNanos <= nowNanos) {
            if (nowNanos - first.deadlineNanos > LATE_NANOS) {
                counters.count(MediaCounter.TICK_LATE);
            }
            runOne(first, nowNanos);
            first = deadlines.first();
        }
    }

    private void runOne(Timed timed, long nowNanos) {
        try {
            timed.run(nowNanos);
        } catch (RuntimeException bug) {
            failed(timed, bug);
        }
        if (timed.heapIndex >= 0) {
            // Not again at the same instant, even by mistake: the loop must get back to its packets.
            deadlines.schedule(timed, Math.max(timed.nextDeadlineNanos(), nowNanos + 1));
        }
    }

    private void ready(SelectionKey key) {
        lookout.packets(System.nanoTime());
        if (key.attachment() instanceof ReadyPort port) {
            try {
                port.drain();
            } catch (RuntimeException bug) {
                // What a bridge does wrong is caught closer to it; this one belongs to no bridge.
                LOG.error("{}: a datagram was not handled", name, bug);
                counters.count(MediaCounter.BRIDGE_FAILED);
            }
        }
    }

    /** Puts a bridge under the loop's clock, or moves it there after its next deadline has changed. */
    void reschedule(LiveBridge bridge) {
        if (!bridge.isClosed()) {
            deadlines.schedule(bridge, bridge.nextDeadlineNanos());
        }
    }

    void forget(LiveBridge bridge) {
        deadlines.remove(bridge);
    }

    /** Puts something else than a bridge under the loop's clock, or moves it there. */
    void clock(Timed timed) {
        deadlines.schedule(timed, timed.nextDeadlineNanos());
    }

    void unclock(Timed timed) {
        deadlines.remove(timed);
    }

    /** A bug of ours: that bridge ends, the others go on. */
    void failed(Timed timed, RuntimeException bug) {
        counters.count(MediaCounter.BRIDGE_FAILED);
        if (timed instanceof LiveBridge bridge) {
            LOG.error("{}: call {} lost its media to a bug", name, bridge.callId(), bug);
            bridge.fail();
        } else {
            LOG.error("{}: {} ended with a bug", name, timed, bug);
            deadlines.remove(timed);
        }
    }

    /** Closes a loop that never ran. */
    void abandon() {
        stopping = true;
        releaseAll();
    }

    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void releaseAll() {
        for (Timed timed = deadlines.first(); timed != null; timed = deadlines.first()) {
            if (timed instanceof LiveBridge bridge) {
                bridge.end(System.nanoTime());
            }
            deadlines.remove(timed);
        }
        browserPort.close();
        try {
            selector.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
