package dev.landline.gateway.demo;

import dev.landline.media.net.PortPool;
import dev.landline.sip.SipEvent;
import dev.landline.sip.stack.SipLimits;
import dev.landline.sip.stack.SipSettings;
import dev.landline.sip.stack.SipStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small telephone network to try the gateway on: a SIP and RTP endpoint of its own that the gateway reaches over UDP
 * like any carrier, so that a demo call takes the way of every call. What it offers is in {@link DemoNumbers}.
 *
 * <p>One platform thread, {@code demo-pstn}, owns all calls and their sockets; the SIP stack's threads reach it through
 * a bounded queue.
 */
public final class DemoPstn implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoPstn.class);
    private static final int MAX_WAITING_EVENTS = 4_096;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long PORT_REST_NANOS = 2_000_000_000;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);
    private static final String GATEWAY = "gateway";

    private final BlockingQueue<SipEvent> events = new ArrayBlockingQueue<>(MAX_WAITING_EVENTS);
    private final List<SipEvent> batch = new ArrayList<>();
    private final LongAdder dropped = new LongAdder();
    private final Selector selector;
    private final SipStack stack;
    private final DemoExchange exchange;
    private final Thread loop;

    /** Written once by the closing thread, read by the loop. */
    private volatile boolean closing;

    /** Written by the loop for whoever wants to know. */
    private volatile int calls;

    private volatile long refusedPackets;

    private DemoPstn(DemoSettings settings, Selector selector) {
        this.selector = selector;
        SecureRandom random = new SecureRandom();
        PortPool ports = new PortPool(settings.rtpFirst(), settings.rtpLast(), PORT_REST_NANOS, random);
        SipLimits standard = SipLimits.standard();
        SipLimits limits = new SipLimits(
                standard.messageBytes(), standard.headers(), standard.idle(), standard.connectionsPerAddress(), 400);
        SipSettings sip =
                new SipSettings(settings.address(), Optional.empty(), settings.sipPort(), 0, settings.domain(), limits);
        PromptLibrary prompts = PromptLibrary.synthesise();
        this.stack = SipStack.start(sip, _ -> Optional.empty(), from -> trunkAt(settings, from), this::offer);
        this.exchange = new DemoExchange(settings, prompts, selector, random, ports, stack::newLeg, stack::send);
        this.loop = Thread.ofPlatform().name("demo-pstn").daemon(true).unstarted(this::run);
    }

    /**
     * Opens the SIP port and begins to take calls.
     *
     * @throws dev.landline.sip.stack.SipStartException when the SIP port cannot be opened
     * @throws IllegalArgumentException when the RTP range has no pair of ports
     */
    public static DemoPstn start(DemoSettings settings) {
        Selector selector = openSelector();
        try {
            DemoPstn pstn = new DemoPstn(settings, selector);
            pstn.loop.start();
            return pstn;
        } catch (RuntimeException e) {
            close(selector);
            throw e;
        }
    }

    private static Selector openSelector() {
        try {
            return Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("The demo PSTN could not open a selector.", e);
        }
    }

    private static void close(Selector selector) {
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("The demo PSTN's selector did not close cleanly", e);
        }
    }

    /** Calls that are up or in the making. */
    public int calls() {
        return calls;
    }

    /** RTP and RTCP packets that calls now over did not take: a foreign address or malformed. */
    public long refusedPackets() {
        return refusedPackets;
    }

    /** SIP events dropped because the queue was full. */
    public long droppedEvents() {
        return dropped.sum();
    }

    private static Optional<String> trunkAt(DemoSettings settings, InetSocketAddress from) {
        boolean known = from.getAddress().isLoopbackAddress()
                || from.getAddress().equals(settings.gatewaySip().getAddress());
        return known ? Optional.of(GATEWAY) : Optional.empty();
    }

    private void offer(SipEvent event) {
        if (events.offer(event)) {
            selector.wakeup();
        } else {
            dropped.increment();
        }
    }

    private void run() {
        try {
            while (!closing) {
                turn();
            }
        } catch (IOException e) {
            LOG.error("The demo PSTN stops: its selector failed", e);
        } finally {
            exchange.close(System.nanoTime());
            calls = exchange.calls();
        }
    }

    private void turn() throws IOException {
        events.drainTo(batch);
        for (SipEvent event : batch) {
            exchange.on(event, System.nanoTime());
        }
        batch.clear();
        long idleNanos = exchange.advance(System.nanoTime());
        calls = exchange.calls();
        refusedPackets = exchange.refusedPackets();
        if (idleNanos == Long.MAX_VALUE) {
            selector.select(this::arrived);
        } else {
            // Rounded up: a frame that leaves a fraction of a millisecond late costs less than a spinning thread.
            selector.select(this::arrived, idleNanos / NANOS_PER_MILLI + 1);
        }
    }

    private void arrived(SelectionKey key) {
        if (key.attachment() instanceof DemoExchange.Arrival what) {
            exchange.arrived(what, System.nanoTime());
        }
    }

    /** Hangs up every call and closes the ports; takes up to a few seconds. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            loop.join(LONGEST_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stack.close();
        close(selector);
    }
}
