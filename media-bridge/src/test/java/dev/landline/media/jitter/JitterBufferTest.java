package dev.landline.media.jitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In virtual time on a seeded network; the way takes 30 ms where nothing else is said. */
class JitterBufferTest {

    @Test
    void aCleanNetworkAddsAFewMillisecondsAndLosesNothing() {
        Listener listener = new Listener(8000).play(new LossyNetwork(1).send(5000), 5030);
        assertEquals(0, listener.count(Playout.CONCEAL));
        assertEquals(0, listener.count(Playout.SILENCE), "the first beat is the first packet's");
        assertTrue(listener.largestDelayMillis(1000, 5000) <= 30 + 2, "added delay");
        assertPlayedInOrder(listener, 0, 248);
    }

    @Test
    void beforeTheFirstPacketThereIsSilenceAtASteadyBeat() {
        Listener listener = new Listener(8000);
        listener.jitter.start(0);
        listener.play(new LossyNetwork(1).base(500).send(1000), 1400);
        assertNear(25, listener.countBetween(Playout.SILENCE, 0, 495), 1);
        assertPlayedInOrder(listener, 0, 43);
        for (int i = 1; i < listener.beats.size(); i++) {
            long gap = listener.beats.get(i) - listener.beats.get(i - 1);
            assertTrue(gap >= 10 * LossyNetwork.MILLI && gap <= 30 * LossyNetwork.MILLI, "gap of " + gap);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 15, 30, 60})
    void jitterIsWaitedForOnceItIsKnown(int millis) {
        Listener listener =
                new Listener(8000).play(new LossyNetwork(2).jitter(millis).send(30_000), 30_000);
        long concealed = listener.countBetween(Playout.CONCEAL, 3000, 30_000);
        assertTrue(concealed <= 13, concealed + " of 1350 concealed");
        assertTrue(listener.largestDelayMillis(3000, 30_000) <= 30 + millis + 25, "delay");
        long late = listener.jitter.counters().late();
        assertTrue(late <= 10, late + " late");
    }

    @Test
    void lostPacketsAreConcealedAndTheNextOneIsOfferedForItsFec() {
        Listener listener = new Listener(48_000)
                .play(new LossyNetwork(3).clock(48_000, 20).loss(0.05).send(20_000), 20_000);
        long concealed = listener.count(Playout.CONCEAL);
        assertTrue(concealed > 30 && concealed < 75, concealed + " concealed");
        long withFec =
                listener.heard.stream().filter(h -> h.followingPayload() > 0).count();
        assertTrue(withFec >= concealed * 0.8, withFec + " of " + concealed + " with the following packet");
        assertEquals(0, listener.jitter.counters().late());
        assertInOrder(listener);
        assertTrue(listener.largestDelayMillis(1000, 20_000) <= 30 + 20 + 2, "one packet of delay for FEC");
    }

    @Test
    void lossCostsNoDelayWithoutFec() {
        Listener listener =
                new Listener(8000).play(new LossyNetwork(3).loss(0.05).send(20_000), 20_000);
        assertTrue(listener.largestDelayMillis(1000, 20_000) <= 30 + 2, "loss is not jitter");
        assertTrue(listener.count(Playout.CONCEAL) > 30);
    }

    @Test
    void duplicatesArePlayedOnce() {
        Listener listener = new Listener(8000)
                .play(new LossyNetwork(4).duplicates(0.3).jitter(10).send(10_000), 10_000);
        assertInOrder(listener);
        assertTrue(listener.jitter.counters().duplicate() > 100);
        assertEquals(0, listener.jitter.counters().resets());
        assertTrue(listener.countBetween(Playout.CONCEAL, 2000, 10_000) <= 5);
    }

    @Test
    void overtakenPacketsArePutBackInOrder() {
        Listener listener =
                new Listener(8000).play(new LossyNetwork(5).spikes(0.1, 50).send(30_000), 30_000);
        assertInOrder(listener);
        long concealed = listener.countBetween(Playout.CONCEAL, 4000, 30_000);
        assertTrue(concealed <= 10, concealed + " concealed");
    }

    @Test
    void aBurstAfterAShortHoldUpIsPlayedWholeAndTheDelayGoesBackWithinASecond() {
        Listener listener =
                new Listener(8000).play(new LossyNetwork(6).stall(2030, 100).send(6000), 6000);
        assertEquals(0, listener.jitter.counters().late());
        assertInOrder(listener);
        assertTrue(listener.largestDelayMillis(2100, 2300) > 100, "grew at once");
        assertTrue(listener.largestDelayMillis(3130, 6000) <= 30 + 5, "back within a second");
        assertNear(listener.count(Playout.CONCEAL), listener.count(Playout.MERGE), 1);
    }

