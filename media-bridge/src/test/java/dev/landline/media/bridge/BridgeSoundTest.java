package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.srtp.SrtpProfile;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tone goes each way between a browser-like and a trunk-like peer and is measured at the other end. */
class BridgeSoundTest {
    private static final double AMPLITUDE = 8000;

    private static TestEngine engine;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = TestEngine.start(OpusChoice.AUTO);
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @CsvSource({
        "PCMU, AEAD_AES_128_GCM, 20",
        "PCMA, AES_CM_128_HMAC_SHA1_80, 20",
        "PCMU, AEAD_AES_128_GCM, 10",
        "PCMA, AEAD_AES_128_GCM, 30",
        "PCMU, AEAD_AES_128_GCM, 40",
        "PCMA, AEAD_AES_128_GCM, 60"
    })
    void aToneArrivesAtBothEndsUnchanged(G711Law law, SrtpProfile profile, int ptimeMillis) throws Exception {
        try (TestCall call = engine.callToTrunk(List.of(profile), law, ptimeMillis)) {
            call.awaitSecured();
            assertEquals(profile.name(), call.securedProfile());
            call.browser().sendTone(1000, AMPLITUDE);
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            call.browser().meter().assertHears(1000, AMPLITUDE);
            assertEquals(ptimeMillis * 8, call.trunk().payloadLength());
            assertEquals(0, call.trunk().sequenceJumps() + call.browser().sequenceJumps());
            assertEquals(0, call.trunk().ssrcChanges() + call.browser().ssrcChanges());
        }
    }

    @Execution(CONCURRENT)
    @Test
    void twoBrowsersHearEachOther() throws Exception {
        try (BrowserPeer a = engine.newBrowser();
                BrowserPeer b = engine.newBrowser();
                Bridge bridge = engine.engine().open("browser-to-browser", event -> {})) {
            BrowserLocal localA = bridge.openBrowser(Side.A);
            BrowserLocal localB = bridge.openBrowser(Side.B);
            bridge.connectBrowser(Side.A, a.description());
            bridge.connectBrowser(Side.B, b.description());
            a.connect(localA);
            b.connect(localB);
            a.awaitSecured(localA);
            b.awaitSecured(localB);
            a.sendTone(700, AMPLITUDE);
            b.sendTone(1300, AMPLITUDE);
            a.meter().assertHears(1300, AMPLITUDE);
            b.meter().assertHears(700, AMPLITUDE);
            assertEquals(0, a.ssrcChanges() + b.ssrcChanges());
            a.press(5, 5);
            Waiting.until(
                    "the digit at the other browser", () -> b.digits().text().equals("5"));
        }
    }

    @Execution(CONCURRENT)
    @Test
    void theSameToneThroughConcentus() throws Exception {
        try (TestEngine own = TestEngine.start(OpusChoice.CONCENTUS);
                TestCall call = own.callToTrunk()) {
            call.awaitSecured();
            call.browser().sendTone(1000, AMPLITUDE);
            call.trunk().sendTone(call.trunkLocal(), 1000, AMPLITUDE);
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            call.browser().meter().assertHears(1000, AMPLITUDE);
        }
    }
}
