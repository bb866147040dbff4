package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FailureBrakeTest {

    private static final long MINUTE = 60_000_000_000L;

    @Test
    void comesOnAfterTheAllowedFailuresAndGoesOffAfterAMinute() {
        FailureBrake brake = new FailureBrake(3);
        brake.failed("a", 0);
        brake.failed("a", 1);
        assertFalse(brake.isOn("a", 2));
        brake.failed("a", 2);
        assertTrue(brake.isOn("a", 3));
        assertFalse(brake.isOn("b", 3));
        assertFalse(brake.isOn("a", MINUTE));
        brake.failed("a", MINUTE);
        assertFalse(brake.isOn("a", MINUTE + 1));
    }

    @Test
    void whenTooManyFailAtOnceStrangersAreBrakedUntilTheMinuteIsOver() {
        FailureBrake brake = new FailureBrake(3);
        for (int i = 0; i < FailureBrake.MAX_KEYS; i++) {
            brake.failed("key" + i, 0);
        }
        assertTrue(brake.isOn("stranger", 1));
        assertFalse(brake.isOn("key0", 1));
        assertFalse(brake.isOn("stranger", MINUTE));
    }
}
