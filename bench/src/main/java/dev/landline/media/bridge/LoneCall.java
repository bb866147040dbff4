package dev.landline.media.bridge;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusEngine;
import dev.landline.media.codec.OpusEngines;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.dtls.DtlsIdentity;
import dev.landline.media.dtls.DtlsPeer;
import dev.landline.media.ice.IceCredentials;
import dev.landline.media.ice.IceLite;
import dev.landline.media.net.DatagramPort;
import dev.landline.media.net.PortPool;
import dev.landline.media.net.TrunkSocket;
import dev.landline.media.rtp.RtpStream;
import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import dev.landline.media.srtp.SrtpSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * One connected call on a media loop that stands still, so that a benchmark can push packets and beats through it on its
 * own thread and in its own time. The handshake is a real one; what is sent goes to sockets that nobody reads.
 */
final class LoneCall implements AutoCloseable {
    static final int OPUS = 111;
    private static final int PCMU = 0;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long NO_CONSENT_WATCH_NANOS = Long.MAX_VALUE / 4;

    final MediaLoop loop;
    final LiveBridge bridge;
    final BrowserLeg browser;
    final TrunkLeg trunk;
    private final DatagramPort browserSink;
    private final DatagramPort trunkSink;
    // Written by the benchmark's thread, read by the one that carries the peer's handshake.
    private volatile boolean secured;

    /** Leaves the loop's turn for good; the loop survives any exception, so it is none. */
    private static final class HandOver extends Error {
        private static final long serialVersionUID = 1;
    }

    LoneCall(OpusChoice choice, SrtpProfile profile) throws Exception {
        SrtpSession.warmUp(1);
        SplittableRandom random = new SplittableRandom(1);
        InetAddress here = InetAddress.getLoopbackAddress();
        OpusEngine opus = OpusEngines.choose(choice, Optional.empty());
        loop = new MediaLoop("lone", DatagramPort.bind(new InetSocketAddress(here, 0), BUFFER_BYTES), opus, 1);
        bridge = new LiveBridge("lone", loop, this::onEvent);
        browserSink = DatagramPort.bind(new InetSocketAddress(here, 0), BUFFER_BYTES);
        trunkSink = DatagramPort.bind(new InetSocketAddress(here, 0), BUFFER_BYTES);
        TrunkSocket trunkSocket = TrunkSocket.open(here, new PortPool(40_000, 49_999, 0, random), 0)
                .orElseThrow(() -> new IOException("no free port"));
        browser = new BrowserLeg(
                Side.A,
                loop,
                RtpStream.random(random),
                "lone",
                DtlsIdentity.create(Instant.now()),
                new IceLite(IceCredentials.random(), NO_CONSENT_WATCH_NANOS));
        trunk = new TrunkLeg(Side.B, loop, RtpStream.random(random), "lone", trunkSocket, 0);
        connect(profile);
    }

    private void connect(SrtpProfile profile) throws InterruptedException {
        long nowNanos = System.nanoTime();
        bridge.begin(nowNanos);
        bridge.attach(browser, nowNanos);
        bridge.attach(trunk, nowNanos);
        bridge.connectTrunk(
                Side.B,
                TrunkRemote.of(trunkSink.local(), trunkSink.local(), new MediaFormat(SoundCodec.PCMU, PCMU)),
                null,
                nowNanos);
        bridge.connectBrowser(Side.A, BrowserRemote.opus("lone", "sha-256", DtlsPeer.fingerprint(), OPUS));
        shakeHands(profile);
    }

    /** Runs the loop here until keys are agreed; the peer's own datagrams take the short way around sockets. */
    private void shakeHands(SrtpProfile profile) throws InterruptedException {
        DtlsPeer peer = new DtlsPeer(
                List.of(profile),
                0,
                (bytes, offset, length) -> browser.onDtls(Arrays.copyOfRange(bytes, offset, offset + length)));
        Thread carrier = Thread.ofPlatform().daemon(true).start(() -> carryTo(peer));
        browser.onNominated(browserSink.local());
        CompletableFuture<SrtpKeys> keys = peer.connect();
        try {
            loop.run();
        } catch (HandOver _) {
            // From here on the loop stands still.
        }
        keys.join();
        secured = true;
        carrier.join();
    }

    private void carryTo(DtlsPeer peer) {
        byte[] in = new byte[MediaLoop.PACKET_BYTES];
        try {
            while (!secured) {
                if (browserSink.receive(in) == null) {
                    Thread.sleep(1);
                } else {
                    peer.offer(Arrays.copyOf(in, browserSink.receivedLength()));
                }
            }
        } catch (IOException | InterruptedException closed) {
            // The benchmark is over.
        }
    }

    private void onEvent(MediaEvent event) {
        if (event instanceof MediaEvent.Secured) {
            loop.tell(() -> {
                throw new HandOver();
            });
        }
    }

    @Override
    public void close() {
        bridge.end(System.nanoTime());
        loop.abandon();
        browserSink.close();
        trunkSink.close();
    }
}