    @Test
    void aLongHoldUpGrowsTheDelayNoFurtherThanItsBound() {
        Listener listener =
                new Listener(8000).play(new LossyNetwork(7).stall(2030, 400).send(6000), 6000);
        assertTrue(listener.largestDelayMillis(2000, 6000) <= 30 + JitterBuffer.MAX_DELAY_MILLIS + 20, "bound");
        assertTrue(listener.largestDelayMillis(3430, 6000) <= 30 + 5, "back within a second");
        assertTrue(listener.jitter.counters().late() >= 12);
        assertEquals(0, listener.jitter.counters().resets());
        assertInOrder(listener);
    }

    @Test
    void aStallOfOurOwnLeavesNoDelayBehind() {
        Listener listener = new Listener(8000).standStill(2003, 150).play(new LossyNetwork(8).send(5000), 5000);
        assertEquals(0, listener.count(Playout.CONCEAL));
        assertEquals(0, listener.jitter.counters().late());
        assertTrue(listener.largestDelayMillis(2200, 5000) <= 30 + 3, "delay after the stall");
        assertPlayedInOrder(listener, 0, 245);
    }

    @Test
    void aVeryLongStallOfOurOwnSkipsWhatIsTooOld() {
        Listener listener = new Listener(8000).standStill(2003, 900).play(new LossyNetwork(9).send(6000), 6000);
        assertTrue(listener.jitter.counters().skipped() >= 1);
        assertTrue(listener.largestDelayMillis(3900, 6000) <= 30 + 5, "delay after the stall");
        assertInOrder(listener);
    }

    @Test
    void sequenceAndTimestampWrapUnnoticed() {
        Listener listener = new Listener(48_000)
                .play(
                        new LossyNetwork(10)
                                .clock(48_000, 20)
                                .startingAt(65_500, -50_000)
                                .send(5000),
                        5030);
        assertEquals(0, listener.count(Playout.CONCEAL));
        assertPlayedInOrder(listener, 0, 248);
    }

    @ParameterizedTest
    @ValueSource(doubles = {200, -200})
    void aSenderWhoseClockDriftsIsFollowed(double ppm) {
        Listener listener = new Listener(8000)
                .play(new LossyNetwork(11).drift(ppm).jitter(3).send(300_000), 299_000);
        assertTrue(listener.count(Playout.CONCEAL) <= 2, "concealed " + listener.count(Playout.CONCEAL));
        assertTrue(listener.count(Playout.MERGE) <= 2, "merged " + listener.count(Playout.MERGE));
        assertTrue(listener.largestDelayMillis(2000, 299_000) <= 30 + 8, "delay");
    }

    @Test
    void pausesOfASenderWithDtxAreSilenceAndNotLoss() {
        LossyNetwork network = new LossyNetwork(12).clock(48_000, 20);
        for (int i = 0; i < 10; i++) {
            network.send(600).pause(400);
        }
        Listener listener = new Listener(48_000).play(network, 10_000);
        assertPlayedInOrder(listener, 0, 299);
        assertTrue(listener.count(Playout.CONCEAL) <= 10 * 6, "at most 120 ms of each pause are made up");
        assertTrue(listener.count(Playout.SILENCE) >= 10 * 13);
        assertTrue(listener.largestDelayMillis(1000, 10_000) <= 30 + 5, "delay");
    }

    @ParameterizedTest
    @CsvSource({"10, 498", "20, 248", "30, 164", "40, 123", "60, 81"})
    void packetsMayCarryMoreOrLessThanAFrame(int millis, int atLeast) {
        Listener listener =
                new Listener(8000).play(new LossyNetwork(13).clock(8000, millis).send(5000), 5030);
        assertEquals(0, listener.count(Playout.CONCEAL));
        assertPlayedInOrder(listener, 0, atLeast - 1);
        assertTrue(listener.largestDelayMillis(1000, 5000) <= 30 + 2 + 10, "delay");
    }

    @Test
    void aLostLongPacketIsConcealedInFull() {
        LossyNetwork network = new LossyNetwork(14).clock(8000, 60).send(1200);
        network.jump(1, 480).pause(0).send(600);
        Listener listener = new Listener(8000).play(network, 1700);
        int concealedTicks = listener.heard.stream()
                .filter(h -> h.kind() == Playout.CONCEAL)
                .mapToInt(Listener.Heard::ticks)
                .sum();
        assertTrue(concealedTicks <= 960, concealedTicks + " ticks");
        assertInOrder(listener);
    }

    @Test
    void oneStrayPacketDoesNotMoveTheTimeLine() {
        Listener listener = new Listener(8000);
        LossyNetwork network = new LossyNetwork(15).send(1000);
        network.jump(20_000, 1_000_000).sendOne(20).jump(-20_001, -1_000_160).send(1000);
        listener.play(network, 2000);
        assertEquals(0, listener.jitter.counters().resets());
        assertEquals(1, listener.jitter.counters().jumped());
    }

