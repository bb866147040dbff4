package dev.landline.media.srtp;

/**
 * How far one stream has come: its highest sequence number and how often that rolled over (RFC 3711 section 3.3.1). The
 * library keeps the same for itself and tells nobody; we need it when the keys change. Owned by one thread.
 */
final class PacketIndex {
    private boolean started;
    private int sequence;
    private int rollOver;

    void begin(int atSequence, int atRollOver) {
        started = true;
        sequence = atSequence;
        rollOver = atRollOver;
    }

    boolean isStarted() {
        return started;
    }

    int sequence() {
        return sequence;
    }

    int rollOver() {
        return rollOver;
    }

    /** The roll-over counter of a packet near to the last one: the one that brings both closest together. */
    int rollOverOf(int packetSequence) {
        int ahead = packetSequence - sequence;
        if (ahead < -0x8000) {
            return rollOver + 1;
        }
        return ahead > 0x8000 && rollOver > 0 ? rollOver - 1 : rollOver;
    }

    /** A packet was sent, or came and was authentic. */
    void passed(int packetSequence) {
        if (!started) {
            begin(packetSequence, 0);
            return;
        }
        int itsRollOver = rollOverOf(packetSequence);
        if (itsRollOver > rollOver || (itsRollOver == rollOver && packetSequence > sequence)) {
            sequence = packetSequence;
            rollOver = itsRollOver;
        }
    }
}
