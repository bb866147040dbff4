package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusEngine;
import dev.landline.media.codec.OpusEngines;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.ice.IceSettings;
import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SRTP toward trunks, whose packets are taken, both families of addresses, and trunks that fall silent. */
class TrunkSecurityTest {
    private static final double AMPLITUDE = 8000;

    /** The counters of the engine that all these calls share: who reads them must be alone in making them grow. */
    private static final String REFUSALS = "refusals";

    private static MediaEngine engine;
    private static OpusEngine opus;

    /** Two trunks on one bridge: the plain one on side A, the one that is tried out on side B. */
    private static final class Call implements AutoCloseable {
        final Queue<MediaEvent> events = new ConcurrentLinkedQueue<>();
        final CodecPeer plain;
        final CodecPeer tried;
        final Bridge bridge;
        final TrunkLocal plainLocal;
        final TrunkLocal local;

        Call(MediaEngine on, InetAddress address) throws Exception {
            plain = new CodecPeer(opus, address, SoundCodec.PCMU, 20);
            tried = new CodecPeer(opus, address, SoundCodec.PCMA, 20);
            bridge = on.open("trunks", events::add);
            plainLocal = bridge.openTrunk(Side.A);
            local = bridge.openTrunk(Side.B);
            bridge.connectTrunk(Side.A, plain.description());
        }

        void describe(TrunkRemote description) {
            bridge.connectTrunk(Side.B, description);
        }

        void talk() {
            plain.sendTone(plainLocal, 700, AMPLITUDE);
            tried.sendTone(local, 1300, AMPLITUDE);
        }

        void assertHeardBothWays() {
            plain.meter().assertHears(1300, AMPLITUDE);
            tried.meter().assertHears(700, AMPLITUDE);
        }

        long silences() {
            return events.stream()
                    .filter(MediaEvent.TrunkSilent.class::isInstance)
                    .count();
        }

        @Override
        public void close() {
            bridge.close();
            plain.close();
            tried.close();
        }
    }

