package dev.landline.sip.stack;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

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
}
