package dev.landline.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelephoneEventReceiverTest {

    private static final long MILLI = 1_000_000L;

    private final List<String> heard = new ArrayList<>();
    private final TelephoneEventReceiver receiver =
            new TelephoneEventReceiver(8000, new TelephoneEventReceiver.Listener() {
                @Override
                public void pressed(int event) {
                    heard.add("+" + TelephoneEvent.digit(event));
                }

                @Override
                public void released(int event, int durationMillis) {
                    heard.add("-" + TelephoneEvent.digit(event) + " " + durationMillis);
                }
            });
    private long nowMillis;

    @Test
    void aPressIsReportedOnceWithItsDuration() {
        send(5, 1000, true, false, 160);
        assertEquals(List.of("+5"), heard);
        assertTrue(receiver.isPressed());
        send(5, 1000, false, false, 320);
        send(5, 1000, false, false, 480);
        send(5, 1000, false, true, 640);
        send(5, 1000, false, true, 640);
        send(5, 1000, false, true, 640);
        assertEquals(List.of("+5", "-5 80"), heard);
        assertFalse(receiver.isPressed());
        assertEquals(2, receiver.ignored());
    }

    @Test
    void theSameKeyTwiceIsTwoPresses() {
        send(1, 1000, true, true, 400);
        send(1, 1000, false, true, 400);
        send(1, 3000, true, true, 800);
        assertEquals(List.of("+1", "-1 50", "+1", "-1 100"), heard);
    }

    @Test
    void onePacketOfAPressIsEnough() {
        send(10, 77, false, true, 1600);
        assertEquals(List.of("+*", "-* 200"), heard);
    }

    @Test
    void aLostBeginningIsMadeUpByALaterPacket() {
        send(11, 77, false, false, 800);
        send(11, 77, false, true, 1200);
        assertEquals(List.of("+#", "-# 150"), heard);
    }

    @Test
    void aLostEndIsInferredAfterABoundedTime() {
        send(3, 500, true, false, 160);
        send(3, 500, false, false, 320);
        nowMillis += 120;
        receiver.poll(nowMillis * MILLI);
        assertEquals(List.of("+3"), heard);
        nowMillis += 40;
        receiver.poll(nowMillis * MILLI);
        assertEquals(List.of("+3", "-3 40"), heard);
        send(3, 500, false, true, 480);
        assertEquals(2, heard.size(), "the end that comes late after all is the same press");
    }

    @Test
    void aPressIsHeardInFullWhenItsPacketsWereWaitingForUs() {
        send(3, 500, true, false, 160);
        nowMillis += 400;
        send(3, 500, false, false, 1120);
        send(3, 500, false, true, 1280);
        assertEquals(List.of("+3", "-3 160"), heard);
    }

    @Test
    void aLostEndIsInferredFromTheNextPress() {
        send(3, 500, true, false, 160);
        send(4, 2000, true, false, 160);
        assertEquals(List.of("+3", "-3 20", "+4"), heard);
    }

    @Test
    void theSameKeyPressedAgainEndsAPressWhoseEndWasLost() {
        send(3, 500, true, false, 160);
        send(3, 2000, true, false, 160);
        assertEquals(List.of("+3", "-3 20", "+3"), heard);
    }

    @Test
    void anOvertakenPacketOfAnEarlierPressIsIgnored() {
        send(3, 500, true, true, 160);
        send(4, 2000, true, false, 160);
        send(3, 500, false, true, 160);
        send(4, 2000, false, true, 320);
        send(3, 500, false, true, 160);
        assertEquals(List.of("+3", "-3 20", "+4", "-4 40"), heard);
    }

    @Test
    void anOvertakenPacketDoesNotShortenAPress() {
        send(3, 500, true, false, 480);
        send(3, 500, false, false, 320);
        send(3, 500, false, true, 480);
        assertEquals("-3 60", heard.get(1));
    }

    @Test
    void aVeryLongPressGoesOnInSegments() {
        send(7, 1000, true, false, 65_000);
        send(7, 1000, false, false, 65_535);
        send(7, 1000 + 65_535, false, false, 800);
        send(7, 1000 + 65_535, false, true, 1465);
        assertEquals(List.of("+7", "-7 8375"), heard);
    }

    @Test
    void timestampsMayWrap() {
        send(7, -10, true, true, 400);
        send(8, 2000, true, true, 400);
        assertEquals(List.of("+7", "-7 50", "+8", "-8 50"), heard);
    }

    @Test
    void aSenderThatBeginsAnewFarBackIsHeard() {
        send(7, 1_000_000, true, true, 400);
        send(8, 2000, true, true, 400);
        assertEquals(List.of("+7", "-7 50", "+8", "-8 50"), heard);
    }

    @Test
    void unknownEventsAndGarbageAreIgnored() {
        send(17, 100, true, true, 400);
        send(255, 200, true, true, 400);
        receiver.receive(new byte[3], 0, 3, 300, true, 0);
        assertEquals(List.of(), heard);
        assertEquals(3, receiver.ignored());
        send(16, 400, true, true, 400);
        assertEquals(List.of("+!", "-! 50"), heard);
    }

    @Test
    void aResetReleasesTheKey() {
        send(7, 1000, true, false, 400);
        receiver.reset();
        send(7, 1000, true, true, 400);
        assertEquals(List.of("+7", "-7 50", "+7", "-7 50"), heard);
    }

    private void send(int event, int timestamp, boolean marker, boolean end, int duration) {
        byte[] payload = new byte[4];
        TelephoneEvent.write(payload, 0, event, end, 10, duration);
        nowMillis += 20;
        receiver.receive(payload, 0, 4, timestamp, marker, nowMillis * MILLI);
    }
}
