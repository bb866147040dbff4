package dev.landline.media.jitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Copies of earlier packets that come along with later ones (RED, RFC 2198). */
class CopiesTest {

    private final JitterBuffer jitter = new JitterBuffer(48_000, 960, 100, true);
    private final byte[] payload = new byte[100];
    private final JitterFrame frame = new JitterFrame(100);

    @Test
    void whereLossesAreFrequentEveryLoneLossIsRestoredFromItsCopy() {
        Listener listener = new Listener(48_000)
                .withCopies()
                .play(new LossyNetwork(21).clock(48_000, 20).loss(0.05).send(60_000), 60_000);
        Listener without = new Listener(48_000)
                .play(new LossyNetwork(21).clock(48_000, 20).loss(0.05).send(60_000), 60_000);
        long lost = without.count(Playout.CONCEAL);
        long left = listener.count(Playout.CONCEAL);
        assertTrue(lost > 120 && left <= lost / 5, left + " of " + lost + " are still concealed");
        assertEquals(0, listener.jitter.counters().duplicate(), "copies are no duplicates");
        assertEquals(0, listener.jitter.counters().late(), "nor late");
        assertTrue(listener.jitter.counters().restored() > 100);
        assertTrue(listener.largestDelayMillis(1000, 60_000) < 30 + 20 + 3, "one packet of delay");
        assertInOrder(listener);
    }

    @Test
    void onACleanNetworkCopiesChangeNothing() {
        Listener listener = new Listener(48_000)
                .withCopies()
                .play(new LossyNetwork(22).clock(48_000, 20).send(5000), 5000);
        assertEquals(0, listener.jitter.counters().restored());
        assertEquals(0, listener.jitter.counters().duplicate());
        assertTrue(listener.largestDelayMillis(1000, 5000) < 30 + 3);
    }

    @Test
    void aCopyNeverReplacesAPacketAndIsReplacedByIt() {
        put(0);
        assertFalse(copy(0), "it is here");
        assertTrue(copy(1));
        assertFalse(copy(1), "one copy is enough");
        assertEquals(PutResult.STORED, put(1), "the packet itself was only overtaken");
        assertEquals(PutResult.DUPLICATE, put(1));
        assertEquals(1, jitter.counters().duplicate());
    }

    @Test
    void aCopyOfWhatWasPlayedOrMadeUpIsOfNoUse() {
        put(0);
        beat();
        assertFalse(copy(0), "played");
        beat();
        assertFalse(copy(1), "made up");
        assertEquals(PutResult.STORED, put(2));
    }

    @Test
    void aCopyBeforeAnyPacketSaysNothing() {
        assertFalse(copy(5));
        assertEquals(Long.MAX_VALUE, jitter.nextPlayoutNanos());
    }

    @Test
    void copiesFromAnotherTimeLineAreRefused() {
        put(0);
        put(1);
        assertFalse(jitter.putCopy(payload, 0, 20, 0, 20_000, 960 * 2, 960, 0));
        assertFalse(jitter.putCopy(payload, 0, 101, 0, 2, 960 * 2, 960, 0), "longer than any payload kept");
        assertFalse(jitter.putCopy(payload, 0, 20, 0, 2, 960 * 2, 0, 0), "of no length in time");
    }

    private PutResult put(int index) {
        return jitter.put(payload, 0, 20, 0, 1000 + index, 960 * index, 960, index * 20L * LossyNetwork.MILLI);
    }

    private boolean copy(int index) {
        long arrival = (index + 1) * 20L * LossyNetwork.MILLI;
        return jitter.putCopy(payload, 0, 20, 0, 1000 + index, 960 * index, 960, arrival);
    }

    private void beat() {
        while (jitter.wantsSound()) {
            jitter.take(frame);
        }
        jitter.advance(jitter.nextPlayoutNanos());
    }

    private static void assertInOrder(Listener listener) {
        int before = -1;
        for (Listener.Heard heard : listener.heard) {
            if (heard.index() >= 0) {
                assertTrue(heard.index() > before, heard.index() + " after " + before);
                before = heard.index();
            }
        }
    }
}
