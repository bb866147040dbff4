package dev.landline.sip.trunk;

import dev.landline.sip.tls.TlsTerms;
import java.time.Duration;

/**
 * How signalling travels to a trunk.
 *
 * @param keepAlive how often a connection that we opened carries a double CRLF (RFC 5626 section 3.5.1); zero for never
 * @param largeOverTcp whether a request over 1,300 bytes goes by TCP to a trunk on UDP (RFC 3261 section 18.1.1)
 * @param tls what its certificate must be
 */
public record TrunkWire(Duration keepAlive, boolean largeOverTcp, TlsTerms tls) {

    /** A trunk that states nothing. */
    public static TrunkWire standard(String host) {
        return new TrunkWire(Duration.ofSeconds(60), false, TlsTerms.of(host));
    }
}
