package dev.landline.gateway.e2e;

/**
 * One telephone-event (RFC 4733) as it arrived: all packets with the same timestamp.
 *
 * @param digit {@code 0-9*#}
 * @param ticks the longest duration seen, in ticks of the event's clock
 * @param packets how many packets carried it
 * @param endPackets how many of them had the end bit
 */
record HeardDigit(char digit, int ticks, int packets, int endPackets) {

    static final String SYMBOLS = "0123456789*#";

    /** How long it lasted. */
    int millis(int clockRate) {
        return (int) Math.round(ticks * 1000.0 / clockRate);
    }
}
