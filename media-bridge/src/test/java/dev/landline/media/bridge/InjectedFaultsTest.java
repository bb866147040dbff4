package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.ice.StunWriter;
import dev.landline.media.quality.AudioCause;
import dev.landline.media.quality.AudioVerdict;
import dev.landline.media.quality.Fault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each fault is made on the wire of a real bridge, and its verdict read from the live numbers. All calls go on at once,
 * because each needs some seconds.
 */
class InjectedFaultsTest {
    private static final double LOUD = 8000;
    private static final InetSocketAddress NOWHERE = new InetSocketAddress("198.51.100.1", 4000);

    private static TestEngine engine;
    private static ExecutorService callers;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = TestEngine.start(OpusChoice.AUTO);
        callers = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterAll
    static void closeEngine() {
        callers.close();
        engine.close();
    }

    /** What goes wrong in a call; what it opens beside the call, it adds to be closed. */
    @FunctionalInterface
    private interface Injection {
        void into(TestCall call, List<AutoCloseable> opened) throws Exception;
    }

    private static DynamicTest fault(String what, AudioCause cause, Fault whose, Injection injection) {
        Future<AudioVerdict> verdict = callers.submit(() -> {
            List<AutoCloseable> opened = new ArrayList<>();
            try (TestCall call = new TestCall(engine.engine(), engine.newBrowser(), new TrunkPeer(G711Law.PCMU, 20))) {
                injection.into(call, opened);
                Waiting.until(
                        what + ", last verdict " + cause,
                        () -> call.bridge().stats().verdict().cause() == cause);
                return call.bridge().stats().verdict();
            } finally {
                for (AutoCloseable each : opened) {
                    each.close();
                }
            }
        });
        return DynamicTest.dynamicTest(what, () -> {
            AudioVerdict found = verdict.get(60, TimeUnit.SECONDS);
            assertEquals(cause, found.cause());
            assertEquals(whose, found.fault());
        });
    }

    private static Pacer often(Runnable work) {
        return new Pacer("fault", 20_000_000, work);
    }

    private static void talk(TestCall call) throws Exception {
        call.connectTrunk();
        call.connectBrowser();
        call.awaitSecured();
        call.browser().sendTone(1000, LOUD);
        call.trunk().sendTone(call.trunkLocal(), 1000, LOUD);
    }

    /** The browser talks; what the trunk does is the test's affair. */
    private static void talkToTrunk(TestCall call, TrunkRemote trunk) throws Exception {
        call.bridge().connectTrunk(Side.B, trunk);
        call.connectBrowser();
        call.awaitSecured();
        call.browser().sendTone(1000, LOUD);
    }

    /** The trunk talks; what the browser does is the test's affair. */
    private static void talkToBrowser(TestCall call) {
        call.connectTrunk();
        call.trunk().sendTone(call.trunkLocal(), 1000, LOUD);
        call.bridge().connectBrowser(Side.A, call.browser().description());
    }

    @TestFactory
    Stream<DynamicTest> faultsOfTheBrowserAreRecognized() {
        return Stream.of(
                fault("no check arrives", AudioCause.NO_CHECKS, Fault.NETWORK, (call, _) -> talkToBrowser(call)),
                fault("checks have the wrong password", AudioCause.WRONG_CREDENTIALS, Fault.CALLER, (call, opened) -> {
                    talkToBrowser(call);
                    opened.add(often(() -> check(call, "another password, of another call", true)));
                }),
                fault("no path is nominated", AudioCause.NOT_NOMINATED, Fault.CALLER, (call, opened) -> {
                    talkToBrowser(call);
                    opened.add(often(() -> check(call, call.browserLocal().icePassword(), false)));
                }),
                fault("DTLS is not begun", AudioCause.DTLS_NOT_STARTED, Fault.CALLER, (call, opened) -> {
                    talkToBrowser(call);
                    opened.add(often(() -> check(call, call.browserLocal().icePassword(), true)));
                }),
                fault("DTLS does not come to an end", AudioCause.DTLS_UNFINISHED, Fault.NETWORK, (call, opened) -> {
                    talkToBrowser(call);
                    opened.add(often(() -> {
                        check(call, call.browserLocal().icePassword(), true);
                        sendBeginningOfHello(call);
                    }));
                }),
                fault("the certificate is another", AudioCause.DTLS_FAILED, Fault.CALLER, (call, _) -> {
                    call.connectTrunk();
                    BrowserRemote honest = call.browser().description();
                    call.bridge()
                            .connectBrowser(
                                    Side.A,
                                    BrowserRemote.opus(honest.iceUfrag(), "sha-256", "AB:".repeat(31) + "AB", 111));
                    call.browser().connect(call.browserLocal());
                }),
                fault("SRTP has other keys", AudioCause.WRONG_KEYS, Fault.CALLER, (call, opened) -> {
                    talkToBrowser(call);
                    call.browser().connect(call.browserLocal());
                    call.awaitSecured();
                    opened.add(often(() -> {
                        byte[] packet = call.browser().protectedPacket();
                        packet[packet.length - 1] ^= 1;
                        call.browser().sendRaw(packet);
                    }));
                }),
                fault("the browser sends no packet", AudioCause.NO_MICROPHONE, Fault.CALLER, (call, _) -> {
                    talkToBrowser(call);
                    call.browser().connect(call.browserLocal());
                    call.awaitSecured();
                }),
                fault("the microphone is silent", AudioCause.SILENT_MICROPHONE, Fault.CALLER, (call, _) -> {
                    talk(call);
                    call.browser().sendTone(1000, 0);
                }),
                fault("the browser stops sending", AudioCause.RTP_STOPPED, Fault.CALLER, (call, _) -> {
                    talk(call);
                    call.trunk().meter().assertHears(1000, LOUD);
                    call.browser().mute(true);
                }),
                fault("the browser holds the call", AudioCause.ON_HOLD, Fault.NOBODY, (call, _) -> {
                    talk(call);
                    call.bridge()
                            .connectBrowser(Side.A, call.browser().description().withDirection(true, false));
                }),
                fault("the page is closed", AudioCause.BROWSER_LEFT, Fault.CALLER, (call, _) -> {
                    talk(call);
                    call.browser().close();
                }));
    }

