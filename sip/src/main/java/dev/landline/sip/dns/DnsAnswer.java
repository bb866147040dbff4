package dev.landline.sip.dns;

import java.util.List;

/** What DNS says to one question. */
sealed interface DnsAnswer {

    /**
     * Records.
     *
     * @param records at least one
     * @param seconds how long they hold
     */
    record Found(List<DnsRecord> records, long seconds) implements DnsAnswer {
        public Found {
            records = List.copyOf(records);
        }
    }

    /** There is no such name, or it has no such record. */
    record Nothing() implements DnsAnswer {}

    /** Nobody could say: the servers are silent or broken. */
    record Failed(String why) implements DnsAnswer {}
}
