package dev.landline.media.jitter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketSlotsTest {
    private static final int MOST = 1500;

    private final PacketSlots slots = new PacketSlots(MOST);
    private final JitterFrame frame = new JitterFrame(MOST);
    private int next;

    private byte[] through(int length) {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) (next + length));
        slots.store(payload, 0, length, 0, next, 0, 0, 160);
        slots.copyTo(next % PacketSlots.COUNT, frame);
        slots.passTo(next, true);
        next++;
        return payload;
    }

    @Test
    void packetsOfEveryLengthComeOutAsTheyWentInWhateverTheSlotHeldBefore() {
        slots.begin(-1);
        for (int round = 0; round < 3; round++) {
            for (int length = 0; length <= MOST; length++) {
                byte[] payload = through(round == 1 ? MOST - length : length);
                assertEquals(payload.length, frame.payloadLength());
                assertArrayEquals(payload, Arrays.copyOf(frame.payload(), payload.length));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"80, 20000", "160, 20000", "480, 40000", "1500, 110000"})
    void aCallTakesMemoryForWhatItsPacketsNeedAndThenNoMore(int length, int mostBytes) {
        byte[] payload = new byte[length];
        Runnable fill = () -> {
            PacketSlots call = new PacketSlots(MOST);
            for (int i = 0; i < 3 * PacketSlots.COUNT; i++) {
                call.store(payload, 0, length, 0, i, 0, 0, 160);
            }
        };
        double bytes = Allocations.leastBytesPerRun(fill, 10);
        assertTrue(bytes < mostBytes, bytes + " bytes");
        assertEquals(0, Allocations.leastBytesPerRun(() -> slots.store(payload, 0, length, 0, next++, 0, 0, 160), 200));
    }
}
