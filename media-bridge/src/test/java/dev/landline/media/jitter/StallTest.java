package dev.landline.media.jitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is left of a stall after it: of the network's, and of our own process (SIGSTOP). The way takes 30 ms; "back" means
 * less than 5 ms above it.
 */
class StallTest {

    private static final int WAY = 30;

    @ParameterizedTest
    @ValueSource(ints = {8000, 48_000})
    void withinASecondOfTheNetworksStallTheDelayIsBack(int clockRate) {
        for (int from = 2000; from < 2020; from += 3) {
            for (int length = 20; length <= 200; length += 10) {
                Listener listener = new Listener(clockRate)
                        .play(
                                new LossyNetwork(1)
                                        .clock(clockRate, 20)
                                        .stall(from, length)
                                        .send(5000),
                                5000);
                double delay = listener.largestDelayMillis(from + length + 1000, 5000);
                assertTrue(delay < WAY + 5, delay + " ms after a stall of " + length + " ms at " + from);
            }
        }
    }

    @Test
    void ourOwnStallIsForgottenAtOnce() {
        for (int from = 2000; from < 2020; from += 3) {
            for (int length = 20; length <= 190; length += 10) {
                Listener listener =
                        new Listener(8000).standStill(from, length).play(new LossyNetwork(2).send(5000), 5000);
                assertEquals(0, listener.count(Playout.CONCEAL), "concealed, " + length + " ms at " + from);
                assertEquals(0, listener.count(Playout.MERGE), "merged, " + length + " ms at " + from);
                double delay = listener.largestDelayMillis(from + length + 25, 5000);
                assertTrue(delay < WAY + 3, delay + " ms after a stall of " + length + " ms at " + from);
            }
        }
    }

    /** Sixty calls catch up together: for a while the loop is busy, and packets lie unread for up to 15 ms. */
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 15})
    void catchingUpWithManyCallsRaisesNoDelay(int turn) {
        Listener listener = new Listener(8000)
                .standStill(2003, 157)
                .busyAfterwards(90, turn)
                .play(new LossyNetwork(3).jitter(1).send(5000), 5000);
        assertEquals(0, listener.count(Playout.CONCEAL));
        double delay = listener.largestDelayMillis(2003 + 157 + 90 + 20, 5000);
        assertTrue(delay < WAY + 5, "delay of " + delay + " ms");
    }

    @Test
    void aLoopThatIsBusyForEverStillFollowsTheNetwork() {
        Listener listener = new Listener(8000)
                .standStill(1000, 1)
                .busyAfterwards(60_000, 8)
                .play(new LossyNetwork(4).jitter(25).loss(0.01).drift(150).send(30_000), 29_900);
        long concealed = listener.countBetween(Playout.CONCEAL, 3000, 29_900);
        assertTrue(concealed <= 13 + 26, concealed + " concealed of 1345, 13 of them lost");
        assertTrue(listener.largestDelayMillis(4000, 29_900) < WAY + 25 + 30, "delay");
    }

    @Test
    void aPacketJustBehindItsBeatIsWaitedFor() {
        LossyNetwork network =
                new LossyNetwork(5).send(2000).base(36).sendOne(20).base(30).send(2000);
        Listener listener = new Listener(8000).play(network, 3950);
        assertEquals(0, listener.count(Playout.CONCEAL));
        assertTrue(listener.largestDelayMillis(0, 2600) >= WAY + 6, "that one came late");
        assertTrue(listener.largestDelayMillis(3000, 3950) < WAY + 3, "the others need not");
    }

    @Test
    void aLostPacketDelaysOneBeatByFiveMillisecondsAndNoOther() {
        Listener listener =
                new Listener(8000).play(new LossyNetwork(6).loss(0.005).send(30_000), 29_000);
        assertTrue(listener.count(Playout.CONCEAL) > 3);
        for (int i = 2; i < listener.beats.size(); i++) {
            long twoBeats = listener.beats.get(i) - listener.beats.get(i - 2);
            assertTrue(twoBeats < 46 * LossyNetwork.MILLI, "gap of " + twoBeats);
        }
        assertTrue(listener.largestDelayMillis(1000, 29_000) < WAY + 3, "no delay is left behind");
    }
}
