package dev.landline.sip.sdp;

/**
 * Which RTCP extended reports a side wants to get ({@code a=rtcp-xr}, RFC 3611 section 5.1); other kinds are not known
 * here.
 *
 * @param voipMetrics how its sound is heard ({@code voip-metrics})
 * @param roundTrip reference times and their echo ({@code rcvr-rtt}), by which one who only receives knows the round trip
 */
public record ExtendedReports(boolean voipMetrics, boolean roundTrip) {
    static final ExtendedReports NONE = new ExtendedReports(false, false);

    static ExtendedReports of(MediaSection section) {
        boolean voipMetrics = false;
        boolean roundTrip = false;
        for (String value : section.attributes("rtcp-xr")) {
            for (String format : value.strip().split(" +", -1)) {
                voipMetrics |= format.equals("voip-metrics");
                roundTrip |= format.startsWith("rcvr-rtt=all") || format.startsWith("rcvr-rtt=sender");
            }
        }
        return new ExtendedReports(voipMetrics, roundTrip);
    }

    /** The value of the attribute; empty when nothing is wanted. */
    String value() {
        String rtt = roundTrip ? "rcvr-rtt=all" : "";
        return voipMetrics ? (rtt + " voip-metrics").strip() : rtt;
    }
}