    @ParameterizedTest
    @CsvSource({"20000, 1000000", "-20000, -1000000", "0, 80000", "0, -80000", "300, 0", "-300, 0", "-20, 0"})
    void aStreamWhoseNumbersJumpPlaysOnWithinAFifthOfASecond(int sequences, int ticks) {
        LossyNetwork network =
                new LossyNetwork(16).send(2000).jump(sequences, ticks).send(2000);
        Listener listener = new Listener(8000).play(network, 4000);
        assertTrue(listener.jitter.counters().resets() <= 1);
        assertTrue(listener.countBetween(Playout.FRAME, 2250, 4000) >= 86, "plays on");
        assertTrue(listener.largestDelayMillis(2250, 4000) <= 30 + 5, "delay");
    }

    @Test
    void aLongerWayIsAcceptedAfterAWhile() {
        LossyNetwork network = new LossyNetwork(17).send(2000).base(400).send(3000);
        Listener listener = new Listener(8000).play(network, 5000);
        assertTrue(listener.countBetween(Playout.FRAME, 2700, 5000) >= 110, "plays on");
        assertTrue(listener.largestDelayMillis(3700, 5000) <= 400 + 5, "delay");
    }

    @Test
    void aStoppedStreamFallsSilentAndTheBeatGoesOn() {
        Listener listener = new Listener(8000).play(new LossyNetwork(18).send(1000), 3000);
        assertEquals(6, listener.count(Playout.CONCEAL));
        assertNear(92, listener.count(Playout.SILENCE), 2);
    }

    @Test
    void anotherSourceAfterAResetBeginsAfresh() {
        Listener listener = new Listener(8000).play(new LossyNetwork(19).send(1000), 990);
        listener.jitter.reset();
        LossyNetwork other = new LossyNetwork(20).startingAt(7, 1).base(1020).send(1000);
        listener.heard.clear();
        listener.play(other, 2000);
        assertPlayedInOrder(listener, 0, 46);
    }

    @Test
    void soundlessPacketsAreNotMissing() {
        JitterBuffer jitter = new JitterBuffer(8000, 160, 160, false);
        JitterFrame frame = new JitterFrame(160);
        byte[] payload = new byte[160];
        long now = 0;
        for (int i = 0; i < 50; i++) {
            if (i >= 20 && i < 30) {
                jitter.putSoundless(100 + i);
            } else {
                jitter.put(payload, 0, 160, 0, 100 + i, 160 * i, 160, now);
            }
            while (jitter.nextPlayoutNanos() < now + 20 * LossyNetwork.MILLI) {
                while (jitter.wantsSound()) {
                    assertTrue(jitter.take(frame) != Playout.CONCEAL, "packet " + i);
                }
                jitter.advance(now);
            }
            now += 20 * LossyNetwork.MILLI;
        }
    }

    @Test
    void aCallOfDaysOutlivesManyWrapsOfItsTimestamp() {
        JitterBuffer jitter = new JitterBuffer(48_000, 960, 160, true);
        JitterFrame frame = new JitterFrame(160);
        for (int i = 0; i < 40; i++) {
            long hours = 7L * i;
            long now = hours * 3600 * 1000 * LossyNetwork.MILLI;
            int timestamp = (int) (hours * 3600 * 48_000);
            assertEquals(PutResult.STORED, jitter.put(new byte[160], 0, 160, 0, i, timestamp, 960, now));
            boolean played = false;
            for (int beat = 0; beat < 5; beat++) {
                while (jitter.wantsSound()) {
                    played |= jitter.take(frame) == Playout.FRAME && frame.timestamp() == timestamp;
                }
                now += 20 * LossyNetwork.MILLI;
                jitter.advance(now);
            }
            assertTrue(played, "after " + hours + " hours");
        }
    }

    @Test
    void oversizedAndEndlessPacketsAreRefused() {
        JitterBuffer jitter = new JitterBuffer(8000, 160, 160, false);
        byte[] payload = new byte[2000];
        assertEquals(PutResult.OVERFLOW, jitter.put(payload, 0, 161, 0, 1, 0, 161, 0));
        assertEquals(PutResult.OVERFLOW, jitter.put(payload, 0, 10, 0, 1, 0, 0, 0));
        assertEquals(PutResult.OVERFLOW, jitter.put(payload, 0, 10, 0, 1, 0, 961, 0));
        assertEquals(3, jitter.counters().overflow());
    }

    private static void assertPlayedInOrder(Listener listener, int first, int last) {
        List<Integer> played = indexes(listener);
        assertTrue(played.size() > last - first, "only " + played.size() + " packets played");
        for (int i = first; i <= last; i++) {
            assertEquals(i, played.get(i - first));
        }
    }

    private static void assertNear(long expected, long actual, long tolerance) {
        assertTrue(Math.abs(actual - expected) <= tolerance, actual + " instead of " + expected);
    }

    private static void assertInOrder(Listener listener) {
        List<Integer> played = indexes(listener);
        for (int i = 1; i < played.size(); i++) {
            assertTrue(played.get(i) > played.get(i - 1), played.get(i) + " after " + played.get(i - 1));
        }
    }

    private static List<Integer> indexes(Listener listener) {
        return listener.heard.stream()
                .filter(h -> h.index() >= 0)
                .map(Listener.Heard::index)
                .toList();
    }
}
