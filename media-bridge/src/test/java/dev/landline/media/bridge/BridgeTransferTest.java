package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.ice.IceLite;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ends that go from one bridge to another while their peers go on talking. */
class BridgeTransferTest {
    private static final double AMPLITUDE = 8000;

    private static TestEngine engine;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = TestEngine.start(OpusChoice.AUTO, IceLite.CONSENT_NANOS, 200, 2);
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    private static TestCall talking(double trunkHertz) throws Exception {
        TestCall call = engine.callToTrunk();
        call.awaitSecured();
        call.browser().sendTone(1000, AMPLITUDE);
        call.trunk().sendTone(call.trunkLocal(), trunkHertz, AMPLITUDE);
        call.browser().meter().assertHears(trunkHertz, AMPLITUDE);
        call.trunk().meter().assertHears(1000, AMPLITUDE);
        return call;
    }

    @Test
    void twoTrunksAreJoinedAndEachKeepsItsStream() throws Exception {
        try (TestCall first = talking(600);
                TestCall second = talking(700)) {
            second.bridge().dismiss(Side.A);
            assertTrue(second.bridge().adopt(Side.A, first.bridge(), Side.B));
            first.bridge().close();
            first.trunk().meter().assertHears(700, AMPLITUDE);
            second.trunk().meter().assertHears(600, AMPLITUDE);
            assertEquals(0, first.trunk().sequenceJumps() + first.trunk().ssrcChanges());
            assertEquals(0, second.trunk().sequenceJumps() + second.trunk().ssrcChanges());
        }
        assertNoneLeft();
    }

    @Test
    void aBrowserIsTakenOverWithItsKeys() throws Exception {
        try (TestCall first = talking(600);
                TestCall second = talking(700)) {
            second.bridge().dismiss(Side.A);
            assertTrue(second.bridge().adopt(Side.A, first.bridge(), Side.A));
            first.bridge().close();
            first.browser().meter().assertHears(700, AMPLITUDE);
            second.trunk().meter().assertHears(1000, AMPLITUDE);
        }
        assertNoneLeft();
    }

    @Test
    void oneSideStaysWhenTheOtherIsDismissedAndTheSideCanBeOpenedAgain() throws Exception {
        try (TestCall call = talking(600);
                BrowserPeer another = engine.newBrowser()) {
            call.bridge().dismiss(Side.A);
            BrowserLocal local = call.bridge().openBrowser(Side.A);
            call.bridge().connectBrowser(Side.A, another.description());
            another.connect(local);
            another.awaitSecured(local);
            another.sendTone(1200, AMPLITUDE);
            call.trunk().meter().assertHears(1200, AMPLITUDE);
            another.meter().assertHears(600, AMPLITUDE);
            assertEquals(0, call.trunk().sequenceJumps() + call.trunk().ssrcChanges());
        }
        assertNoneLeft();
    }

    @Test
    void aBridgeBesideAnotherCanTakeItsEndsAndAnEndIsTakenOnce() throws Exception {
        try (TestCall call = talking(600);
                Bridge beside = engine.engine().open("beside", event -> {}, Optional.of(call.bridge()))) {
            assertTrue(beside.adopt(Side.A, call.bridge(), Side.B));
            assertFalse(beside.adopt(Side.B, call.bridge(), Side.B));
            assertTrue(beside.adopt(Side.B, call.bridge(), Side.A));
            call.trunk().meter().assertHears(1000, AMPLITUDE);
            call.browser().meter().assertHears(600, AMPLITUDE);
        }
        assertNoneLeft();
    }

    private static void assertNoneLeft() throws Exception {
        Waiting.until(
                "no bridge and no codec",
                () -> engine.engine().openBridges() == 0 && engine.engine().openCodecs() == 0);
    }
}
