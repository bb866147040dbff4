package dev.landline.media.bridge;

import dev.landline.media.quality.LegNumbers;

/** The numbers of one bridge, taken once a second. Owned by the media loop. */
final class BridgeNumbers {
    private final CallSurvey survey = new CallSurvey();
    /** By the side that a direction leads away from: what directions before the present one concealed. */
    private final long[] concealedBefore = new long[2];
    // Written by the loop once a second, read by whoever asks for numbers.
    private volatile BridgeStats stats = BridgeStats.NOTHING;

    BridgeStats stats() {
        return stats;
    }

    /** The bridge ran this much after its time. */
    void beat(long lateNanos) {
        survey.beat(lateNanos);
    }

    /** A direction is replaced or ends; its count is kept. */
    void keep(int index, Direction before) {
        concealedBefore[index] += before.framesConcealed();
    }

    /** A second is over, or the call is. */
    void take(Leg[] legs, Direction[] toward, boolean portsExhausted, boolean failed, long nowNanos) {
        long skipped = 0;
        for (Direction direction : toward) {
            skipped += direction == null ? 0 : direction.skipped();
        }
        stats = survey.second(
                numbers(legs, toward, 0, nowNanos),
                numbers(legs, toward, 1, nowNanos),
                skipped,
                portsExhausted,
                failed);
    }

    private LegNumbers numbers(Leg[] legs, Direction[] toward, int index, long nowNanos) {
        Leg leg = legs[index];
        if (leg == null) {
            return LegNumbers.NOBODY;
        }
        int away = 1 - index;
        Leg other = legs[away];
        long concealed = concealedBefore[away] + (toward[away] == null ? 0 : toward[away].framesConcealed());
        int otherRoundTrip = other == null ? 0 : other.peerReports.roundTripMicros();
        return leg.survey.second(leg, otherRoundTrip, toward[away], concealed, nowNanos);
    }
}
