package dev.landline.media.bridge;

import dev.landline.media.dtmf.TelephoneEvent;
import dev.landline.media.rtp.RtpPacket;
import java.util.ArrayList;
import java.util.List;

/** Writes down the telephone-events that a test peer hears: one entry per event with how its end was told. */
final class DigitLog {

    /** One event: its key, its length and how many packets said that it ended. */
    record Entry(char digit, int millis, int endPackets, int packets) {}

    private final int clockRate;
    private final List<Entry> entries = new ArrayList<>();
    private final TelephoneEvent event = new TelephoneEvent();
    private int timestamp;

    DigitLog(int clockRate) {
        this.clockRate = clockRate;
    }

    synchronized void add(byte[] bytes, RtpPacket packet) {
        if (!event.wrap(bytes, packet.payloadOffset(), packet.payloadLength())) {
            throw new IllegalStateException("a broken telephone-event");
        }
        int millis = event.durationTicks() * 1000 / clockRate;
        char digit = TelephoneEvent.digit(event.event());
        int ends = event.end() ? 1 : 0;
        if (!entries.isEmpty() && timestamp == packet.timestamp()) {
            Entry last = entries.removeLast();
            entries.add(
                    new Entry(digit, Math.max(millis, last.millis()), last.endPackets() + ends, last.packets() + 1));
        } else {
            entries.add(new Entry(digit, millis, ends, 1));
        }
        timestamp = packet.timestamp();
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The keys in order. */
    synchronized String text() {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(entry.digit()));
        return text.toString();
    }
}
