package dev.landline.gateway.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Counts of calls for the metrics page. Safe from any thread. */
public final class CallCounters {

    private final Map<String, LongAdder> byOutcome = new ConcurrentHashMap<>();
    private final LongAdder talkedMillis = new LongAdder();
    private final LongAdder mailboxFull = new LongAdder();
    private final LongAdder stray = new LongAdder();
    private final BiConsumer<String, LongSupplier> register;

    /** @param register called once for each outcome the first time it is seen; outcomes are few and fixed in code */
    public CallCounters(BiConsumer<String, LongSupplier> register) {
        this.register = register;
    }

    void count(CallRecord record) {
        byOutcome.computeIfAbsent(record.outcome(), this::newOutcome).increment();
        talkedMillis.add(record.talked().toMillis());
    }

    private LongAdder newOutcome(String outcome) {
        LongAdder adder = new LongAdder();
        register.accept(outcome, adder::sum);
        return adder;
    }

    void countMailboxFull() {
        mailboxFull.increment();
    }

    void countStray() {
        stray.increment();
    }

    /** Milliseconds talked in all calls that are over. */
    public long talkedMillis() {
        return talkedMillis.sum();
    }

    /** Events lost because a call's mailbox was full. */
    public long mailboxFull() {
        return mailboxFull.sum();
    }

    /** Events of legs whose call is over. */
    public long stray() {
        return stray.sum();
    }
}
