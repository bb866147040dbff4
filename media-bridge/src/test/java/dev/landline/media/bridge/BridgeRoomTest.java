package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.ice.IceLite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Conferences of legs that have nobody at the other side of their bridge. */
class BridgeRoomTest {
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

    @Test
    void legsOnTheirOwnHearEachOtherInAConference() throws Exception {
        try (TestCall first = engine.callToTrunk();
                TestCall second = engine.callToTrunk();
                Conference room = engine.engine().openConference("room")) {
            first.awaitSecured();
            second.awaitSecured();
            first.trunk().sendTone(first.trunkLocal(), 600, AMPLITUDE);
            second.browser().sendTone(1000, AMPLITUDE);
            first.bridge().dismiss(Side.A);
            second.bridge().dismiss(Side.B);
            assertTrue(first.bridge().join(Side.B, room));
            assertTrue(second.bridge().join(Side.A, room));
            first.trunk().meter().assertHears(1000, AMPLITUDE);
            second.browser().meter().assertHears(600, AMPLITUDE);
            first.bridge().leave(Side.B);
        }
        Waiting.until("no codec is left", () -> engine.engine().openCodecs() == 0);
    }
}
