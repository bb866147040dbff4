package dev.landline.sip.session;

/** How long to wait after two offers met. */
public final class Glare {

    private Glare() {}

    /**
     * The wait before our offer is made again after a 491 (RFC 3261 section 14.1): 2.1 to 4 s for the side that chose the
     * Call-ID, else 0 to 2 s, in steps of 10 ms, so that one side comes first.
     *
     * @param chance from 0 up to but not including 1
     */
    public static long waitMillis(boolean callIdIsOurs, double chance) {
        return callIdIsOurs ? 2_100 + steps(191, chance) : steps(201, chance);
    }

    /** Retry-After of a 500 to a second offer: 0 to 10 s (RFC 3261 section 14.2); we never say 0. */
    public static int retryAfterSeconds(double chance) {
        return 1 + (int) (chance * 10);
    }

    private static long steps(int count, double chance) {
        return 10L * (long) (chance * count);
    }
}
