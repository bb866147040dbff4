package dev.landline.sip.dns;

import dev.landline.sip.SipTransport;
import java.util.Optional;

/**
 * What is to be found.
 *
 * @param host a domain, a host name or a literal address
 * @param port 1 to 65535, or 0 when none is written
 * @param transport the one to use; empty lets DNS say
 */
public record TargetQuery(String host, int port, Optional<SipTransport> transport) {}
