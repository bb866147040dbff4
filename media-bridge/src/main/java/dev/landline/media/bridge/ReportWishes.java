package dev.landline.media.bridge;

/**
 * What a peer asked for in {@code a=rtcp-xr} (RFC 3611 section 5.1).
 *
 * @param voipMetrics how we hear its stream ({@code voip-metrics})
 * @param roundTrip our reference time, and its own given back ({@code rcvr-rtt})
 */
public record ReportWishes(boolean voipMetrics, boolean roundTrip) {
    /** It asked for nothing. */
    public static final ReportWishes NONE = new ReportWishes(false, false);
}
