package dev.landline.sip.session;

/**
 * How sessions with a peer are kept alive (RFC 4028).
 *
 * @param expiresSeconds how long a session lives without a refresh, when the choice is ours; 0 leaves timers to the peer
 * @param minSeconds the shortest session that we accept, at least 90 (RFC 4028 section 5)
 */
public record TimerTerms(int expiresSeconds, int minSeconds) {

    public static final int SHORTEST_SECONDS = 90;

    /** What RFC 4028 section 4 recommends. */
    public static final TimerTerms STANDARD = new TimerTerms(1_800, SHORTEST_SECONDS);

    public TimerTerms {
        if (minSeconds < SHORTEST_SECONDS || (expiresSeconds != 0 && expiresSeconds < minSeconds)) {
            throw new IllegalArgumentException("A session lives at least 90 s, and no shorter than the shortest.");
        }
    }
}
