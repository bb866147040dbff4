package dev.landline.media.jitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ten minutes of a sender whose clock is not ours. A click would be a packet that is not played, played late after
 * something made up, or merged with another: there must be none. The beat follows the sender's clock instead.
 */
class DriftTest {

    private static final int MINUTES = 10;

    @ParameterizedTest
    @CsvSource({
        "8000, 20, 200, 0",
        "8000, 20, -200, 0",
        "8000, 20, 100, 3",
        "8000, 20, -100, 3",
        "48000, 20, 200, 3",
        "48000, 20, -200, 3",
        "8000, 30, 200, 1",
        "8000, 30, -200, 1",
        "48000, 60, 200, 1",
        "8000, 10, -200, 1"
    })
    void tenMinutesPassWithoutAClick(int clockRate, int packetMillis, double ppm, int jitterMillis) {
        int millis = MINUTES * 60_000;
        LossyNetwork network =
                new LossyNetwork(31).clock(clockRate, packetMillis).drift(ppm);
        if (jitterMillis > 0) {
            network.jitter(jitterMillis);
        }
        Listener listener = new Listener(clockRate).play(network.send(millis), millis - 500);
        assertEquals(0, listener.count(Playout.CONCEAL), "made up");
        assertEquals(0, listener.count(Playout.MERGE), "merged");
        assertEquals(0, listener.countBetween(Playout.SILENCE, 100, millis), "silent once it began");
        List<Integer> played = listener.heard.stream()
                .filter(heard -> heard.kind() == Playout.FRAME)
                .map(Listener.Heard::index)
                .toList();
        for (int i = 0; i < played.size(); i++) {
            assertEquals(i, played.get(i), "every packet, in order");
        }
        assertTrue(played.size() > (millis - 700) / packetMillis, "to the end");
        double delay = listener.largestDelayMillis(2000, millis);
        assertTrue(delay <= 30 + 2 * jitterMillis + packetMillis % 20 + 6, "delay of " + delay + " ms");
        assertBeatsAreSteady(listener);
    }

    private static void assertBeatsAreSteady(Listener listener) {
        for (int i = 1; i < listener.beats.size(); i++) {
            long gap = listener.beats.get(i) - listener.beats.get(i - 1);
            boolean steady = gap >= 14 * LossyNetwork.MILLI && gap <= 26 * LossyNetwork.MILLI;
            assertTrue(steady, "gap of " + gap + " ns");
        }
    }
}
