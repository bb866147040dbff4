package dev.landline.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReceptionStatisticsTest {

    private static final long MILLI = 1_000_000L;

    private final ReceptionStatistics statistics = new ReceptionStatistics(8000);
    private final byte[] block = new byte[24];

    @Test
    void aCompleteStreamHasNoLossAndNoJitter() {
        assertFalse(statistics.started());
        receive(1, 100, 1000);
        assertTrue(statistics.started());
        assertEquals(1000, statistics.received());
        assertEquals(0, statistics.lost());
        assertEquals(0, statistics.jitterTicks());
        assertEquals(1099, statistics.extendedHighestSequence());
    }

    @Test
    void wrapsAreCounted() {
        receive(1, 65_000, 66_000);
        assertEquals(65_000 + 65_999, statistics.extendedHighestSequence());
        assertEquals(0, statistics.lost());
    }

    @Test
    void missingPacketsAreLostUntilTheyCome() {
        for (int i = 0; i < 100; i++) {
            if (i % 10 != 5) {
                statistics.received(1, 100 + i, 160 * i, 20L * i * MILLI);
            }
        }
        assertEquals(10, statistics.lost());
        statistics.received(1, 105, 800, 100 * MILLI);
        assertEquals(9, statistics.lost());
        statistics.received(1, 198, 98 * 160, 98 * 20L * MILLI);
        assertEquals(8, statistics.lost(), "a duplicate hides a loss, as appendix A.3 says");
    }

    @Test
    void theFractionLostIsThatSinceTheLastReport() {
        receive(1, 0, 100);
        assertEquals(0, fractionInBlock());
        statistics.received(1, 199, 199 * 160, 199 * 20L * MILLI);
        assertEquals(99 * 256 / 100, fractionInBlock());
        statistics.received(1, 200, 200 * 160, 200 * 20L * MILLI);
        assertEquals(0, fractionInBlock());
        assertEquals(99, Bytes.int32(block, 4) & 0xFFFFFF, "the total stays");
    }

    /** Arrivals alternate 0 and 5 ms late: 40 ticks of difference each time; the estimate nears them by a sixteenth. */
    @Test
    void jitterFollowsAppendixA8() {
        double expected = 0;
        for (int i = 0; i < 50; i++) {
            statistics.received(1, i, 160 * i, (20L * i + i % 2 * 5L) * MILLI);
            if (i > 0) {
                expected += (40 - expected) / 16;
            }
        }
        assertEquals(expected, statistics.jitterTicks(), 1);
        assertEquals(expected * 125, statistics.jitterMicros(), 125);
    }

    @Test
    void eventsDoNotCountAsJitter() {
        receive(1, 0, 10);
        for (int i = 10; i < 20; i++) {
            statistics.receivedUntimed(1, i);
        }
        statistics.received(1, 20, 160 * 20, 400 * MILLI);
        assertEquals(0, statistics.jitterTicks());
        assertEquals(0, statistics.lost());
    }

    @Test
    void anotherSourceBeginsAfreshAndTheTotalsStay() {
        receive(1, 0, 100);
        statistics.received(1, 109, 109 * 160, 109 * 20L * MILLI);
        receive(2, 40_000, 50);
        assertEquals(2, statistics.ssrc());
        assertEquals(40_049, statistics.extendedHighestSequence());
        assertEquals(9, statistics.lost());
        assertEquals(151, statistics.received());
        assertEquals(0, fractionInBlock());
        assertEquals(0, Bytes.int32(block, 4), "the report is about this source only");
    }

    @Test
    void aLargeJumpIsBelievedWhenTwoPacketsAgree() {
        receive(1, 0, 100);
        statistics.received(1, 30_000, 0, 0);
        assertEquals(99, statistics.extendedHighestSequence(), "one stray");
        statistics.received(1, 100, 100 * 160, 2000 * MILLI);
        assertEquals(100, statistics.extendedHighestSequence());
        statistics.received(1, 30_000, 0, 0);
        statistics.received(1, 30_001, 160, 20 * MILLI);
        assertEquals(30_001, statistics.extendedHighestSequence());
        assertEquals(0, statistics.lost());
    }

    @Test
    void lossIsClampedTo24Bits() {
        receive(1, 0, 1);
        for (int i = 0; i < 3500; i++) {
            statistics.received(1, (i * 2999) & 0xFFFF, 0, 0);
        }
        fractionInBlock();
        assertEquals(0x7FFFFF, Bytes.int32(block, 4) & 0xFFFFFF);
    }

    private int fractionInBlock() {
        statistics.writeBlock(block, 0, 0);
        return block[4] & 0xFF;
    }

    private void receive(int ssrc, int firstSequence, int packets) {
        for (int i = 0; i < packets; i++) {
            statistics.received(ssrc, (firstSequence + i) & 0xFFFF, 160 * i, 20L * i * MILLI);
        }
    }
}
