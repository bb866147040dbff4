package dev.landline.media.bridge;

import dev.landline.media.ice.IceCandidate;
import dev.landline.media.ice.IceCredentials;
import dev.landline.media.ice.IceLite;
import dev.landline.media.net.CallPort;
import dev.landline.media.net.PortPool;
import dev.landline.media.net.TrunkSocket;
import dev.landline.media.record.Capture;
import dev.landline.media.record.CaptureSettings;
import dev.landline.media.record.Recording;
import dev.landline.media.record.RecordingSettings;
import dev.landline.media.record.RecordingState;
import dev.landline.media.record.RecordingsExhausted;
import dev.landline.media.rtp.RtpStream;
import dev.landline.media.sound.MixerPort;
import dev.landline.media.sound.SoundSource;
import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What call control holds of a bridge: makes what can be made on the caller's thread (credentials, sockets) and queues
 * the rest for the loop. Safe from any thread.
 */
final class BridgeProxy implements Bridge {
    /** A STUN server nearby answers in a tenth of it; a dead one must not hold up the call. */
    private static final long GATHERING_MILLIS = 500;

    private final MediaEngine engine;
    private final MediaLoop loop;
    private final LiveBridge live;
    private final Map<Side, Long> trunkSsrcs = new EnumMap<>(Side.class);
    /** The ports of browsers in full mode. */
    private final Map<Side, CallIngress> ingresses = new EnumMap<>(Side.class);

    private final Set<Side> opened = EnumSet.noneOf(Side.class);
    private final AtomicLong plays = new AtomicLong();
    private boolean closed;
    private Recording recording;
    private Capture capture;

    BridgeProxy(MediaEngine engine, MediaLoop loop, LiveBridge live) {
        this.engine = engine;
        this.loop = loop;
        this.live = live;
    }

    /** Claims a side; guards against programming mistakes of call control. */
    private synchronized void claim(Side side) {
        if (closed) {
            throw new IllegalStateException("the bridge is closed");
        }
        if (!opened.add(side)) {
            throw new IllegalStateException("end " + side + " is open already");
        }
    }

    private synchronized void unclaim(Side side) {
        opened.remove(side);
    }

    @Override
    public BrowserLocal openBrowser(Side side) throws PortsExhausted {
        claim(side);
        return switch (engine.ice().mode()) {
            case LITE -> openOnSharedPort(side);
            case FULL -> openOnOwnPort(side);
        };
    }

    private BrowserLocal openOnSharedPort(Side side) {
        IceLite ice = new IceLite(IceCredentials.random(), engine.consentNanos());
        RtpStream stream = RtpStream.random(engine.random());
        String cname = engine.newCname();
        BrowserLeg leg = new BrowserLeg(side, loop, stream, cname, engine.identity(), ice);
        loop.tell(() -> live.attach(leg, System.nanoTime()));
        InetSocketAddress candidate = new InetSocketAddress(
                engine.browsers().shown(), loop.browserPort().local().getPort());
        List<IceCandidate> candidates = List.of(IceCandidate.host(candidate));
        return describe(ice.credentials(), candidates, true, stream, cname);
    }

    private BrowserLocal openOnOwnPort(Side side) throws PortsExhausted {
        CallIngress ingress = newIngress(side);
        RtpStream stream = RtpStream.random(engine.random());
        String cname = engine.newCname();
        BrowserLeg leg = new BrowserLeg(side, loop, stream, cname, engine.identity(), ingress);
        remember(side, ingress);
        if (!loop.tell(() -> live.attach(leg, System.nanoTime()))) {
            leg.release(System.nanoTime());
            throw new PortsExhausted("the media loop is overloaded");
        }
        List<IceCandidate> candidates = ingress.ice().gather(engine.ice().stunServers(), GATHERING_MILLIS);
        return describe(ingress.ice().credentials(), candidates, false, stream, cname);
    }

    private CallIngress newIngress(Side side) throws PortsExhausted {
        try {
            CallPort port = CallPort.open(
                            engine.browsers().local(), engine.icePorts(), engine.dscp(), System.nanoTime())
                    .orElseThrow(() -> new IOException("all are in use"));
            return new CallIngress(loop, port, engine.browsers().advertise(), engine.consentNanos());
        } catch (IOException failed) {
            unclaim(side);
            throw new PortsExhausted("no port for a browser can be opened: " + failed.getMessage());
        }
    }

