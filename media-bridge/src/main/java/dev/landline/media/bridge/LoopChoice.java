package dev.landline.media.bridge;

/**
 * On which media loop a new bridge goes. Few calls share one loop rather than wake several: each wake-up costs as much as
 * decoding a frame, and packets of calls that share a loop are found by the same one. A loop that carries as many as
 * {@link #PACKED} is busy enough to find work whenever it looks; then the next one fills, and when all are that full,
 * bridges go where the fewest are.
 */
final class LoopChoice {
    /** At the usual cost of a transcoded call less than a third of a core. */
    static final int PACKED = 40;

    private LoopChoice() {}

    /** @param bridges how many each loop carries; at least one loop */
    static int among(int[] bridges) {
        int fewest = 0;
        for (int n = 0; n < bridges.length; n++) {
            if (bridges[n] < PACKED) {
                return n;
            }
            if (bridges[n] < bridges[fewest]) {
                fewest = n;
            }
        }
        return fewest;
    }
}
