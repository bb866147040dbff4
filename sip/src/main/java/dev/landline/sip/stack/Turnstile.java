package dev.landline.sip.stack;

import dev.landline.sip.trunk.TrunkDirectory;
import java.util.function.BooleanSupplier;

/**
 * Decides whether there is room for a request, before a parser or a transaction is spent on it. What belongs to a call is
 * let in, for it ends calls; what opens something waits for no queue that is already long (RFC 6357 section 5.1). Called
 * from socket threads.
 */
final class Turnstile {

    private static final int SHORTEST_RETRY_SECONDS = 3;
    private static final int RETRY_SPREAD_SECONDS = 5;
    /** A queue is long from this part of the age on at which nothing is let into it any more. */
    private static final int LONG_QUEUE = 4;

    private final AdmissionLimits limits;
    private final Lanes lanes;
    private final Legs legs;
    private final TrunkDirectory trunks;
    private final String toTag;
    private final SourceRates rates;
    private final Throttle throttle;
    private final TurnedAway turnedAway = new TurnedAway();
    // Set once the gateway is there, read by socket threads.
    private volatile BooleanSupplier full = () -> false;

    /** What becomes of a request. */
    sealed interface Verdict {
        /** It goes on. */
        record Pass() implements Verdict {}

        /** It is answered 503 with Retry-After. */
        record Busy(SipCounter counter, String phrase, int retryAfterSeconds) implements Verdict {}

        /** It is not answered. */
        record Silent(SipCounter counter) implements Verdict {}
    }

    private static final Verdict PASS = new Verdict.Pass();

    /**
     * For one stack.
     *
     * @param toTag the tag of its answers without a transaction: an ACK to one of those is for nobody
     */
    Turnstile(AdmissionLimits limits, Lanes lanes, Legs legs, TrunkDirectory trunks, String toTag) {
        this.limits = limits;
        this.lanes = lanes;
        this.legs = legs;
        this.trunks = trunks;
        this.toTag = toTag;
        this.rates = new SourceRates(limits.sources());
        this.throttle = new Throttle(limits.queueAge().toNanos() / LONG_QUEUE);
    }

    /** New calls are refused while this holds. Called from socket threads: must not block. */
    void refuseCallsWhile(BooleanSupplier condition) {
        this.full = condition;
    }

    /** Judges a message that is sane. */
    Verdict check(RawMessage message, String callId, SipChannel channel, long now) {
        if (message.isResponse()) {
            return PASS;
        }
        String to = message.first("to").orElse("");
        if (message.method().equals("ACK") && to.contains(";tag=" + toTag)) {
            return new Verdict.Silent(SipCounter.ACKS_OF_REFUSALS);
        }
        boolean opens = !to.contains(";tag=")
                && !message.method().equals("ACK")
                && !message.method().equals("CANCEL");
        Verdict verdict = isRepeated(message, now)
                ? busy(SipCounter.REFUSED_QUEUE, "Too Busy", callId)
                : judge(message, callId, channel, opens, now);
        remember(message, opens, verdict, now);
        return verdict;
    }

    private boolean isRepeated(RawMessage message, long now) {
        return isInvite(message) && turnedAway.contains(message.first("via").orElse(""), now);
    }

    private void remember(RawMessage message, boolean opens, Verdict verdict, long now) {
        if (opens && verdict instanceof Verdict.Busy && isInvite(message)) {
            turnedAway.add(message.first("via").orElse(""), now);
        }
    }

    private Verdict judge(RawMessage message, String callId, SipChannel channel, boolean opens, long now) {
        Verdict rate = rate(message, channel, opens, now);
        if (!opens
                || !(rate instanceof Verdict.Pass)
                || legs.findByCallId(callId).isPresent()) {
            return rate;
        }
        long age = lanes.age(callId, now);
        if (age > limits.queueAge().toNanos() || (isInvite(message) && !throttle.admits(age, now))) {
            return busy(SipCounter.REFUSED_QUEUE, "Too Busy", callId);
        }
        return isInvite(message) && full.getAsBoolean()
                ? busy(SipCounter.REFUSED_CALL_LIMIT, "All Lines Are In Use", callId)
                : PASS;
    }

    private static boolean isInvite(RawMessage message) {
        return message.method().equals("INVITE");
    }

    private Verdict rate(RawMessage message, SipChannel channel, boolean opens, long now) {
        if (channel instanceof FlowChannel onFlow) {
            return rates.take(onFlow.flow().id(), limits.browserRate(), now) ? PASS : tooFast(message);
        }
        Object source = SourceRates.of(channel.remote());
        if (trunks.trunkAt(channel.remote()).isPresent()) {
            return !opens || rates.take(source, limits.trunkRate(), now) ? PASS : tooFast(message);
        }
        return rates.take(source, limits.strangerRate(), now) ? PASS : new Verdict.Silent(SipCounter.DROPPED_FLOOD);
    }

    private static Verdict tooFast(RawMessage message) {
        return message.method().equals("ACK")
                ? new Verdict.Silent(SipCounter.REFUSED_RATE)
                : busy(
                        SipCounter.REFUSED_RATE,
                        "Too Many Requests",
                        message.first("call-id").orElse(""));
    }

    /** Those who are turned away together do not come back together. */
    private static Verdict busy(SipCounter counter, String phrase, String callId) {
        int seconds = SHORTEST_RETRY_SECONDS + Math.floorMod(callId.hashCode(), RETRY_SPREAD_SECONDS);
        return new Verdict.Busy(counter, phrase, seconds);
    }

    /** Whether a request has waited so long for its lane that nobody waits for it any more, or only as a repetition. */
    Verdict afterWaiting(RawMessage message, String callId, long waitedNanos, long now) {
        boolean opensCall = !message.isResponse()
                && isInvite(message)
                && !message.first("to").orElse("").contains(";tag=");
        boolean late = opensCall && waitedNanos > 2 * limits.queueAge().toNanos() && lanes.isCrowded(callId);
        boolean refused = opensCall
                && (late || isRepeated(message, now))
                && legs.findByCallId(callId).isEmpty();
        Verdict verdict = refused ? busy(SipCounter.REFUSED_QUEUE, "Too Busy", callId) : PASS;
        remember(message, opensCall, verdict, now);
        return verdict;
    }
}
