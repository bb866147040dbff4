package dev.landline.gateway.demo;

import dev.landline.media.dtmf.TelephoneEvent;

/**
 * Turns keys into telephone-event packets (RFC 4733), frame by frame: each key is down for 160 ms and up for 100 ms, and
 * its end is said three times. Owned by the demo exchange.
 */
final class KeySender {

    static final int KEY_DOWN_TICKS = 160 * 8;
    static final int KEY_UP_TICKS = 100 * 8;

    /** Power of the tone the event stands for: -10 dBm0. */
    private static final int VOLUME = 10;

    private static final int END_PACKETS = 3;
    private static final int LONGEST_QUEUE = 32;

    private String waiting = "";
    private int event;
    private int timestamp;
    private int downTicks;
    private int upTicks;
    private boolean down;
    private boolean first;

    /** Queues keys; what is no key, or does not fit into 32 waiting ones, is left out. */
    void press(String keys) {
        StringBuilder queue = new StringBuilder(waiting);
        for (int i = 0; i < keys.length(); i++) {
            char key = keys.charAt(i);
            if (TelephoneEvent.event(key) >= 0 && queue.length() < LONGEST_QUEUE) {
                queue.append(key);
            }
        }
        waiting = queue.toString();
    }

    /**
     * Lets one frame of time pass.
     *
     * @param samples length of the frame in ticks of 8000 Hz
     * @param now RTP timestamp of the frame
     * @return packets to send in place of sound: 0 when no key is down, 1, or 3 when the key goes up
     */
    int frame(int samples, int now) {
        if (!down) {
            upTicks = Math.max(0, upTicks - samples);
            if (waiting.isEmpty() || upTicks > 0) {
                return 0;
            }
            event = TelephoneEvent.event(waiting.charAt(0));
            waiting = waiting.substring(1);
            timestamp = now;
            downTicks = 0;
            down = true;
            first = true;
        } else {
            first = false;
        }
        downTicks += samples;
        if (downTicks < KEY_DOWN_TICKS) {
            return 1;
        }
        down = false;
        upTicks = KEY_UP_TICKS + samples;
        return END_PACKETS;
    }

    /** Writes the payload for the current frame; returns its length. */
    int write(byte[] out, int offset) {
        return TelephoneEvent.write(out, offset, event, !down, VOLUME, downTicks);
    }

    /** The timestamp all packets of the current key carry. */
    int timestamp() {
        return timestamp;
    }

    /** The current frame begins a key: its packet has the marker (section 2.2). */
    boolean first() {
        return first;
    }
}