    private BrowserLocal describe(
            IceCredentials credentials, List<IceCandidate> candidates, boolean lite, RtpStream stream, String cname) {
        return new BrowserLocal(
                credentials.ufrag(),
                credentials.password(),
                candidates.stream()
                        .filter(candidate -> candidate.base().isEmpty())
                        .map(IceCandidate::address)
                        .toList(),
                candidates.stream()
                        .filter(candidate -> candidate.base().isPresent())
                        .toList(),
                lite,
                engine.identity().fingerprint(),
                Integer.toUnsignedLong(stream.ssrc()),
                cname);
    }

    @Override
    public Optional<IceCredentials> restartIce(Side side) {
        return switch (engine.ice().mode()) {
            case LITE -> {
                IceCredentials fresh = IceCredentials.random();
                loop.tell(() -> live.restartIce(side, fresh));
                yield Optional.of(fresh);
            }
            case FULL -> restartOnOwnPort(side);
        };
    }

    private Optional<IceCredentials> restartOnOwnPort(Side side) {
        CallIngress ingress = ingress(side).orElseThrow(() -> new IllegalStateException("no browser is at " + side));
        try {
            CallIngress.Round fresh = ingress.newRound();
            if (loop.tell(() -> ingress.restart(fresh))) {
                return Optional.of(fresh.credentials());
            }
            fresh.discard();
            return Optional.empty();
        } catch (IOException noDescriptor) {
            return Optional.empty();
        }
    }

    @Override
    public void connectBrowser(Side side, BrowserRemote remote) {
        loop.tell(() -> live.connectBrowser(side, remote));
    }

    @Override
    public TrunkLocal openTrunk(Side side) throws PortsExhausted {
        claim(side);
        TrunkSocket socket;
        try {
            PortPool ports = engine.trunkPorts();
            socket = TrunkSocket.open(engine.localAddress(), ports, engine.dscp(), System.nanoTime())
                    .orElseThrow(() -> new PortsExhausted("all " + ports.size() + " trunk port pairs are in use"));
        } catch (IOException failed) {
            live.portsExhausted = true;
            unclaim(side);
            throw new PortsExhausted("no trunk port can be opened: " + failed.getMessage());
        } catch (PortsExhausted full) {
            live.portsExhausted = true;
            unclaim(side);
            throw full;
        }
        RtpStream stream = RtpStream.random(engine.random());
        TrunkLeg leg = new TrunkLeg(side, loop, stream, engine.newCname(), socket, engine.trunkSilenceNanos());
        remember(side, Integer.toUnsignedLong(stream.ssrc()));
        if (!loop.tell(() -> live.attach(leg, System.nanoTime()))) {
            leg.release(System.nanoTime());
            throw new PortsExhausted("the media loop is overloaded");
        }
        return new TrunkLocal(
                new InetSocketAddress(
                        engine.advertisedAddress(), socket.rtp().local().getPort()),
                new InetSocketAddress(
                        engine.advertisedAddress(), socket.rtcp().local().getPort()),
                Integer.toUnsignedLong(stream.ssrc()));
    }

    @Override
    public void connectTrunk(Side side, TrunkRemote remote) {
        SrtpSession session = remote.keys().map(keys -> newSession(side, keys)).orElse(null);
        if (!loop.tell(() -> live.connectTrunk(side, remote, session, System.nanoTime())) && session != null) {
            session.close();
        }
    }

    /** Made here, on the caller's thread: deriving keys takes up to a millisecond. */
    private SrtpSession newSession(Side side, SrtpKeys keys) {
        try {
            return new SrtpSession(keys, ssrc(side));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("the JDK lacks SRTP's ciphers", missing);
        }
    }

    private synchronized void remember(Side side, long ssrc) {
        trunkSsrcs.put(side, ssrc);
    }

    private synchronized long ssrc(Side side) {
        Long ssrc = trunkSsrcs.get(side);
        if (ssrc == null) {
            throw new IllegalStateException("end " + side + " is not open toward a trunk");
        }
        return ssrc;
    }

    @Override
    public void press(Side side, char digit, int millis) {
        loop.tell(() -> live.press(side, digit, millis, System.nanoTime()));
    }

