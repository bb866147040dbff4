package dev.landline.media.rtp;

/** NTP timestamps of RTCP: seconds since 1900 in the upper 32 bits, fraction in the lower (RFC 3550 section 4). */
public final class NtpTime {

    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
    private static final long MICROS = 1_000_000;

    /** Half a millisecond in units of 1/65536 s: how far apart two readings of a clock may lie in one turn of a loop. */
    private static final int GRAIN = 33;

    private NtpTime() {}

    /** The NTP timestamp of a wall clock in microseconds since 1970. */
    public static long ofWallClock(long micros) {
        long seconds = Math.floorDiv(micros, MICROS) + SECONDS_1900_TO_1970;
        long fraction = (Math.floorMod(micros, MICROS) << 32) / MICROS;
        return seconds << 32 | fraction;
    }

    /** The middle 32 bits, in units of 1/65536 s, as LSR and DLSR use them. */
    public static int middle(long ntp) {
        return (int) (ntp >>> 16);
    }

    /**
     * Round trip from an echo of our own time (RFC 3550 section 6.4.1, RFC 3611 section 4.5).
     *
     * @param arrivalWallMicros when the echo arrived
     * @param echoed the middle 32 bits of the time that we sent; 0 when the peer had none
     * @param heldUnits how long the peer kept it, in 1/65536 s
     * @return microseconds, at least one unit, or -1 when the times cannot be true
     */
    static int roundTripMicros(long arrivalWallMicros, int echoed, int heldUnits) {
        if (echoed == 0) {
            return -1;
        }
        int units = middle(ofWallClock(arrivalWallMicros)) - echoed - heldUnits;
        // Clock steps and lying peers: a round trip is neither negative nor longer than 30 s.
        return units < -GRAIN || units > (30 << 16) ? -1 : (int) ((Math.max(1, units) * MICROS) >> 16);
    }

    /** Nanoseconds in units of 1/65536 s, up to 18 hours; more counts as 18 hours. */
    static int shortUnits(long nanos) {
        long seconds = Math.min(nanos / 1_000_000_000L, 0xFFFF);
        return (int) (seconds << 16 | ((nanos % 1_000_000_000L) << 16) / 1_000_000_000L);
    }
}
