package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrunkSilenceTest {
    private static final long SECOND = 1_000_000_000L;

    private final TrunkSilence silence = new TrunkSilence(60 * SECOND);

    @Test
    void aTrunkThatSendsNothingIsReportedOnceEachMinute() {
        silence.describe(true, 0);
        assertFalse(silence.isReportDue(59 * SECOND));
        assertTrue(silence.isReportDue(60 * SECOND));
        assertFalse(silence.isReportDue(61 * SECOND));
        assertTrue(silence.isReportDue(120 * SECOND));
        assertEquals(60, silence.seconds());
    }

    @Test
    void everyPacketBeginsTheTimeAgain() {
        silence.describe(true, 0);
        silence.heard(30 * SECOND);
        assertFalse(silence.isReportDue(89 * SECOND));
        assertTrue(silence.isReportDue(90 * SECOND));
    }

    @Test
    void onHoldNothingIsOwedAndAfterwardsTheTimeBeginsAgain() {
        silence.describe(true, 0);
        silence.describe(false, 10 * SECOND);
        assertFalse(silence.isReportDue(1000 * SECOND));
        silence.describe(true, 1000 * SECOND);
        assertFalse(silence.isReportDue(1059 * SECOND));
        assertTrue(silence.isReportDue(1060 * SECOND));
    }

    @Test
    void aDescriptionThatChangesNothingBuysNoTime() {
        silence.describe(true, 0);
        silence.describe(true, 50 * SECOND);
        assertTrue(silence.isReportDue(60 * SECOND));
    }

    @Test
    void zeroWaitsForEver() {
        TrunkSilence patient = new TrunkSilence(0);
        patient.describe(true, 0);
        assertFalse(patient.isReportDue(100_000 * SECOND));
    }

    @Test
    void beforeTheTrunkSaidAnythingNothingIsOwed() {
        assertFalse(silence.isReportDue(100 * SECOND));
    }
}
