package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Many short bridges leave nothing behind. */
class BridgeEnduranceTest {
    private static final int WITHOUT_BROWSER = 470;
    private static final int WITH_BROWSER = 30;
    private static final long MOST_LEFT_BYTES = 8 << 20;

    @Test
    void fiveHundredShortBridgesLeaveNoThreadPortOrHeapBehind() throws Exception {
        try (TestEngine engine = TestEngine.start(OpusChoice.AUTO);
                BrowserPeer described = engine.newBrowser();
                TrunkPeer trunk = new TrunkPeer(G711Law.PCMU, 20)) {
            run(engine, described, trunk, 20, 3);
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            long heap = usedHeap();
            run(engine, described, trunk, WITHOUT_BROWSER, WITH_BROWSER);
            assertEquals(0, engine.engine().openBridges());
            assertEquals(0, engine.engine().trunkPortsInUse());
            Waiting.until(
                    "threads to end", () -> ManagementFactory.getThreadMXBean().getThreadCount() <= threads + 2);
            long left = usedHeap() - heap;
            assertTrue(left < MOST_LEFT_BYTES, left + " bytes of heap stayed");
            assertEquals(0, engine.count(MediaCounter.BRIDGE_FAILED) + engine.count(MediaCounter.COMMANDS_DROPPED));
        }
    }

    private static void run(TestEngine engine, BrowserPeer described, TrunkPeer trunk, int without, int with)
            throws Exception {
        for (int i = 0; i < without; i++) {
            try (Bridge bridge = engine.engine().open("short-" + i, event -> {})) {
                bridge.openBrowser(Side.A);
                bridge.connectBrowser(Side.A, described.description());
                bridge.openTrunk(Side.B);
                bridge.connectTrunk(Side.B, trunk.description());
            }
        }
        for (int i = 0; i < with; i++) {
            try (TestCall call = new TestCall(engine.engine(), engine.newBrowser(), new TrunkPeer(G711Law.PCMA, 20))) {
                call.connectTrunk();
                call.connectBrowser();
                call.awaitSecured();
            }
        }
        Waiting.until("all bridges to end", () -> engine.engine().openBridges() == 0);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
