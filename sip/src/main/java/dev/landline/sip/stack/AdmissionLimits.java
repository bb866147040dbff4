package dev.landline.sip.stack;

import java.time.Duration;

/**
 * What is let in before anything is spent on it. A source may save up two seconds' worth of its rate.
 *
 * @param queueAge a request that opens something and would wait longer for its turn is answered 503
 * @param trunkRate requests outside of calls, a second, from one address of a trunk; more get 503
 * @param browserRate requests a second on one browser's connection; more get 503
 * @param strangerRate requests a second from one address that is nobody's; more get no answer at all
 * @param sources addresses whose rate is watched at once; those beyond share one rate
 * @param connections TCP and TLS connections that others have open to us at once, all together; more are closed
 */
public record AdmissionLimits(
        Duration queueAge, int trunkRate, int browserRate, int strangerRate, int sources, int connections) {

    /** 250 ms, 500 a second for a trunk, 50 for a browser, 10 for a stranger, 10,000 sources, 1000 connections. */
    public static AdmissionLimits standard() {
        return new AdmissionLimits(Duration.ofMillis(250), 500, 50, 10, 10_000, 1_000);
    }
}
