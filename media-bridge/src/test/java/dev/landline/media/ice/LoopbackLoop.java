package dev.landline.media.ice;

import dev.landline.media.net.DatagramPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/** Full ICE on a port of loopback and a thread that does what a media loop does for it. */
final class LoopbackLoop implements IceOwner, AutoCloseable {
    private static final long WATCH_NANOS = 50_000_000;

    private final Selector selector = Selector.open();
    private final DatagramPort port;
    private final IceFull ice;
    private final Thread thread;
    private final Queue<LongConsumer> tasks = new ConcurrentLinkedQueue<>();
    private final byte[] in = new byte[2048];
    final AtomicInteger refusedSends = new AtomicInteger();
    final AtomicInteger refusedChecks = new AtomicInteger();
    final AtomicInteger earlyChecks = new AtomicInteger();
    final Queue<InetSocketAddress> nominations = new ConcurrentLinkedQueue<>();
    volatile boolean consentLost;
    private volatile boolean stopping;

    LoopbackLoop(long consentNanos) throws IOException {
        port = DatagramPort.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 65_536);
        port.register(selector, port);
        ice = new IceFull(port, Optional.empty(), consentNanos, this);
        thread = Thread.ofPlatform().daemon(true).name("loopback-loop").start(this::run);
    }

    IceFull ice() {
        return ice;
    }

    InetSocketAddress address() {
        return port.local();
    }

    void connect(IceRemote remote) {
        tell(now -> ice.connect(remote, now));
    }

    private void run() {
        long nextWatchNanos = System.nanoTime();
        try {
            while (!stopping) {
                selector.select(10);
                selector.selectedKeys().clear();
                long nowNanos = System.nanoTime();
                for (LongConsumer task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.accept(nowNanos);
                }
                for (InetSocketAddress from = port.receive(in); from != null; from = port.receive(in)) {
                    onDatagram(from, port.receivedLength(), nowNanos);
                }
                if (nowNanos - nextWatchNanos >= 0) {
                    nextWatchNanos = nowNanos + WATCH_NANOS;
                    ice.keepWatch(nowNanos);
                    consentLost = ice.isConsentLost(nowNanos);
                }
            }
            port.close();
            selector.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void onDatagram(InetSocketAddress from, int length, long nowNanos) {
        switch (StunCodec.parse(in, 0, length)) {
            case StunParse.Binding(BindingRequest request) -> {
                switch (ice.onRequest(request, from, nowNanos)) {
                    case REFUSED -> refusedChecks.incrementAndGet();
                    case EARLY -> earlyChecks.incrementAndGet();
                    case VALIDATED, NOMINATED, REFRESHED, CONFLICT -> {}
                }
            }
            case StunParse.Irrelevant _ -> ice.onResponse(in, length, from, nowNanos);
            case StunParse.Malformed _ -> refusedChecks.incrementAndGet();
        }
    }

    @Override
    public void tell(LongConsumer taskAtNanos) {
        tasks.add(taskAtNanos);
        selector.wakeup();
    }

    @Override
    public void nominated(InetSocketAddress address) {
        nominations.add(address);
    }

    @Override
    public void sendRefused() {
        refusedSends.incrementAndGet();
    }

    @Override
    public void close() throws IOException {
        try {
            ice.close().get(20, TimeUnit.SECONDS);
            stopping = true;
            thread.join();
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new IOException("the agent did not end", failed);
        }
    }
}