    @BeforeAll
    static void startEngine() throws Exception {
        engine = start(InetAddress.getLoopbackAddress(), Duration.ofSeconds(2));
        opus = OpusEngines.choose(OpusChoice.AUTO, Optional.empty());
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    private static MediaEngine start(InetAddress address, Duration silence) throws Exception {
        return MediaEngine.start(new MediaSettings(
                address,
                Optional.empty(),
                0,
                20_000,
                29_999,
                1,
                OpusChoice.AUTO,
                Optional.empty(),
                100,
                IceSettings.lite(),
                MediaSettings.EXPEDITED_FORWARDING,
                silence));
    }

    private static Call call() throws Exception {
        return new Call(engine, InetAddress.getLoopbackAddress());
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @EnumSource
    void anEncryptedTrunkIsHeardAndHears(SrtpProfile profile) throws Exception {
        try (Call call = call()) {
            List<SrtpKeys> keys = CodecPeer.newKeys(profile);
            call.tried.useKeys(keys.get(1));
            call.describe(call.tried.description().withKeys(keys.get(0)));
            call.talk();
            call.assertHeardBothWays();
            assertEquals(0, call.tried.unreadable());
        }
    }

    @Execution(CONCURRENT)
    @ResourceLock(REFUSALS)
    @Test
    void newKeysTakeTheirPlaceBetweenTwoPackets() throws Exception {
        try (Call call = call()) {
            List<SrtpKeys> keys = CodecPeer.newKeys(SrtpProfile.AEAD_AES_128_GCM);
            call.tried.useKeys(keys.get(1));
            call.describe(call.tried.description().withKeys(keys.get(0)));
            call.talk();
            call.assertHeardBothWays();
            List<SrtpKeys> others = CodecPeer.newKeys(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
            call.describe(call.tried.description().withKeys(others.get(0)));
            call.tried.useKeys(others.get(1));
            call.assertHeardBothWays();
            assertEquals(0, call.tried.ssrcChanges());
            // Only what was on its way during the change could not be read.
            assertTrue(call.tried.unreadable() < 25, call.tried.unreadable() + " packets");
        }
    }

    /** A hold says the same keys again: nothing of the stream is lost to it. */
    @Execution(CONCURRENT)
    @Test
    void theSameKeysSaidAgainChangeNothing() throws Exception {
        try (Call call = call()) {
            List<SrtpKeys> keys = CodecPeer.newKeys(SrtpProfile.AES_CM_128_HMAC_SHA1_32);
            call.tried.useKeys(keys.get(1));
            TrunkRemote description = call.tried.description().withKeys(keys.get(0));
            call.describe(description);
            call.talk();
            call.assertHeardBothWays();
            call.describe(description.withDirection(false, true));
            call.describe(description);
            call.assertHeardBothWays();
            assertEquals(0, call.tried.unreadable() + call.tried.ssrcChanges());
        }
    }

    @Execution(CONCURRENT)
    @ResourceLock(REFUSALS)
    @Test
    void plainPacketsAreNotHeardWhereKeysAreAgreed() throws Exception {
        try (Call call = call()) {
            SrtpKeys ours =
                    CodecPeer.newKeys(SrtpProfile.AES_CM_128_HMAC_SHA1_80).get(0);
            call.describe(call.tried.description().withKeys(ours));
            long before = engine.counters().value(MediaCounter.SRTP_AUTH_FAILED)
                    + engine.counters().value(MediaCounter.SRTP_SOURCE_LIMIT);
            call.talk();
            Waiting.until(
                    "refusals",
                    () -> engine.counters().value(MediaCounter.SRTP_AUTH_FAILED)
                                    + engine.counters().value(MediaCounter.SRTP_SOURCE_LIMIT)
                            > before + 20);
            assertEquals(0, call.bridge.stats().b().packetsReceived());
            assertTrue(call.plain.meter().peak() < 50);
        }
    }

    @Execution(CONCURRENT)
    @ResourceLock(REFUSALS)
    @Test
    void packetsFromAnotherPortAreRefusedUnlessLatchingIsAllowed() throws Exception {
        try (Call call = call();
                DatagramSocket other = socket()) {
            call.describe(call.tried.description());
            call.tried.sendFrom(other);
            long before = engine.counters().value(MediaCounter.RTP_FOREIGN_SOURCE);
            call.talk();
            Waiting.until("refusals", () -> engine.counters().value(MediaCounter.RTP_FOREIGN_SOURCE) > before + 20);
            assertTrue(call.plain.meter().peak() < 50);
        }
    }

    @Execution(CONCURRENT)
    @ResourceLock(REFUSALS)
    @Test
    void aTrunkBehindNatIsFollowedWhereThatIsAllowed() throws Exception {
        try (Call call = call();
                DatagramSocket other = socket()) {
            long before = engine.counters().value(MediaCounter.RTP_LATCHED);
            call.describe(call.tried.description().withLatching());
            call.tried.sendFrom(other);
            call.talk();
            call.plain.meter().assertHears(1300, AMPLITUDE);
            assertEquals(before + 1, engine.counters().value(MediaCounter.RTP_LATCHED));
        }
    }

    @Execution(CONCURRENT)
    @ResourceLock(REFUSALS)
    @Test
    void nobodyTakesAStreamOverAfterItsFirstPackets() throws Exception {
        try (Call call = call();
                DatagramSocket other = socket()) {
            call.describe(call.tried.description().withLatching());
            call.talk();
            call.assertHeardBothWays();
            long before = engine.counters().value(MediaCounter.RTP_FOREIGN_SOURCE);
            call.tried.sendFrom(other);
            Waiting.until("refusals", () -> engine.counters().value(MediaCounter.RTP_FOREIGN_SOURCE) > before + 20);
            call.tried.meter().assertHears(700, AMPLITUDE);
        }
    }

    @Execution(CONCURRENT)
    @Test
    void aTrunkThatStopsIsReportedButNotOneOnHold() throws Exception {
        try (Call call = call()) {
            call.describe(call.tried.description());
            call.talk();
            call.assertHeardBothWays();
            assertEquals(0, call.silences());
            call.describe(call.tried.description().withDirection(false, true));
            call.tried.stopSending();
            int heard = call.tried.packetsHeard();
            Waiting.until("three seconds of hold", () -> call.tried.packetsHeard() > heard + 150);
            assertEquals(0, call.silences());
            call.describe(call.tried.description());
            Waiting.until("a report", () -> call.silences() > 0);
            assertTrue(call.events.contains(new MediaEvent.TrunkSilent(Side.B, 2)));
        }
    }

    @Execution(CONCURRENT)
    @Test
    void trunksAreReachedOverIpv6() throws Exception {
        InetAddress loopback = InetAddress.ofLiteral("::1");
        assertTrue(loopback instanceof Inet6Address);
        try (MediaEngine six = start(loopback, Duration.ZERO);
                Call call = new Call(six, loopback)) {
            assertTrue(call.local.rtp().getAddress() instanceof Inet6Address);
            call.describe(call.tried.description());
            call.talk();
            call.assertHeardBothWays();
        }
    }

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
}
