package dev.landline.media.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortPoolTest {
    private static final long REST = 1_000;

    private static PortPool pool(int first, int last) {
        return new PortPool(first, last, REST, new Random(7));
    }

    @Test
    void everyPairIsHandedOutOnceAndThenNone() {
        PortPool pool = pool(30000, 30019);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            int port = pool.take(0);
            assertEquals(0, port % 2, "RTP ports are even");
            assertTrue(port >= 30000 && port + 1 <= 30019);
            assertTrue(seen.add(port), "handed out twice: " + port);
        }
        assertEquals(PortPool.NONE, pool.take(0));
        assertEquals(10, pool.inUse());
    }

    @Test
    void aPairRestsBeforeItIsUsedAgain() {
        PortPool pool = pool(30000, 30001);
        int port = pool.take(0);
        pool.release(port, 100);
        assertEquals(PortPool.NONE, pool.take(100 + REST - 1));
        assertEquals(port, pool.take(100 + REST));
    }

    @Test
    void aPairGivenBackTwiceIsNotCountedTwice() {
        PortPool pool = pool(30000, 30003);
        int port = pool.take(0);
        pool.take(0);
        pool.release(port, 0);
        pool.release(port, 0);
        assertEquals(1, pool.inUse());
    }

    @Test
    void theSearchStartsAtARandomPair() {
        PortPool pool = pool(30000, 39999);
        int first = pool.take(0);
        int second = pool.take(0);
        assertNotEquals(first + 2, second);
    }

    @Test
    void aRangeThatCannotHoldAPairIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> pool(30001, 30010));
        assertThrows(IllegalArgumentException.class, () -> pool(30000, 30000));
        assertThrows(IllegalArgumentException.class, () -> pool(30000, 70000));
    }

    @Test
    void aPortThatAnotherProgramHoldsIsSkipped() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
            int held = other.getLocalPort();
            int first = held & ~1;
            PortPool pool = pool(first, first + 1);
            assertTrue(TrunkSocket.open(loopback, pool, 0).isEmpty());
            assertEquals(0, pool.inUse(), "the pair went back");
        }
    }
}
