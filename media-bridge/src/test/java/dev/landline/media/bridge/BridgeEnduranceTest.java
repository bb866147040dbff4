package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Many short bridges leave nothing behind; {@code bench/short-calls} does the same twelve thousand times. */
class BridgeEnduranceTest {
    private static final int BRIDGES = 1000;

    /** A leaked codec is 18 KB or more, so one in each bridge would be 18 MB. */
    private static final long MOST_LEFT_BYTES = 8 << 20;

    @Test
    void aThousandShortBridgesLeaveNoThreadPortFileCodecOrMemoryBehind() throws Exception {
        try (ShortBridges bridges = new ShortBridges()) {
            bridges.run(100);
            ShortBridges.Holdings before = bridges.holdings();
            bridges.run(BRIDGES);
            Waiting.until(
                    "threads to end",
                    () -> ManagementFactory.getThreadMXBean().getThreadCount() <= before.threads() + 2);
            ShortBridges.Holdings after = bridges.holdings();
            System.out.println("before " + before + "\nafter  " + after);
            assertEquals(0, after.bridges() + after.ports() + after.codecs() + after.files());
            assertTrue(after.descriptors() <= before.descriptors() + 2, "file descriptors stayed");
            long heap = after.heapBytes() - before.heapBytes();
            assertTrue(heap < MOST_LEFT_BYTES, heap + " bytes of heap stayed");
            long outside = after.nativeBytes() - before.nativeBytes();
            assertTrue(outside < MOST_LEFT_BYTES, outside + " bytes outside the heap stayed");
            assertEquals(0, after.failures());
        }
    }
}
