package dev.landline.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.srtp.SrtpProfile;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few calls through a real engine in its own process. */
class LoadRunTest {

    @ParameterizedTest
    @EnumSource(
            value = SrtpProfile.class,
            names = {"AEAD_AES_128_GCM", "AES_CM_128_HMAC_SHA1_80"})
    void callsAreHeardAtBothEndsAndMeasured(SrtpProfile profile) throws Exception {
        try (LoadRun run = new LoadRun(new LandlineUnderLoad(OpusChoice.AUTO, 1, List.of()), profile, false)) {
            run.holdCalls(4);
            LoadRun.pause(1_000_000_000L);
            Measurement measured = run.measure(2);
            assertEquals(4, measured.calls());
            assertTrue(measured.sent() >= 4 * 2 * 90, "sent " + measured.sent());
            assertTrue(measured.received() >= measured.sent() * 0.9, "received " + measured.received());
            assertTrue(measured.towardTrunk().latencyNanos().length >= 8, "markers toward the trunk");
            assertTrue(measured.towardBrowser().latencyNanos().length >= 8, "markers toward the browser");
            assertTrue(measured.latency().percentile(50) > 0.1, "no packet overtakes itself");
            assertTrue(measured.engineMillisPerCallSecond() > 0);
            assertTrue(measured.liveHeapBytes() > 0);
            run.holdCalls(1);
            assertEquals(1, run.calls());
        }
    }
}
