package dev.landline.media.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Streams as text: a point is a packet that came, an x one that did not. */
class BurstGapMeterTest {
    private static final String TWENTY = ".".repeat(20);

    private final BurstGapMeter meter = new BurstGapMeter();

    private void play(String stream) {
        for (int i = 0; i < stream.length(); i++) {
            if (stream.charAt(i) == '.') {
                meter.received();
            } else {
                meter.missing(1);
            }
        }
    }

    @Test
    void aCompleteStreamIsOneGapWithoutLoss() {
        play(".".repeat(100));
        assertEquals(0, meter.burstDensity());
        assertEquals(0, meter.burstMillis(20));
        assertEquals(0, meter.gapDensity());
        assertEquals(2000, meter.gapMillis(20));
    }

    @Test
    void nothingYetIsNothing() {
        assertEquals(0, meter.gapDensity());
        assertEquals(0, meter.gapMillis(20));
        assertEquals(0, meter.burstDensity());
    }

    @Test
    void singleLossesFarApartBelongToTheGap() {
        play((TWENTY + "x").repeat(10) + TWENTY);
        assertEquals(0, meter.burstDensity());
        assertEquals(256 * 10 / 230, meter.gapDensity());
        assertEquals(230 * 20, meter.gapMillis(20));
        assertEquals(10, meter.packetsMissing());
        assertEquals(10, meter.runsMissing());
    }

    /** The RFC's transitions by hand: c11 = 40, c13 = c31 = 1, c33 = 1, c22 = 3, c23 = c32 = 2. */
    @Test
    void lossesCloseTogetherAreABurst() {
        play(TWENTY + "xx...x..x" + TWENTY);
        double toMissing = 1 - 3.0 / 5;
        double toReceived = 2.0 / (1 + 2 + 1);
        assertEquals((int) (256 * toMissing / (toMissing + toReceived)), meter.burstDensity());
        assertEquals(0, meter.gapDensity());
        assertEquals((3 + 2 + 2 + 1 + 1) * 20, meter.burstMillis(20), "the nine packets of the burst");
        assertEquals(4, meter.packetsMissing());
        assertEquals(3, meter.runsMissing());
    }

    @Test
    void twoBurstsAreAveraged() {
        play(TWENTY + "xx" + TWENTY + "xxxx" + TWENTY);
        assertEquals(255, meter.burstDensity());
        assertEquals(3 * 20, meter.burstMillis(20));
        assertEquals((60 + 2) / 2 * 20, meter.gapMillis(20));
    }

    @Test
    void fifteenGoodPacketsDoNotEndABurstAndSixteenDo() {
        play(TWENTY + "x" + ".".repeat(15) + "x" + TWENTY);
        assertEquals(17 * 20, meter.burstMillis(20));
        BurstGapMeter another = new BurstGapMeter();
        for (int i = 0; i < 3; i++) {
            another.missing(1);
            for (int n = 0; n < 16; n++) {
                another.received();
            }
        }
        assertEquals(0, another.burstMillis(20));
    }

    @Test
    void everyPacketIsInABurstOrAGap() {
        SplittableRandom random = new SplittableRandom(7);
        int packets = 20_000;
        boolean bad = false;
        for (int i = 0; i < packets; i++) {
            bad = bad ? random.nextInt(12) != 0 : random.nextInt(200) == 0;
            if (bad && random.nextInt(3) > 0) {
                meter.missing(1);
            } else {
                meter.received();
            }
        }
        assertEquals(packets, meter.packetsReceived() + meter.packetsMissing());
        // Mean lengths times their number must add up to the whole, but for what rounding takes off.
        double burst = meter.burstMillis(100) / 100.0;
        double bursts = packets / (burst + meter.gapMillis(100) / 100.0);
        double inBursts = bursts * burst * meter.burstDensity() / 256;
        double inGaps = (packets - bursts * burst) * meter.gapDensity() / 256;
        assertEquals((double) meter.packetsMissing(), inBursts + inGaps, 0.05 * (double) meter.packetsMissing());
    }

    @Test
    void lengthsFitIntoTheirSixteenBits() {
        play(".".repeat(50_000));
        assertEquals(0xFFFF, meter.gapMillis(20));
    }
}