    @TestFactory
    Stream<DynamicTest> faultsOfTheTrunkAreRecognized() {
        return Stream.of(
                fault(
                        "the trunk sends nothing",
                        AudioCause.NO_RTP,
                        Fault.TRUNK,
                        (call, _) -> talkToTrunk(call, call.trunk().description())),
                fault(
                        "the trunk sends from another address",
                        AudioCause.FOREIGN_SOURCE,
                        Fault.TRUNK,
                        (call, opened) -> {
                            TrunkPeer elsewhere = new TrunkPeer(G711Law.PCMU, 20);
                            opened.add(elsewhere);
                            talkToTrunk(call, call.trunk().description());
                            elsewhere.sendTone(call.trunkLocal(), 1000, LOUD);
                        }),
                fault("the trunk sends another codec", AudioCause.WRONG_CODEC, Fault.TRUNK, (call, _) -> {
                    TrunkRemote pcmu = call.trunk().description();
                    talkToTrunk(call, TrunkRemote.of(pcmu.rtp(), pcmu.rtcp(), new MediaFormat(SoundCodec.PCMA, 8)));
                    call.trunk().sendTone(call.trunkLocal(), 1000, LOUD);
                }),
                fault("the trunk sends what is no RTP", AudioCause.NOT_RTP, Fault.TRUNK, (call, opened) -> {
                    talkToTrunk(call, call.trunk().description());
                    byte[] clientHello = {22, (byte) 254, (byte) 253, 0, 0};
                    opened.add(often(() -> call.trunk().sendRaw(call.trunkLocal(), clientHello)));
                }),
                fault("the trunk holds the call", AudioCause.ON_HOLD, Fault.NOBODY, (call, _) -> {
                    talk(call);
                    call.bridge()
                            .connectTrunk(Side.B, call.trunk().description().withDirection(false, false));
                }),
                fault("the trunk's address is 0.0.0.0", AudioCause.CANNOT_SEND, Fault.TRUNK, (call, _) -> {
                    InetSocketAddress unspecified = new InetSocketAddress("0.0.0.0", 4000);
                    talkToTrunk(
                            call,
                            TrunkRemote.of(unspecified, unspecified, new MediaFormat(SoundCodec.PCMU, 0))
                                    .withDirection(true, false));
                }),
                fault(
                        "the kernel lets nothing out",
                        AudioCause.SEND_REFUSED,
                        Fault.GATEWAY,
                        (call, _) -> talkToTrunk(
                                call, TrunkRemote.of(NOWHERE, NOWHERE, new MediaFormat(SoundCodec.PCMU, 0)))),
                fault("the trunk stops sending", AudioCause.RTP_STOPPED, Fault.TRUNK, (call, _) -> {
                    talk(call);
                    call.browser().meter().assertHears(1000, LOUD);
                    call.trunk().stopTone();
                }),
                fault("the trunk sends silence", AudioCause.SILENT_TRUNK, Fault.TRUNK, (call, _) -> {
                    talk(call);
                    call.trunk().sendTone(call.trunkLocal(), 1000, 0);
                }),
                fault("the trunk loses all that we send", AudioCause.NOT_HEARD, Fault.NETWORK, (call, opened) -> {
                    talk(call);
                    opened.add(often(() -> reportLoss(call, 255)));
                }),
                fault("the trunk's reports do not know us", AudioCause.NOT_HEARD, Fault.NETWORK, (call, opened) -> {
                    talk(call);
                    byte[] empty =
                            ByteBuffer.allocate(8).putInt(0x80C90001).putInt(5).array();
                    opened.add(often(() -> call.trunk().sendControl(call.trunkLocal(), empty)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> badSoundIsRecognized() {
        return Stream.of(
                fault("all is well", AudioCause.OK, Fault.NOBODY, (call, _) -> talk(call)),
                fault("a quarter is lost", AudioCause.LOSS, Fault.NETWORK, (call, _) -> {
                    talk(call);
                    call.trunk().dropEvery(4);
                }),
                fault("an eighth comes too late", AudioCause.JITTER, Fault.NETWORK, (call, _) -> {
                    talk(call);
                    call.trunk().delayEvery(8);
                }),
                fault(
                        "a quarter is lost on the way to the trunk",
                        AudioCause.LOSS_AT_PEER,
                        Fault.NETWORK,
                        (call, opened) -> {
                            talk(call);
                            opened.add(often(() -> reportLoss(call, 64)));
                        }));
    }

    @Test
    void aBrowserThatVanishesIsRecognized() throws Exception {
        try (TestEngine impatient = TestEngine.start(OpusChoice.AUTO, 3_000_000_000L, 10);
                TestCall call = impatient.callToTrunk()) {
            call.awaitSecured();
            call.browser().stopChecking();
            awaitVerdict(call.bridge(), AudioCause.CONSENT_LOST);
        }
    }

    @Test
    void aGatewayWithoutPortsIsRecognized() throws Exception {
        MediaSettings onePair = new MediaSettings(
                InetAddress.getLoopbackAddress(),
                Optional.empty(),
                0,
                29_990,
                29_991,
                1,
                OpusChoice.AUTO,
                Optional.empty(),
                10);
        try (MediaEngine small = MediaEngine.start(onePair)) {
            small.open("first", event -> {}).openTrunk(Side.B);
            Bridge second = small.open("second", event -> {});
            assertThrows(PortsExhausted.class, () -> second.openTrunk(Side.B));
            awaitVerdict(second, AudioCause.NO_PORTS);
        }
    }

    /** Whoever blocks the loop delays every call on it: here it is the receiver of an event. */
    @Test
    void aLoopThatStandsStillIsRecognized() throws Exception {
        try (TestEngine slow = TestEngine.start(OpusChoice.AUTO);
                BrowserPeer browser = slow.newBrowser();
                TrunkPeer trunk = new TrunkPeer(G711Law.PCMU, 20);
                Bridge bridge = slow.engine().open("slow", InjectedFaultsTest::dawdle)) {
            BrowserLocal local = bridge.openBrowser(Side.A);
            TrunkLocal trunkLocal = bridge.openTrunk(Side.B);
            bridge.connectTrunk(Side.B, trunk.description());
            bridge.connectBrowser(Side.A, browser.description());
            browser.connect(local);
            browser.awaitSecured(local);
            trunk.sendTone(trunkLocal, 1000, LOUD);
            browser.sendTone(1000, LOUD);
            awaitVerdict(bridge, AudioCause.OVERLOADED);
        }
    }

    private static void dawdle(MediaEvent event) {
        if (event instanceof MediaEvent.FirstSound) {
            long until = System.nanoTime() + 800_000_000L;
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        }
    }

    private static void awaitVerdict(Bridge bridge, AudioCause cause) {
        Waiting.until(cause.code(), () -> bridge.stats().verdict().cause() == cause);
    }

    /** A check as the browser of this call would send it, from its own port. */
    private static void check(TestCall call, String password, boolean useCandidate) {
        String username = call.browserLocal().iceUfrag() + ":"
                + call.browser().description().iceUfrag();
        send(
                call,
                StunWriter.check(new byte[12], username, useCandidate)
                        .integrity(password)
                        .fingerprint());
    }

    /** The header of a ClientHello and nothing of what it announces. */
    private static void sendBeginningOfHello(TestCall call) {
        send(call, new byte[] {22, (byte) 254, (byte) 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 4, 0});
    }

    private static void send(TestCall call, byte[] datagram) {
        call.browser().sendTo(call.browserLocal(), datagram);
    }

    /** A receiver report about our stream toward the trunk: so many of 256 packets were lost. */
    private static void reportLoss(TestCall call, int fraction) {
        ByteBuffer report = ByteBuffer.allocate(32)
                .putInt(0x81C90007)
                .putInt(5)
                .putInt((int) call.trunkLocal().ssrc())
                .putInt(fraction << 24 | 100)
                .putInt(200)
                .putInt(0)
                .putInt(0)
                .putInt(0);
        call.trunk().sendControl(call.trunkLocal(), report.array());
    }
}
