package dev.landline.sip.dns;

/** Asks DNS one question. May block until the servers answer or are given up; never throws. */
@FunctionalInterface
interface DnsClient {

    DnsAnswer ask(String name, DnsRecord.Kind kind);
}
