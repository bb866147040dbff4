package dev.landline.media.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QualityWindowTest {
    private final BurstGapMeter stream = new BurstGapMeter();
    private final QualityWindow window = new QualityWindow();
    private long late;

    /** A second of 50 packets, every {@code nth} of them missing; 0 for none. */
    private LegNumbers.Quality second(int nth) {
        for (int i = 1; i <= 50; i++) {
            if (nth > 0 && i % nth == 0) {
                stream.missing(1);
            } else {
                stream.received();
            }
        }
        window.second(stream, late, 0, Impairment.G711_CONCEALED, true);
        return window.now();
    }

    @Test
    void beforeAnythingCameThereIsNoScore() {
        window.second(stream, 0, 0, Impairment.G711_CONCEALED, true);
        assertEquals(0, window.now().score());
        assertEquals(0, window.now().worst());
    }

    @Test
    void aCleanStreamHasTheBestScore() {
        assertEquals(4.41, second(0).score(), 0.005);
        assertEquals(4.41, window.now().worst(), 0.005);
    }

    /** 95 * 10 / (10 + 25.1) off the best: R 66.1, MOS 3.41. */
    @Test
    void lossCountsForFiveSecondsAndTheWorstStays() {
        second(0);
        for (int i = 0; i < 5; i++) {
            second(10);
        }
        assertEquals(10, window.now().lossPercent(), 1e-9);
        assertEquals(66.1, window.now().rating(), 0.1);
        assertEquals(3.41, window.now().score(), 0.01);
        assertEquals(2, second(0).lossPercent() / 4, 1e-9);
        for (int i = 0; i < 4; i++) {
            second(0);
        }
        assertEquals(0, window.now().lossPercent());
        assertEquals(4.41, window.now().score(), 0.005);
        assertEquals(3.41, window.now().worst(), 0.01);
    }

    @Test
    void lossInRunsIsWorse() {
        second(10);
        double scattered = window.now().score();
        BurstGapMeter bursty = new BurstGapMeter();
        QualityWindow another = new QualityWindow();
        for (int i = 0; i < 45; i++) {
            bursty.received();
        }
        bursty.missing(5);
        another.second(bursty, 0, 0, Impairment.G711_CONCEALED, true);
        assertEquals(10, another.now().lossPercent(), 1e-9);
        assertTrue(another.now().score() < scattered);
    }

    @Test
    void delayIsInTheScoreButNotInThatForListening() {
        for (int i = 0; i < 50; i++) {
            stream.received();
        }
        window.second(stream, 0, 300, Impairment.G711_CONCEALED, true);
        assertEquals(3.72, window.now().score(), 0.01);
        assertEquals(4.41, window.now().listening(), 0.005);
    }

    @Test
    void aStreamThatEndsIsTheWorstThereIsUnlessItMay() {
        second(0);
        for (int i = 0; i < 4; i++) {
            window.second(stream, 0, 0, Impairment.G711_CONCEALED, true);
        }
        assertEquals(4.41, window.now().score(), 0.005, "the window still holds the good second");
        window.second(stream, 0, 0, Impairment.G711_CONCEALED, false);
        assertEquals(4.41, window.now().score(), 0.005);
        window.second(stream, 0, 0, Impairment.G711_CONCEALED, true);
        assertEquals(100, window.now().lossPercent());
        assertTrue(window.now().score() < 1.5);
    }

    @Test
    void latePacketsAreKnownApart() {
        late = 5;
        second(10);
        assertEquals(10, window.now().latePercent(), 1e-9);
        assertEquals(10, window.now().lossPercent(), 1e-9);
    }
}
