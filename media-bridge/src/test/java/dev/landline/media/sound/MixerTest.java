package dev.landline.media.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In virtual time: legs and the mixer run when the test says so. */
class MixerTest {

    /** A leg with a clock of its own: says a tone and keeps what it hears. */
    private static final class Talker {
        final MixerPort port = new MixerPort();
        final int sampleRate;
        final int frame;
        final double hertz;
        final double peak;
        final double periodMillis;
        double nextMillis;
        long said;
        final short[] out;
        short[] heard = new short[0];
        int heardCount;

        Talker(int sampleRate, int frameMillis, double hertz, double peak, double ppm, double startMillis) {
            this.sampleRate = sampleRate;
            this.frame = frameMillis * sampleRate / 1000;
            this.hertz = hertz;
            this.peak = peak;
            periodMillis = frameMillis * (1 + ppm / 1e6);
            nextMillis = startMillis;
            out = new short[frame];
        }

        void run() {
            for (int i = 0; i < frame; i++) {
                out[i] = (short) Math.round(peak * Math.sin(2 * Math.PI * hertz * said++ / sampleRate));
            }
            port.hear(out, 0, frame, sampleRate, nanos(nextMillis));
            port.now(nanos(nextMillis));
            if (heardCount + frame > heard.length) {
                heard = Arrays.copyOf(heard, 2 * heard.length + 16_000);
            }
            assertEquals(frame, port.read(heard, heardCount, frame, sampleRate));
            heardCount += frame;
            nextMillis += periodMillis;
        }

        double level(double of, int lastMillis) {
            int from = heardCount - lastMillis * sampleRate / 1000;
            return Hearing.dbm0(heard, from, heardCount, of, sampleRate);
        }
    }

    private static long nanos(double millis) {
        return (long) (millis * 1e6);
    }

    private final MixerRoom room = new MixerRoom(false);
    private final List<Talker> talkers = new ArrayList<>();
    private double nextTickMillis = 3;

    private Talker talker(int sampleRate, int frameMillis, double hertz, double peak, double ppm, double startMillis) {
        Talker talker = new Talker(sampleRate, frameMillis, hertz, peak, ppm, startMillis);
        assertTrue(room.enter(talker.port));
        talkers.add(talker);
        return talker;
    }

    private void runUntil(double millis) {
        while (true) {
            double next = nextTickMillis;
            Talker first = null;
            for (Talker talker : talkers) {
                if (talker.nextMillis < next) {
                    next = talker.nextMillis;
                    first = talker;
                }
            }
            if (next >= millis) {
                return;
            }
            if (first == null) {
                room.tick(nanos(nextTickMillis));
                nextTickMillis += 20;
            } else {
                first.run();
            }
        }
    }

    @Test
    void everybodyHearsAllOthersAndNotThemselves() {
        Talker narrow = talker(8000, 20, 500, 6000, 0, 1);
        Talker wide = talker(16_000, 20, 900, 6000, 0, 8);
        Talker slow = talker(8000, 60, 1300, 6000, 0, 11);
        Talker fast = talker(16_000, 10, 5000, 6000, 0, 4);
        // The first seconds are spent on finding the shortest delay.
        runUntil(6000);
        double expected = 20 * Math.log10(6000 / Level.ZERO_DBM0_PEAK);
        for (Talker talker : talkers) {
            for (Talker other : talkers) {
                double level = talker.level(other.hertz, 1000);
                if (other == talker) {
                    assertTrue(level < -70, talker.hertz + " hears itself at " + level);
                } else if (other == fast && talker.sampleRate == 8000) {
                    assertTrue(level < -60, "5 kHz cannot be heard at 8 kHz, nor its alias");
                } else {
                    assertEquals(expected, level, 0.2, talker.hertz + " hears " + other.hertz);
                }
            }
        }
        assertTrue(narrow.level(3000, 1000) < -60, "no alias of 5 kHz");
        assertEquals(0, slow.port.overflowed() + wide.port.overflowed());
        assertEquals(0, slow.port.holes() + wide.port.holes() + narrow.port.holes() + fast.port.holes());
    }

    @Test
    void inAnEchoOneHearsOneself() {
        MixerRoom echo = new MixerRoom(true);
        Talker alone = new Talker(16_000, 20, 900, 6000, 0, 1);
        assertTrue(echo.enter(alone.port));
        for (double millis = 3; millis < 6000; millis += 20) {
            alone.run();
            echo.tick(nanos(millis));
        }
        assertEquals(20 * Math.log10(6000 / Level.ZERO_DBM0_PEAK), alone.level(900, 1000), 0.2);
    }

    @Test
    void mixingAddsAtMostFortyMilliseconds() {
        for (int phase = 0; phase < 20; phase += 3) {
            for (int other = 0; other < 20; other += 3) {
                MixerRoom apart = new MixerRoom(false);
                Talker speaker = new Talker(16_000, 20, 1000, 0, 0, phase);
                Talker listener = new Talker(16_000, 20, 1000, 0, 0, other);
                apart.enter(speaker.port);
                apart.enter(listener.port);
                double tick = 3;
                double clickSaidMillis = -1;
                double heardMillis = -1;
                while (heardMillis < 0) {
                    double next = Math.min(tick, Math.min(speaker.nextMillis, listener.nextMillis));
                    if (next == tick) {
                        apart.tick(nanos(tick));
                        tick += 20;
                    } else if (next == speaker.nextMillis) {
                        boolean click = clickSaidMillis < 0 && next > 3000;
                        short[] frame = new short[320];
                        if (click) {
                            Arrays.fill(frame, (short) 9000);
                            clickSaidMillis = next;
                        }
                        speaker.port.hear(frame, 0, 320, 16_000, nanos(next));
                        speaker.port.now(nanos(next));
                        speaker.port.read(frame, 0, 320, 16_000);
                        speaker.nextMillis += 20;
                    } else {
                        int before = listener.heardCount;
                        listener.run();
                        for (int i = before; i < listener.heardCount && heardMillis < 0; i++) {
                            if (listener.heard[i] > 4500) {
                                heardMillis = next + (i - before) / 16.0;
                            }
                        }
                    }
                }
                assertTrue(heardMillis - clickSaidMillis <= 40.1, (heardMillis - clickSaidMillis) + " ms");
            }
        }
    }

