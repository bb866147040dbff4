package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LoopChoiceTest {

    private static int[] after(int[] bridges, int more) {
        for (int i = 0; i < more; i++) {
            bridges[LoopChoice.among(bridges)]++;
        }
        return bridges;
    }

    @Test
    void fewCallsShareOneLoop() {
        int[] bridges = after(new int[3], LoopChoice.PACKED);
        assertEquals(LoopChoice.PACKED, bridges[0]);
        assertEquals(0, bridges[1] + bridges[2]);
    }

    @Test
    void manyCallsAreSpreadEvenly() {
        int[] bridges = after(new int[3], 3 * LoopChoice.PACKED + 30);
        for (int each : bridges) {
            assertEquals(LoopChoice.PACKED + 10, each);
        }
    }

    @Test
    void aPlaceThatBecomesFreeIsTakenAgain() {
        assertEquals(1, LoopChoice.among(new int[] {LoopChoice.PACKED, LoopChoice.PACKED - 1, 0}));
        assertEquals(2, LoopChoice.among(new int[] {60, 61, 59}));
    }
}
