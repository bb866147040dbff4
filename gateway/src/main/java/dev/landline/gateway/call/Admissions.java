package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Full;
import dev.landline.gateway.config.CallsConfig;
import dev.landline.sip.SipSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many calls there are, in all and of each account. Safe from any thread. */
final class Admissions {

    private final CallsConfig limits;
    private final Map<String, Integer> callsOfAccount = new ConcurrentHashMap<>();
    private final AtomicInteger active = new AtomicInteger();

    Admissions(CallsConfig limits) {
        this.limits = limits;
    }

    int active() {
        return active.get();
    }

    /** No further call would be let in. */
    boolean isFull() {
        return active.get() >= limits.maxCalls();
    }

    /** Counts the call in, or says which limit is reached. */
    Optional<CallFailure> admit(SipSource source) {
        if (active.incrementAndGet() > limits.maxCalls()) {
            active.decrementAndGet();
            return Optional.of(new Full("All lines are in use", 10));
        }
        if (source instanceof SipSource.Browser browser
                && callsOfAccount.merge(browser.user(), 1, Integer::sum) > limits.maxCallsPerAccount()) {
            countOut(source);
            return Optional.of(new Full("You have too many calls at once", 0));
        }
        return Optional.empty();
    }

    void countOut(SipSource source) {
        active.decrementAndGet();
        if (source instanceof SipSource.Browser browser) {
            callsOfAccount.computeIfPresent(browser.user(), (_, count) -> count == 1 ? null : count - 1);
        }
    }
}
