package dev.landline.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelephoneEventSenderTest {

    private static final long MILLI = 1_000_000L;

    private record Sent(
            long atMillis, int event, boolean end, int duration, int timestamp, boolean marker, int sequence) {}

    private final RtpStream stream = new RtpStream(1, 100, 5000);
    private final TelephoneEventSender sender = new TelephoneEventSender(8000);
    private final List<Sent> sent = new ArrayList<>();
    private final byte[] out = new byte[64];
    private long nowMillis;

    @Test
    void aHeldKeyIsRepeatedWithGrowingDurationAndItsEndIsSentThreeTimes() {
        sender.press(5);
        run(100);
        sender.release(100);
        run(200);
        assertEquals(List.of(160, 320, 480, 640, 800, 800, 800, 800), durations());
        assertEquals(
                List.of(false, false, false, false, false, true, true, true),
                sent.stream().map(Sent::end).toList());
        for (int i = 0; i < sent.size(); i++) {
            assertEquals(5, sent.get(i).event());
            assertEquals(5000, sent.get(i).timestamp());
            assertEquals(i == 0, sent.get(i).marker());
            assertEquals(100 + i, sent.get(i).sequence());
            assertEquals(20L * i, sent.get(i).atMillis());
        }
        assertFalse(sender.isBusy());
    }

    @Test
    void soundRestsWhileAKeyIsDownAndReturnsWithTheFirstEnd() {
        assertFalse(sender.replacesSound());
        sender.press(5);
        run(60);
        assertTrue(sender.replacesSound());
        sender.release(60);
        run(20);
        assertFalse(sender.replacesSound());
        assertTrue(sender.isBusy(), "two more ends are to be sent");
    }

    @ParameterizedTest
    @CsvSource({"0, 320", "10, 320", "40, 320", "50, 400", "250, 2000"})
    void aPressOfWhichOnlyTheEndWasHeardSoundsInFull(int millis, int ticks) {
        sender.press(5);
        sender.release(millis);
        run(500);
        assertEquals(ticks, sent.getLast().duration());
        assertEquals(3, sent.stream().filter(Sent::end).count());
        assertEquals((ticks + 159) / 160 + 2, sent.size());
    }

    @Test
    void aReleaseThatComesLateDoesNotShortenWhatWasSent() {
        sender.press(5);
        run(200);
        sender.release(70);
        run(100);
        assertEquals(1600, sent.getLast().duration());
    }

    @Test
    void fastDigitsWaitTheirTurn() {
        for (int event = 0; event < 12; event++) {
            assertTrue(sender.press(event));
            sender.release(50);
        }
        run(12 * 160);
        List<Integer> ended =
                sent.stream().filter(Sent::marker).map(Sent::event).toList();
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), ended);
        Sent first = sent.get(0);
        Sent second = sent.stream().filter(s -> s.event() == 1).findFirst().orElseThrow();
        assertTrue(second.timestamp() - first.timestamp() >= 400 + 320, "presses do not overlap in time");
        assertFalse(sender.isBusy());
    }

    @Test
    void theQueueIsBounded() {
        for (int i = 0; i < TelephoneEventSender.QUEUE_LENGTH; i++) {
            assertTrue(sender.press(1));
            sender.release(40);
        }
        assertFalse(sender.press(2));
        sender.release(40);
        assertEquals(1, sender.dropped());
    }

    @Test
    void aSecondKeyReleasesTheFirst() {
        sender.press(1);
        run(60);
        sender.press(2);
        run(100);
        sender.release(80);
        run(300);
        assertEquals(
                List.of(1, 2),
                sent.stream().filter(Sent::marker).map(Sent::event).toList());
        assertEquals(6, sent.stream().filter(Sent::end).count());
    }

    @Test
    void aPressLongerThanOnePacketCanStateGoesOnInSegments() {
        sender.press(9);
        run(9000);
        sender.release(9000);
        run(100);
        List<Sent> segments = sent.stream().filter(s -> s.timestamp() != 5000).toList();
        assertEquals(5000 + 65_535, segments.get(0).timestamp());
        assertTrue(sent.stream().noneMatch(s -> s.duration() > 65_535));
        assertEquals(72_000 - 65_535, sent.getLast().duration());
        assertEquals(1, sent.stream().filter(Sent::marker).count());
        assertTrue(sent.stream().anyMatch(s -> s.duration() == 65_535 && !s.end()), "the full segment is stated");
        assertEquals(9000, relayed(8000, sent));
    }

    @ParameterizedTest
    @CsvSource({"48000, 8000, 120", "8000, 48000, 120", "48000, 8000, 3000", "8000, 48000, 3000"})
    void pressesAreRelayedBetweenClocks(int from, int to, int millis) {
        TelephoneEventSender outgoing = new TelephoneEventSender(to);
        RtpStream incoming = new RtpStream(1, 1, 1000);
        RtpStream relayedStream = new RtpStream(2, 1, 9000);
        TelephoneEventSender phone = new TelephoneEventSender(from);
        TelephoneEventReceiver receiver = new TelephoneEventReceiver(from, new TelephoneEventReceiver.Listener() {
            @Override
            public void pressed(int event) {
                outgoing.press(event);
            }

            @Override
            public void released(int event, int durationMillis) {
                outgoing.release(durationMillis);
            }
        });
        phone.press(8);
        RtpPacket packet = new RtpPacket();
        List<Sent> result = new ArrayList<>();
        for (int at = 0; at < millis + 300; at += 20) {
            if (at == millis) {
                phone.release(millis);
            }
            int length = phone.write(out, 0, incoming, 101, at * MILLI);
            if (length > 0 && packet.wrap(out, 0, length)) {
                receiver.receive(
                        out,
                        packet.payloadOffset(),
                        packet.payloadLength(),
                        packet.timestamp(),
                        packet.marker(),
                        at * MILLI);
            }
            int relayed = outgoing.write(out, 0, relayedStream, 101, at * MILLI);
            if (relayed > 0) {
                result.add(read(at, relayed));
            }
            incoming.advance(from / 50);
            relayedStream.advance(to / 50);
        }
        assertEquals(millis, relayed(to, result));
        assertEquals(3, result.stream().filter(Sent::end).count());
        assertTrue(result.stream().allMatch(s -> s.event() == 8));
    }

    /** How long the press in these packets lasted, in milliseconds, as a receiver sees it. */
    private static int relayed(int clockRate, List<Sent> packets) {
        int[] millis = new int[1];
        TelephoneEventReceiver receiver = new TelephoneEventReceiver(clockRate, new TelephoneEventReceiver.Listener() {
            @Override
            public void pressed(int event) {}

            @Override
            public void released(int event, int durationMillis) {
                millis[0] += durationMillis;
            }
        });
        byte[] payload = new byte[4];
        for (Sent packet : packets) {
            TelephoneEvent.write(payload, 0, packet.event(), packet.end(), 10, packet.duration());
            receiver.receive(payload, 0, 4, packet.timestamp(), packet.marker(), packet.atMillis() * MILLI);
        }
        return millis[0];
    }

    private List<Integer> durations() {
        return sent.stream().map(Sent::duration).toList();
    }

    private void run(int millis) {
        for (int i = 0; i < millis; i += 20) {
            int length = sender.write(out, 0, stream, 101, nowMillis * MILLI);
            if (length > 0) {
                sent.add(read(nowMillis, length));
            }
            stream.advance(160);
            nowMillis += 20;
        }
    }

    private Sent read(long atMillis, int length) {
        RtpPacket packet = new RtpPacket();
        TelephoneEvent event = new TelephoneEvent();
        assertTrue(packet.wrap(out, 0, length));
        assertEquals(101, packet.payloadType());
        assertTrue(event.wrap(out, packet.payloadOffset(), packet.payloadLength()));
        return new Sent(
                atMillis,
                event.event(),
                event.end(),
                event.durationTicks(),
                packet.timestamp(),
                packet.marker(),
                packet.sequence());
    }
}
