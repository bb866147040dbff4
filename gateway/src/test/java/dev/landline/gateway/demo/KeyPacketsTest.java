package dev.landline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.media.dtmf.TelephoneEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyPacketsTest {

    private final KeySender sender = new KeySender();
    private final KeyListener listener = new KeyListener();

    @Test
    void everyKeySentIsHeardOnceWithItsLengthAndThreeEnds() {
        sender.press("0123456789*#ABCDx");
        StringBuilder heard = new StringBuilder();
        List<Integer> lengths = new ArrayList<>();
        int ends = 0;
        int timestamp = Integer.MAX_VALUE - 400;
        TelephoneEvent view = new TelephoneEvent();
        byte[] payload = new byte[4];
        for (int frame = 0; frame < 400; frame++) {
            int packets = sender.frame(160, timestamp);
            for (int i = 0; i < packets; i++) {
                sender.write(payload, 0);
                view.wrap(payload, 0, 4);
                ends += view.end() ? 1 : 0;
                if (view.end() && i == 0) {
                    lengths.add(view.durationTicks());
                }
                char key = listener.received(sender.timestamp(), payload, 0, 4);
                if (key != KeyListener.NONE) {
                    heard.append(key);
                }
            }
            timestamp += 160;
        }
        assertEquals("0123456789*#ABCD", heard.toString());
        assertEquals(3 * 16, ends);
        assertEquals(16, lengths.size());
        lengths.forEach(ticks -> assertEquals(KeySender.KEY_DOWN_TICKS, ticks));
    }

    @Test
    void keysAreApartByAHundredMilliseconds() {
        sender.press("12");
        List<Integer> starts = new ArrayList<>();
        for (int frame = 0; frame < 30; frame++) {
            if (sender.frame(160, frame * 160) > 0 && sender.first()) {
                starts.add(sender.timestamp());
            }
        }
        assertEquals(List.of(0, KeySender.KEY_DOWN_TICKS + KeySender.KEY_UP_TICKS), starts);
    }

    @Test
    void theSameKeyTwiceIsTwoPresses() {
        assertEquals('5', hear(1_000, 5, false, 160));
        assertEquals(KeyListener.NONE, hear(1_000, 5, true, 800));
        assertEquals('5', hear(3_000, 5, false, 160));
    }

    @Test
    void aKeyIsHeardWhenAllButItsLastPacketAreLost() {
        assertEquals('7', hear(1_000, 7, true, 800));
        assertEquals(KeyListener.NONE, hear(1_000, 7, true, 800));
    }

    @Test
    void aKeyHeldForTenSecondsIsOnePress() {
        assertEquals('9', hear(5_000, 9, false, 160));
        assertEquals(KeyListener.NONE, hear(5_000, 9, false, 0xFFFF));
        assertEquals(KeyListener.NONE, hear(5_000 + 0xFFFF, 9, false, 160));
        assertEquals(KeyListener.NONE, hear(5_000 + 0xFFFF, 9, true, 3_000));
        assertEquals('9', hear(5_000 + 0xFFFF + 8_000, 9, false, 160));
    }

    @Test
    void latePacketOfAnEarlierKeyAndGarbageAreNotHeard() {
        assertEquals('1', hear(1_000, 1, false, 160));
        assertEquals('2', hear(3_000, 2, false, 160));
        assertEquals(KeyListener.NONE, hear(1_000, 1, true, 800));
        assertEquals(KeyListener.NONE, hear(5_000, 200, false, 160));
        assertEquals(KeyListener.NONE, listener.received(9_000, new byte[3], 0, 3));
        assertEquals('3', hear(9_000, 3, false, 160));
    }

    private char hear(int timestamp, int event, boolean end, int ticks) {
        byte[] payload = new byte[4];
        TelephoneEvent.write(payload, 0, event, end, 10, ticks);
        return listener.received(timestamp, payload, 0, payload.length);
    }
}
