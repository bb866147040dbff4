package dev.landline.media.bridge;

import dev.landline.media.codec.OpusEngine;
import dev.landline.media.codec.OpusEngines;
import dev.landline.media.codec.OpusUnavailable;
import dev.landline.media.dtls.DtlsIdentity;
import dev.landline.media.dtls.DtlsRehearsal;
import dev.landline.media.ice.BrowserAddress;
import dev.landline.media.ice.IceLite;
import dev.landline.media.ice.IceMode;
import dev.landline.media.ice.IceRehearsal;
import dev.landline.media.ice.IceSettings;
import dev.landline.media.net.DatagramPort;
import dev.landline.media.net.PortPool;
import dev.landline.media.record.RecordingDesk;
import dev.landline.media.srtp.SrtpSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media of the whole process: its loops with their ports, its DTLS certificate, its trunk ports. Started once; calls
 * open bridges on it from any thread.
 */
public final class MediaEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaEngine.class);

    /** 500 browsers may send in the same millisecond; the kernel grants at most net.core.rmem_max. */
    private static final int BROWSER_RECEIVE_BUFFER_BYTES = 4 << 20;

    /** Longer than the retransmissions and the delay of a call that has just ended. */
    private static final long PORT_REST_NANOS = 10_000_000_000L;

    private static final int SRTP_WARM_UP_PACKETS = 2_000;

    private final MediaSettings settings;
    private final DtlsIdentity identity;
    private final OpusEngine opus;
    private final SecureRandom random;
    private final PortPool trunkPorts;
    private final PortPool icePorts;
    private final long consentNanos;
    private final List<MediaLoop> loops;
    private final MediaCounters counters;
    private final RecordingDesk recordings;

    private MediaEngine(
            MediaSettings settings,
            DtlsIdentity identity,
            OpusEngine opus,
            SecureRandom random,
            PortPool trunkPorts,
            long consentNanos,
            List<MediaLoop> loops) {
        this.settings = settings;
        this.identity = identity;
        this.opus = opus;
        this.random = random;
        this.consentNanos = consentNanos;
        this.loops = List.copyOf(loops);
        this.trunkPorts = trunkPorts;
        this.icePorts =
                PortPool.ofSingles(settings.ice().firstPort(), settings.ice().lastPort(), PORT_REST_NANOS, random);
        this.recordings = new RecordingDesk(opus, settings.maxBridges());
        this.counters =
                new MediaCounters(loops.stream().map(loop -> loop.counters).toList());
    }

    /**
     * Warms codecs, ciphers and the handshake, then opens the browser ports and starts the loops. Takes about a second.
     *
     * @throws MediaStartFailure when a port is taken, an address is not ours, or the wanted Opus is missing
     */
    public static MediaEngine start(MediaSettings settings) throws MediaStartFailure {
        return start(settings, IceLite.CONSENT_NANOS);
    }

    /** With a shorter consent, for tests that cannot wait half a minute. */
    static MediaEngine start(MediaSettings settings, long consentNanos) throws MediaStartFailure {
        BrowserAddress browsers = browsers(settings);
        if ((settings.address().isAnyLocalAddress() && settings.advertise().isEmpty())
                || browsers.shown().isAnyLocalAddress()) {
            throw new IllegalArgumentException("a wildcard address needs an address to advertise");
        }
        if (browsers.local().isAnyLocalAddress() && settings.ice().mode() == IceMode.FULL) {
            throw new IllegalArgumentException("ICE full mode needs one address, not the wildcard");
        }
        SecureRandom random = new SecureRandom();
        PortPool trunkPorts =
                new PortPool(settings.trunkPortFirst(), settings.trunkPortLast(), PORT_REST_NANOS, random);
        long begunNanos = System.nanoTime();
        DtlsIdentity identity;
        OpusEngine opus;
        try {
            // Side by side: each is mostly class loading and the JIT's work.
            CompletableFuture<DtlsIdentity> handshake = CompletableFuture.supplyAsync(MediaEngine::rehearse);
            CompletableFuture<Void> ciphers = CompletableFuture.runAsync(MediaEngine::warmCiphers);
            CompletableFuture<Void> checks = CompletableFuture.runAsync(() -> rehearseIce(settings));
            opus = OpusEngines.choose(settings.opus(), settings.opusLibrary());
            opus.warmUp();
            ciphers.join();
            checks.join();
            identity = handshake.join();
        } catch (OpusUnavailable missing) {
            throw new MediaStartFailure(missing.getMessage(), missing);
        } catch (CompletionException failed) {
            throw new MediaStartFailure("the media engine cannot warm up", failed.getCause());
        }
        List<MediaLoop> loops = openLoops(settings, opus, random);
        loops.forEach(MediaLoop::start);
        LOG.info(
                "media ready in {} ms: {}, {} loops from port {}",
                (System.nanoTime() - begunNanos) / 1_000_000,
                opus.description(),
                loops.size(),
                loops.getFirst().browserPort().local().getPort());
        return new MediaEngine(settings, identity, opus, random, trunkPorts, consentNanos, loops);
    }

    private static DtlsIdentity rehearse() {
        DtlsIdentity identity = DtlsIdentity.create(Instant.now());
        DtlsRehearsal.run(identity);
        return identity;
    }

    private static void rehearseIce(MediaSettings settings) {
        IceRehearsal.run();
        if (settings.ice().mode() == IceMode.FULL) {
            IceRehearsal.runFull(browsers(settings).local());
        }
    }

    private static void warmCiphers() {
        try {
            SrtpSession.warmUp(SRTP_WARM_UP_PACKETS);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("the JDK lacks SRTP's ciphers", missing);
        }
    }

    private static List<MediaLoop> openLoops(MediaSettings settings, OpusEngine opus, SecureRandom random)
            throws MediaStartFailure {
        List<MediaLoop> loops = new ArrayList<>();
        InetAddress address = browsers(settings).local();
        for (int n = 0; n < loopCount(settings); n++) {
            int port = settings.browserPort() == 0 ? 0 : settings.browserPort() + n;
            try {
                DatagramPort browsers = DatagramPort.bind(
                        new InetSocketAddress(address, port), BROWSER_RECEIVE_BUFFER_BYTES, settings.dscp());
                loops.add(new MediaLoop("media-" + n, browsers, opus, random.nextLong()));
            } catch (IOException taken) {
                loops.forEach(MediaLoop::abandon);
                throw new MediaStartFailure(
                        "cannot open UDP port " + port + " on " + address.getHostAddress() + ": " + taken.getMessage(),
                        taken);
            }
        }
        return loops;
    }

    private static int loopCount(MediaSettings settings) {
        if (settings.loops() > 0) {
            return settings.loops();
        }
        // Signalling is light next to media, so small machines give media every core.
        int cores = Runtime.getRuntime().availableProcessors();
        return cores <= 2 ? cores : cores - 1;
    }

    /**
     * Opens a bridge on one of the loops; see {@link LoopChoice}.
     *
     * @param callId for logs
     * @param events told on media threads what happens; must copy, enqueue and return
     * @throws BridgesExhausted when as many are open as the settings allow
     */
    public Bridge open(String callId, Consumer<MediaEvent> events) throws BridgesExhausted {
        return open(callId, events, Optional.empty());
    }

    /**
     * Opens a bridge on the loop of another, so that one may take over an end of the other.
     *
     * @param beside empty when any loop will do
     */
    public synchronized Bridge open(String callId, Consumer<MediaEvent> events, Optional<Bridge> beside)
            throws BridgesExhausted {
        if (openBridges() >= settings.maxBridges()) {
            throw new BridgesExhausted("all " + settings.maxBridges() + " bridges are in use");
        }
        MediaLoop chosen = beside.filter(BridgeProxy.class::isInstance)
                .map(bridge -> ((BridgeProxy) bridge).loop())
                .orElseGet(this::leastBusy);
        LiveBridge live = new LiveBridge(callId, chosen, events);
        chosen.bridges.incrementAndGet();
        if (!chosen.tell(() -> live.begin(System.nanoTime()))) {
            chosen.bridges.decrementAndGet();
            throw new BridgesExhausted("the media loop is overloaded");
        }
        return new BridgeProxy(this, chosen, live);
    }

    private MediaLoop leastBusy() {
        return loops.get(LoopChoice.among(
                loops.stream().mapToInt(loop -> loop.bridges.get()).toArray()));
    }

    /**
     * Opens a conference on the loop that has the fewest bridges.
     *
     * @param name for logs
     */
    public Conference openConference(String name) {
        return new Conference(name, false, leastBusy());
    }

    /** Opens a place for one, who hears itself there. */
    public Conference openEcho(String name) {
        return new Conference(name, true, leastBusy());
    }

    /** Open bridges over all loops. */
    public int openBridges() {
        return loops.stream().mapToInt(loop -> loop.bridges.get()).sum();
    }

    /** Ports that browsers have to themselves in ICE full mode. */
    public int icePortsInUse() {
        return icePorts.inUse();
    }

    /** Trunk port pairs in use. */
    public int trunkPortsInUse() {
        return trunkPorts.inUse();
    }

    /** Opus encoders and decoders of calls and recordings that are open. */
    public int openCodecs() {
        return opus.openCodecs();
    }

    public MediaCounters counters() {
        return counters;
    }

    /** Which Opus runs, in words. */
    public String opusDescription() {
        return opus.description();
    }

    RecordingDesk recordings() {
        return recordings;
    }

    DtlsIdentity identity() {
        return identity;
    }

    SecureRandom random() {
        return random;
    }

    PortPool trunkPorts() {
        return trunkPorts;
    }

    PortPool icePorts() {
        return icePorts;
    }

    IceSettings ice() {
        return settings.ice();
    }

    BrowserAddress browsers() {
        return browsers(settings);
    }

    private static BrowserAddress browsers(MediaSettings settings) {
        return settings.ice().at().orElse(new BrowserAddress(settings.address(), settings.advertise()));
    }

    long consentNanos() {
        return consentNanos;
    }

    int dscp() {
        return settings.dscp();
    }

    /** 0 when silence is never reported. */
    long trunkSilenceNanos() {
        return settings.trunkSilence().toNanos();
    }

    InetAddress localAddress() {
        return settings.address();
    }

    InetAddress advertisedAddress() {
        return settings.advertise().orElse(settings.address());
    }

    /** 96 random bits, as RFC 7022 section 4.2 asks; says nothing about machine or person. */
    String newCname() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Ends every bridge, closes every port and completes every file. */
    @Override
    public void close() {
        loops.forEach(MediaLoop::close);
        recordings.close();
    }
}