    @Test
    void clocksThatDifferLoseNothingAndTheDelayStaysShort() {
        Talker fast = talker(16_000, 20, 440, 6000, -200, 2);
        Talker slow = talker(16_000, 20, 700, 6000, 200, 9);
        Talker exact = talker(16_000, 20, 1000, 6000, 0, 14);
        runUntil(600_000);
        // 200 ppm of ten minutes are 120 ms, so 1920 samples too many from the fast one, and as many too few for it.
        for (MixerPort port : List.of(fast.port, slow.port)) {
            assertEquals(1920.0, (double) port.leftOut(), 500.0, "left out");
            assertEquals(1920.0, (double) port.putIn(), 500.0, "put in");
        }
        assertTrue(exact.port.leftOut() + exact.port.putIn() < 400);
        assertEquals(0, fast.port.holes() + slow.port.holes() + exact.port.holes(), "nothing ran dry");
        assertEquals(0, fast.port.overflowed() + slow.port.overflowed() + exact.port.overflowed());
        // Corrections are not heard: nowhere is the sound more broken than the tones themselves.
        double steepest = 6000 * 2 * Math.PI * (440 + 700) / 16_000;
        short[] heard = Arrays.copyOfRange(exact.heard, 16_000, exact.heardCount);
        assertTrue(Hearing.largestStep(heard) < 1.25 * steepest, Hearing.largestStep(heard) + " of " + steepest);
    }

    @Test
    void aLegThatStopsIsSilenceForTheOthersAndComesBack() {
        Talker stopping = talker(16_000, 20, 500, 6000, 0, 2);
        Talker other = talker(16_000, 20, 900, 6000, 0, 9);
        runUntil(2000);
        assertEquals(-11.6, other.level(500, 500), 0.3);
        stopping.nextMillis = 5000;
        runUntil(4000);
        assertTrue(other.level(500, 500) < -80);
        runUntil(8000);
        assertEquals(-11.6, other.level(500, 500), 0.3);
        assertEquals(-11.6, stopping.level(900, 500), 0.3);
        assertTrue(stopping.port.holes() >= 1);
    }

    @Test
    void theWholeRoomIsBounded() {
        List<MixerPort> ports = new ArrayList<>();
        for (int i = 0; i < Mixer.MOST_PORTS; i++) {
            ports.add(new MixerPort());
            assertTrue(room.enter(ports.get(i)));
        }
        assertFalse(room.enter(new MixerPort()));
        room.leave(ports.get(5));
        room.leave(ports.get(5));
        assertEquals(31, room.size());
        assertTrue(room.enter(new MixerPort()));
    }

    @Test
    void manyLoudVoicesAreTurnedDownAndNotCut() {
        Talker listener = talker(16_000, 20, 300, 0, 0, 2);
        for (int i = 0; i < 12; i++) {
            talker(16_000, 20, 400 + 210 * i, 12_000, 0, 3 + i);
        }
        runUntil(3000);
        int from = listener.heardCount - 16_000;
        for (int i = 0; i < 12; i++) {
            double level = listener.level(400 + 210 * i, 1000);
            assertEquals(listener.level(400, 1000), level, 1.0, "all are turned down alike");
        }
        double all = Hearing.dbm0(listener.heard, from, listener.heardCount);
        double between = Hearing.dbm0(listener.heard, from, listener.heardCount, 505, 16_000);
        assertTrue(between < all - 35, "distortion at " + (between - all) + " dB");
        for (int i = from; i < listener.heardCount; i++) {
            assertTrue(Math.abs(listener.heard[i]) <= Short.MAX_VALUE);
        }
    }

    @Test
    void oneLoudVoiceAndASoftOneAreLeftAlone() {
        Talker listener = talker(16_000, 20, 300, 0, 0, 2);
        talker(16_000, 20, 500, 20_000, 0, 5);
        talker(16_000, 20, 900, 5000, 0, 7);
        runUntil(2000);
        assertEquals(20 * Math.log10(20_000 / Level.ZERO_DBM0_PEAK), listener.level(500, 500), 0.05);
        assertEquals(20 * Math.log10(5000 / Level.ZERO_DBM0_PEAK), listener.level(900, 500), 0.05);
    }

    @Test
    void mixingAllocatesNothing() {
        for (int i = 0; i < 8; i++) {
            talker(i % 2 == 0 ? 8000 : 16_000, 20, 500 + 100 * i, 6000, 0, i);
        }
        short[] pcm = new short[320];
        double bytes = Allocations.leastBytesPerRun(
                () -> {
                    for (Talker talker : talkers) {
                        talker.port.hear(talker.out, 0, talker.frame, talker.sampleRate, 0);
                        talker.port.read(pcm, 0, talker.frame, talker.sampleRate);
                    }
                    room.tick(0);
                },
                500);
        assertEquals(0, bytes, 0.1);
    }
}
