package dev.landline.gateway.config;

import dev.landline.sip.stack.AdmissionLimits;
import java.time.Duration;

/** Reads what is let in when there is more than can be served. */
final class AdmissionSection {

    private static final int RATE_MAX = 100_000;
    private static final int CONNECTIONS_MAX = 100_000;

    private AdmissionSection() {}

    static AdmissionLimits read(Section admission) {
        AdmissionLimits standard = AdmissionLimits.standard();
        Duration age = admission.required(
                "queue-age", ValueParser.duration(Duration.ofMillis(10), Duration.ofSeconds(5)), standard.queueAge());
        int trunk = rate(admission, "trunk-rate", standard.trunkRate());
        int browser = rate(admission, "browser-rate", standard.browserRate());
        int stranger = rate(admission, "stranger-rate", standard.strangerRate());
        int sources = admission.required("sources", ValueParser.integer(100, 1_000_000), standard.sources());
        int connections =
                admission.required("connections", ValueParser.integer(1, CONNECTIONS_MAX), standard.connections());
        admission.refuseUnknown();
        return new AdmissionLimits(age, trunk, browser, stranger, sources, connections);
    }

    private static int rate(Section admission, String name, int placeholder) {
        return admission.required(name, ValueParser.integer(1, RATE_MAX), placeholder);
    }
}
