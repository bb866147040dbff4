package dev.landline.media.jitter;

import dev.landline.media.rtp.SequenceNumber;

/**
 * Packets waiting, in order of their sequence numbers. A slot takes memory for its payload when one comes that does not
 * fit, in three sizes, and keeps it: 192 bytes hold 20 ms of any codec here, so a call usually needs an eighth of what the
 * longest packets would, and after the first 64 packets nothing is taken any more.
 */
final class PacketSlots {

    static final int COUNT = 64;
    static final int NONE = -1;

    /** 20 ms of G.711 or G.722 are 160 bytes, of Opus at 32 kb/s about 80. */
    private static final int SHORT_PAYLOAD = 192;

    /** 60 ms of G.711 or G.722 are 480 bytes. */
    private static final int MIDDLE_PAYLOAD = 512;

    private final int maxPayload;
    private final byte[][] payloads = new byte[COUNT][];
    private final boolean[] present = new boolean[COUNT];
    private final boolean[] sound = new boolean[COUNT];
    private final boolean[] copies = new boolean[COUNT];
    private final int[] sequences = new int[COUNT];
    private final int[] timestamps = new int[COUNT];
    private final long[] mediaTicks = new long[COUNT];
    private final int[] durations = new int[COUNT];
    private final int[] payloadTypes = new int[COUNT];
    private final int[] lengths = new int[COUNT];
    private final long[] arrivals = new long[COUNT];
    private int size;
    private int passed;
    /** Bit i: the packet with number {@code passed - i} was played. */
    private long played;

    PacketSlots(int maxPayload) {
        this.maxPayload = maxPayload;
    }

    int maxPayload() {
        return maxPayload;
    }

    int size() {
        return size;
    }

    /** Forgets everything; {@code sequence} and what lies before it count as over. */
    void begin(int sequence) {
        clear();
        passed = sequence;
        played = 0;
    }

    /** How far {@code sequence} lies ahead of what is over; zero or less when it is over itself. */
    int ahead(int sequence) {
        return SequenceNumber.distance(passed, sequence);
    }

    /** Whether a packet that lies {@code ahead} (zero or less) was played. */
    boolean wasPlayed(int ahead) {
        return ((played >>> -ahead) & 1) != 0;
    }

    boolean contains(int sequence) {
        int slot = sequence % COUNT;
        return present[slot] && sequences[slot] == sequence;
    }

    /** Takes a slot for a packet without sound: it only says that its sequence number is not missing. */
    void reserve(int sequence) {
        int slot = sequence % COUNT;
        if (!present[slot]) {
            size++;
        }
        present[slot] = true;
        sound[slot] = false;
        copies[slot] = false;
        sequences[slot] = sequence;
    }

    void store(
            byte[] buffer,
            int offset,
            int length,
            int payloadType,
            int sequence,
            int timestamp,
            long ticks,
            int duration) {
        reserve(sequence);
        int slot = sequence % COUNT;
        if (payloads[slot] == null || payloads[slot].length < length) {
            payloads[slot] = new byte[room(length)];
        }
        System.arraycopy(buffer, offset, payloads[slot], 0, length);
        sound[slot] = true;
        timestamps[slot] = timestamp;
        mediaTicks[slot] = ticks;
        durations[slot] = duration;
        payloadTypes[slot] = payloadType;
        lengths[slot] = length;
    }

    private int room(int length) {
        if (length > MIDDLE_PAYLOAD) {
            return maxPayload;
        }
        return Math.min(maxPayload, length > SHORT_PAYLOAD ? MIDDLE_PAYLOAD : SHORT_PAYLOAD);
    }

    /** What was stored under this number is a copy that came with a later packet: the packet itself was lost. */
    void markCopy(int sequence) {
        copies[sequence % COUNT] = true;
    }

    boolean holdsCopy(int sequence) {
        return contains(sequence) && copies[sequence % COUNT];
    }

    boolean isCopy(int slot) {
        return copies[slot];
    }

    void setArrival(int sequence, long arrivalNanos) {
        arrivals[sequence % COUNT] = arrivalNanos;
    }

    /** The slot of the first packet of sound, or {@link #NONE}. */
    int head() {
        if (size > 0) {
            for (int i = 1; i <= COUNT; i++) {
                int slot = find(SequenceNumber.plus(passed, i));
                if (slot != NONE && sound[slot]) {
                    return slot;
                }
            }
        }
        return NONE;
    }

    /** Whether nothing is missing between what is over and this slot. */
    boolean isNext(int slot) {
        return sequences[slot] == SequenceNumber.plus(passed, 1);
    }

    /** Whether the packet after this slot's is here, of the same kind and length, and begins where this one ends. */
    boolean isFollowedByItsLike(int slot) {
        int next = find(SequenceNumber.plus(sequences[slot], 1));
        return next != NONE
                && sound[next]
                && payloadTypes[next] == payloadTypes[slot]
                && durations[next] == durations[slot]
                && mediaTicks[next] == mediaTicks[slot] + durations[slot];
    }

    /** Passes packets without sound that come next; returns whether there were any. */
    boolean passSoundless() {
        int before = passed;
        int next = find(SequenceNumber.plus(passed, 1));
        while (next != NONE && !sound[next]) {
            passTo(sequences[next], false);
            next = find(SequenceNumber.plus(passed, 1));
        }
        return passed != before;
    }

    /** The packets before this slot's are over, whether they came or not. */
    void passBefore(int slot) {
        passTo(SequenceNumber.plus(sequences[slot], -1), false);
    }

    /** Everything up to and including {@code sequence} is over. */
    void passTo(int sequence, boolean playedIt) {
        int steps = SequenceNumber.distance(passed, sequence);
        for (int i = 1; i <= Math.min(steps, COUNT); i++) {
            int slot = find(SequenceNumber.plus(passed, i));
            if (slot != NONE) {
                present[slot] = false;
                size--;
            }
        }
        played = steps >= Long.SIZE ? 0 : played << steps;
        if (playedIt) {
            played |= 1;
        }
        passed = sequence;
    }

    private int find(int sequence) {
        return contains(sequence) ? sequence % COUNT : NONE;
    }

    int sequence(int slot) {
        return sequences[slot];
    }

    long mediaTicks(int slot) {
        return mediaTicks[slot];
    }

    int duration(int slot) {
        return durations[slot];
    }

    void copyTo(int slot, JitterFrame frame) {
        System.arraycopy(payloads[slot], 0, frame.payload, 0, lengths[slot]);
        frame.payloadLength = lengths[slot];
        frame.payloadType = payloadTypes[slot];
        frame.sequence = sequences[slot];
        frame.timestamp = timestamps[slot];
        frame.durationTicks = durations[slot];
        frame.arrivalNanos = arrivals[slot];
    }

    private void clear() {
        for (int slot = 0; slot < COUNT; slot++) {
            present[slot] = false;
        }
        size = 0;
    }
}
