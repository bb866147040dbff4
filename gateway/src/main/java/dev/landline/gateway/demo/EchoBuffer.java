package dev.landline.gateway.demo;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import java.util.Arrays;

/**
 * Plays the peer's own G.711 back after a short delay. Codes are kept by their RTP timestamp, so that loss is silence and
 * disorder is put right; the delay grows when packets come late and falls back when too much piles up. What waits here
 * is never more than {@link #MAX_DELAY_MILLIS}. Fixed memory, no clock. Owned by the demo exchange.
 */
final class EchoBuffer {

    static final int MAX_DELAY_MILLIS = 240;

    private static final int SAMPLES_PER_MILLI = 8;
    private static final int START_DELAY = 60 * SAMPLES_PER_MILLI;
    private static final int MAX_DELAY = MAX_DELAY_MILLIS * SAMPLES_PER_MILLI;
    private static final int MAX_PACKET = 160 * SAMPLES_PER_MILLI;

    /** A power of two above the largest delay and the longest packet taken. */
    private static final int CAPACITY = 4_096;

    private final byte[] codes = new byte[CAPACITY];
    private final byte silence;
    private boolean started;
    private int playTimestamp;
    private int headTimestamp;
    private long jumps;

    EchoBuffer(G711Law law) {
        silence = G711.silence(law);
    }

    /** Takes one packet's codes; a packet longer than 160 ms is not taken. */
    void put(int timestamp, byte[] payload, int offset, int length) {
        if (length == 0 || length > MAX_PACKET) {
            return;
        }
        int ahead = timestamp - playTimestamp;
        if (!started || ahead > MAX_DELAY || ahead < -MAX_DELAY) {
            start(timestamp);
        } else if (ahead < 0) {
            if (timestamp - headTimestamp < 0) {
                return;
            }
            // The newest packet is late, so all that follow will be: wait for them.
            playTimestamp = timestamp - START_DELAY;
            jumps++;
        }
        for (int i = 0; i < length; i++) {
            codes[timestamp + i & CAPACITY - 1] = payload[offset + i];
        }
        int end = timestamp + length;
        if (end - headTimestamp > 0) {
            headTimestamp = end;
        }
        shorten();
    }

    /** Takes the next {@code count} codes to send: the voice, or silence where there is none. */
    void take(byte[] out, int offset, int count) {
        if (!started) {
            Arrays.fill(out, offset, offset + count, silence);
            return;
        }
        for (int i = 0; i < count; i++) {
            int slot = playTimestamp + i & CAPACITY - 1;
            out[offset + i] = codes[slot];
            codes[slot] = silence;
        }
        playTimestamp += count;
    }

    /** Samples between what is played next and the newest that came; negative when the peer fell silent. */
    int depth() {
        return started ? headTimestamp - playTimestamp : 0;
    }

    /** How often the delay had to jump, which is heard. */
    long jumps() {
        return jumps;
    }

    private void start(int timestamp) {
        jumps += started ? 1 : 0;
        started = true;
        Arrays.fill(codes, silence);
        playTimestamp = timestamp - START_DELAY;
        headTimestamp = timestamp;
    }

    /** A burst after a stall must not stay as delay for the rest of the call. */
    private void shorten() {
        if (depth() > MAX_DELAY) {
            while (depth() > START_DELAY) {
                codes[playTimestamp & CAPACITY - 1] = silence;
                playTimestamp++;
            }
            jumps++;
        }
    }
}
