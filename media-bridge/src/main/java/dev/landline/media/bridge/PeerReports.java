package dev.landline.media.bridge;

import dev.landline.media.quality.LegNumbers;
import dev.landline.media.rtp.RtcpReport;
import dev.landline.media.rtp.VoipMetrics;
import java.util.Optional;

/** What a peer's RTCP says of how it hears us. Owned by the media loop. */
final class PeerReports {
    private static final long MILLI = 1_000_000L;

    private long reports;
    private long reportsAboutUs;
    private long lastNanos;
    private double lossPercent;
    private long lost;
    private int jitterTicks;
    private int roundTripMicros;
    private Optional<VoipMetrics> metrics = Optional.empty();

    /** A compound was read. */
    void heard(RtcpReport report, long wallMicros, long nowNanos) {
        reports++;
        lastNanos = nowNanos;
        if (report.hasReceptionReport()) {
            reportsAboutUs++;
            lossPercent = report.fractionLost() * 100.0 / 256;
            lost = report.cumulativeLost();
            jitterTicks = report.jitterTicks();
            keepRoundTrip(report.roundTripMicros(wallMicros));
        }
        keepRoundTrip(report.extended().roundTripMicros(wallMicros));
        if (report.extended().hasVoipMetrics()) {
            metrics = report.extended().voipMetrics();
        }
    }

    private void keepRoundTrip(int measured) {
        if (measured >= 0) {
            roundTripMicros = measured;
        }
    }

    int roundTripMicros() {
        return roundTripMicros;
    }

    /** @param clockRate of our stream, in whose ticks the peer reports jitter */
    LegNumbers.PeerView view(int clockRate, long nowNanos) {
        int age = reports == 0 ? LegNumbers.NEVER : Math.clamp((nowNanos - lastNanos) / MILLI, 0, LegNumbers.NEVER - 1);
        long jitterMicros = (jitterTicks & 0xFFFFFFFFL) * 1_000_000 / clockRate;
        return new LegNumbers.PeerView(
                reports,
                reportsAboutUs,
                age,
                lossPercent,
                lost,
                (int) Math.min(jitterMicros, Integer.MAX_VALUE),
                roundTripMicros,
                metrics);
    }
}
