package dev.landline.gateway.demo;

import dev.landline.media.dtmf.TelephoneEvent;

/**
 * Tells key presses from the stream of telephone-event packets (RFC 4733): one press however many packets repeat it and
 * however long the key is held. Owned by the demo exchange.
 */
final class KeyListener {

    /** No new key. */
    static final char NONE = 0;

    private final TelephoneEvent packet = new TelephoneEvent();
    private boolean heardAny;
    private boolean ended;
    private int event;
    private int timestamp;
    private int durationTicks;

    /**
     * Takes one packet's payload.
     *
     * @return the key when it goes down with this packet, else {@link #NONE}; also for a payload that is malformed
     */
    char received(int packetTimestamp, byte[] payload, int offset, int length) {
        if (!packet.wrap(payload, offset, length) || !TelephoneEvent.isKnown(packet.event())) {
            return NONE;
        }
        int age = packetTimestamp - timestamp;
        if (heardAny && age < 0) {
            return NONE;
        }
        // Section 2.5.1.3: a key held longer than the field can say goes on in a segment that starts where it stopped.
        boolean nextSegment = heardAny && !ended && packet.event() == event && age == durationTicks && age != 0;
        boolean sameKey = heardAny && (age == 0 || nextSegment);
        heardAny = true;
        ended = packet.end() || (age == 0 && ended);
        event = packet.event();
        timestamp = packetTimestamp;
        durationTicks = packet.durationTicks();
        return sameKey ? NONE : TelephoneEvent.digit(event);
    }

    /** Forgets what was heard: the peer's stream starts again. */
    void reset() {
        heardAny = false;
    }
}
