package dev.landline.gateway.e2e;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes the packets of one G.711 sender with telephone-events, frame by frame. Pure: no socket, no clock. Used by one
 * thread.
 */
final class RtpSender {

    private static final int CLOCK = 8000;
    private static final int PAUSE_FRAMES = 3;
    private static final int END_COPIES = 3;
    private static final int HEADER_BYTES = 12;

    private final Law law;
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private int sequence = ThreadLocalRandom.current().nextInt(0x7fff);
    private int timestamp = ThreadLocalRandom.current().nextInt();
    private double phase;
    private boolean talking;

    private int event = -1;
    private int eventTimestamp;
    private int eventTicks;
    private int eventLength;
    private int eventVolume;
    private int pauseFrames;

    RtpSender(Law law) {
        this.law = law;
    }

    /** A digit is being sent, or the pause after it. */
    boolean busy() {
        return event >= 0 || pauseFrames > 0;
    }

    void press(char digit, int millis, int volume) {
        event = HeardDigit.SYMBOLS.indexOf(digit);
        eventTimestamp = timestamp;
        eventTicks = 0;
        eventLength = millis * CLOCK / 1000;
        eventVolume = volume;
    }

    /** The packets that are due for the next so many samples: one of sound, or those of a digit. */
    List<byte[]> frame(int samples, double hertz, double amplitude) {
        List<byte[]> packets = new ArrayList<>();
        if (event >= 0) {
            boolean first = eventTicks == 0;
            eventTicks = Math.min(eventTicks + samples, eventLength);
            boolean end = eventTicks == eventLength;
            for (int copy = 0; copy < (end ? END_COPIES : 1); copy++) {
                byte[] bytes = new byte[HEADER_BYTES + 4];
                ByteBuffer packet = header(bytes, RtpPeer.TELEPHONE_EVENT, first && copy == 0, eventTimestamp);
                packet.put((byte) event)
                        .put((byte) (eventVolume | (end ? 0x80 : 0)))
                        .putShort((short) eventTicks);
                packets.add(bytes);
            }
            if (end) {
                event = -1;
                pauseFrames = PAUSE_FRAMES;
            }
            talking = false;
        } else {
            pauseFrames = Math.max(0, pauseFrames - 1);
            byte[] bytes = new byte[HEADER_BYTES + samples];
            ByteBuffer packet = header(bytes, law.payloadType, !talking, timestamp);
            for (int i = 0; i < samples; i++) {
                packet.put(law.encode((short) Math.round(32_767 * amplitude * Math.sin(phase))));
                phase = (phase + 2 * Math.PI * hertz / CLOCK) % (2 * Math.PI);
            }
            packets.add(bytes);
            talking = true;
        }
        timestamp += samples;
        return packets;
    }

    private ByteBuffer header(byte[] bytes, int payloadType, boolean marker, int packetTimestamp) {
        ByteBuffer packet = ByteBuffer.wrap(bytes);
        packet.put((byte) 0x80).put((byte) (payloadType | (marker ? 0x80 : 0))).putShort((short) sequence++);
        return packet.putInt(packetTimestamp).putInt(ssrc);
    }
}
