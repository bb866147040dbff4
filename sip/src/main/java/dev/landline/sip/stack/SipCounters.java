package dev.landline.sip.stack;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/** One count for each {@link SipCounter}; safe from any thread. */
public final class SipCounters {

    // Filled once and only read afterwards.
    private final Map<SipCounter, LongAdder> counts = new EnumMap<>(SipCounter.class);

    SipCounters() {
        for (SipCounter counter : SipCounter.values()) {
            counts.put(counter, new LongAdder());
        }
    }

    /** How often it happened since the stack started. */
    public long value(SipCounter counter) {
        return counts.get(counter).sum();
    }

    void count(SipCounter counter) {
        counts.get(counter).increment();
    }

    /** Counts a bug and logs the 1st, 2nd, 4th, 8th ...: a peer that can provoke it must not fill the disk. */
    void bug(Logger log, String what, Throwable cause) {
        count(SipCounter.INTERNAL_ERRORS);
        long times = value(SipCounter.INTERNAL_ERRORS);
        if (Long.bitCount(times) == 1) {
            log.warn("{} failed; internal errors so far: {}", what, times, cause);
        }
    }
}
