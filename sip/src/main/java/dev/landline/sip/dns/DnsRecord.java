package dev.landline.sip.dns;

import java.net.InetAddress;

/** A record of DNS as far as SIP is concerned. */
sealed interface DnsRecord {

    /** A or AAAA. */
    record Host(InetAddress address) implements DnsRecord {}

    /**
     * SRV (RFC 2782).
     *
     * @param target without the last dot; empty when the service is decidedly not available
     */
    record Service(int priority, int weight, int port, String target) implements DnsRecord {}

    /**
     * NAPTR (RFC 3403) as RFC 3263 uses it.
     *
     * @param replacement the name to ask for SRV, without the last dot
     */
    record Pointer(int order, int preference, String flags, String service, String replacement) implements DnsRecord {}

    /** What can be asked for. */
    enum Kind {
        A,
        AAAA,
        SRV,
        NAPTR
    }
}