    @Override
    public synchronized Recording record(RecordingSettings wanted, Consumer<RecordingState> events)
            throws RecordingsExhausted {
        if (closed || (recording != null && !recording.isStopping())) {
            throw new IllegalStateException(closed ? "the bridge is closed" : "the call is recorded already");
        }
        Recording begun = engine.recordings().record(wanted, events);
        if (!loop.tell(() -> live.record(begun, wanted.beep(), System.nanoTime()))) {
            begun.stop();
            throw new RecordingsExhausted("the media loop is overloaded");
        }
        recording = begun;
        return begun;
    }

    @Override
    public synchronized Capture capture(CaptureSettings wanted, Consumer<RecordingState> events)
            throws RecordingsExhausted {
        if (closed || (capture != null && !capture.isStopping())) {
            throw new IllegalStateException(closed ? "the bridge is closed" : "the call is captured already");
        }
        Capture begun = engine.recordings().capture(wanted, events);
        InetAddress advertised = engine.advertisedAddress();
        if (!loop.tell(() -> live.capture(begun, advertised, System.nanoTime()))) {
            begun.stop();
            throw new RecordingsExhausted("the media loop is overloaded");
        }
        capture = begun;
        return begun;
    }

    @Override
    public void extendReports(Side side, ReportWishes wishes) {
        loop.tell(() -> live.extendReports(side, wishes));
    }

    @Override
    public void digitsAsTones(Side side, boolean tones) {
        loop.tell(() -> live.sounds().digitsAsTones(side, tones, System.nanoTime()));
    }

    @Override
    public long play(Side toward, SoundSource source) {
        long id = plays.incrementAndGet();
        loop.tell(() -> live.sounds().play(toward, source, id, System.nanoTime()));
        return id;
    }

    @Override
    public void stopPlaying(Side toward) {
        loop.tell(() -> live.sounds().stop(toward, System.nanoTime()));
    }

    @Override
    public boolean join(Side side, Conference conference) {
        if (!conference.reserve()) {
            return false;
        }
        MixerPort port = new MixerPort();
        boolean told = loop.tell(() -> live.sounds().join(side, conference, port, System.nanoTime()));
        if (!told) {
            conference.unreserve();
        }
        return told;
    }

    @Override
    public void leave(Side side) {
        loop.tell(() -> live.sounds().leave(side, System.nanoTime()));
    }

    @Override
    public void dismiss(Side side) {
        if (surrender(side)) {
            loop.tell(() -> live.dismiss(side, System.nanoTime()));
        }
    }

    @Override
    public boolean adopt(Side side, Bridge from, Side fromSide) {
        if (!(from instanceof BridgeProxy other) || other.loop != loop || other == this) {
            return false;
        }
        claim(side);
        Optional<Long> ssrc = other.trunkSsrc(fromSide);
        Optional<CallIngress> ingress = other.ingress(fromSide);
        if (!other.surrender(fromSide)) {
            unclaim(side);
            return false;
        }
        ssrc.ifPresent(value -> remember(side, value));
        ingress.ifPresent(port -> remember(side, port));
        // In an overloaded loop's place the end is lost: its bridge releases it when that closes.
        return loop.tell(() -> {
            long nowNanos = System.nanoTime();
            Leg leg = other.live.detach(fromSide, nowNanos);
            if (leg != null) {
                live.adopt(leg, side, nowNanos);
            }
        });
    }

    /** Gives a side up; false when it was not open. */
    private synchronized boolean surrender(Side side) {
        trunkSsrcs.remove(side);
        ingresses.remove(side);
        return !closed && opened.remove(side);
    }

    private synchronized Optional<Long> trunkSsrc(Side side) {
        return Optional.ofNullable(trunkSsrcs.get(side));
    }

    private synchronized Optional<CallIngress> ingress(Side side) {
        return Optional.ofNullable(ingresses.get(side));
    }

    private synchronized void remember(Side side, CallIngress ingress) {
        ingresses.put(side, ingress);
    }

    /** The loop that its legs belong to. */
    MediaLoop loop() {
        return loop;
    }

    @Override
    public BridgeStats stats() {
        return live.stats();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!loop.tell(() -> live.end(System.nanoTime()))) {
            live.closeRequested = true;
        }
    }
}
