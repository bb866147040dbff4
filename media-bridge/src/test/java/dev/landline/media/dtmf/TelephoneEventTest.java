package dev.landline.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TelephoneEventTest {

    @Test
    void whatIsWrittenIsRead() {
        byte[] bytes = new byte[6];
        assertEquals(4, TelephoneEvent.write(bytes, 1, 11, true, 10, 40_000));
        assertArrayEquals(new byte[] {0, 11, (byte) 0x8A, (byte) 0x9C, 0x40, 0}, bytes);
        TelephoneEvent event = new TelephoneEvent();
        assertTrue(event.wrap(bytes, 1, 4));
        assertEquals(11, event.event());
        assertTrue(event.end());
        assertEquals(10, event.volume());
        assertEquals(40_000, event.durationTicks());
    }

    @Test
    void aShortPayloadIsRefused() {
        assertFalse(new TelephoneEvent().wrap(new byte[10], 0, 3));
    }

    @Test
    void everyKeyHasItsCode() {
        String keys = "0123456789*#ABCD!";
        for (int event = 0; event < keys.length(); event++) {
            assertEquals(event, TelephoneEvent.event(keys.charAt(event)));
            assertEquals(keys.charAt(event), TelephoneEvent.digit(event));
            assertTrue(TelephoneEvent.isKnown(event));
        }
        assertEquals(13, TelephoneEvent.event('b'));
        assertEquals(-1, TelephoneEvent.event('x'));
        assertFalse(TelephoneEvent.isKnown(17));
    }
}
