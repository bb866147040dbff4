package dev.landline.media.bridge;

import dev.landline.media.dtmf.TelephoneEvent;
import dev.landline.media.rtp.RtpStream;
import java.util.ArrayDeque;
import java.util.Queue;

/** Types keys at a person's pace: 100 ms each, a packet every 20 ms in place of sound, the end three times, 100 ms apart. */
final class KeyTyper {
    private static final int DOWN_FRAMES = 5;
    private static final int END_PACKETS = 3;
    private static final int PAUSE_FRAMES = 5;

    private final Queue<Character> waiting = new ArrayDeque<>();
    private final int payloadType;
    private final int frameTicks;
    private int step = -1;
    private int start;

    KeyTyper(int payloadType, int frameTicks) {
        this.payloadType = payloadType;
        this.frameTicks = frameTicks;
    }

    synchronized void type(String keys) {
        keys.chars().forEach(key -> waiting.add((char) key));
    }

    /** Writes this frame's packet when a key is down; returns its length, or 0 when sound is to be sent. */
    synchronized int write(byte[] out, RtpStream stream) {
        if (step < 0) {
            if (waiting.isEmpty()) {
                return 0;
            }
            step = 0;
            start = stream.timestamp();
        }
        step++;
        int length = 0;
        if (step < DOWN_FRAMES + END_PACKETS) {
            int header = stream.writeHeader(out, 0, payloadType, step == 1, start);
            int duration = Math.min(step, DOWN_FRAMES) * frameTicks;
            int event = TelephoneEvent.event(waiting.element());
            length = header + TelephoneEvent.write(out, header, event, step >= DOWN_FRAMES, 10, duration);
        } else if (step == DOWN_FRAMES + END_PACKETS + PAUSE_FRAMES) {
            waiting.remove();
            step = -1;
        }
        return length;
    }
}
