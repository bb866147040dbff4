package dev.landline.gateway.activity;

import dev.landline.gateway.call.CallFailure;
import dev.landline.gateway.call.CallPlan;
import dev.landline.gateway.call.CallRecord;
import dev.landline.gateway.call.Who;
import dev.landline.gateway.store.CallEntry;
import dev.landline.gateway.store.CallEntry.Direction;
import dev.landline.gateway.store.CallEntry.Leg;
import dev.landline.gateway.store.CallEntry.Outcome;
import dev.landline.gateway.store.CallEntry.Quality;
import dev.landline.gateway.store.CallEntry.Side;
import dev.landline.gateway.store.CallEntry.Trouble;
import dev.landline.media.bridge.BridgeStats;
import dev.landline.media.quality.LegNumbers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** From call control's words to those of a call list. Pure. */
final class CallEntries {

    private CallEntries() {}

    static Direction direction(CallPlan plan, Optional<Who> callee) {
        boolean toBrowser = callee.map(Who::isBrowser)
                .orElseGet(() -> plan.attempts().isEmpty()
                        ? plan.wanted().isPresent() || !plan.callerWho().isBrowser()
                        : plan.attempts().getFirst().toBrowser());
        if (plan.callerWho().isBrowser()) {
            return toBrowser ? Direction.INTERNAL : Direction.OUTBOUND;
        }
        return toBrowser ? Direction.INBOUND : Direction.TRANSIT;
    }

    static Side side(Who who, String address, String name) {
        return switch (who) {
            case Who.Account(String user) ->
                new Side(address.isEmpty() ? user : address, name, Optional.of(user), Optional.empty());
            case Who.Line(String trunk) -> new Side(address, name, Optional.empty(), Optional.of(trunk));
        };
    }

    /** @param now when it ended */
    static CallEntry entry(LiveCall call, CallRecord record, Instant now) {
        Instant ended = now.truncatedTo(ChronoUnit.MILLIS);
        Instant started = ended.minusMillis(record.lasted().toMillis());
        Optional<Instant> answered = record.answered()
                ? Optional.of(ended.minusMillis(record.talked().toMillis()))
                : Optional.empty();
        return new CallEntry(
                call.id(),
                call.direction(),
                outcome(record),
                call.caller(),
                call.callee(),
                started,
                answered,
                ended,
                record.failure().map(CallEntries::trouble),
                record.stats().map(CallEntries::quality),
                call.people());
    }

    /** A call that broke after the answer has its trouble beside this. */
    private static Outcome outcome(CallRecord record) {
        if (record.answered()) {
            return Outcome.ANSWERED;
        }
        return record.failure().map(CallEntries::outcome).orElse(Outcome.MISSED);
    }

    private static Outcome outcome(CallFailure failure) {
        return switch (failure.sipStatus()) {
            case 486, 600 -> Outcome.BUSY;
            case 408, 480, 487 -> Outcome.MISSED;
            case 403, 404, 410, 484, 603, 604, 607, 608 -> Outcome.REFUSED;
            default -> Outcome.FAILED;
        };
    }

    private static Trouble trouble(CallFailure failure) {
        return new Trouble(
                failure.code(),
                failure.sentence(),
                failure.blame().name().toLowerCase(Locale.ROOT),
                failure.sipStatus(),
                failure.q850());
    }

    static Quality quality(BridgeStats stats) {
        return new Quality(
                stats.lasting().code(),
                stats.lasting().sentence(),
                stats.lasting().fault().name().toLowerCase(Locale.ROOT),
                leg(stats.a()),
                leg(stats.b()));
    }

    static Leg leg(LegNumbers leg) {
        return new Leg(
                leg.connection().kind().name().toLowerCase(Locale.ROOT),
                leg.connection().codec(),
                leg.received().packets(),
                leg.received().lost(),
                leg.received().late(),
                leg.packetsRefused(),
                leg.playout().concealed(),
                leg.playout().restored(),
                leg.sent().packets(),
                leg.peer().lost(),
                millis(leg.jitterMicros()),
                millis(leg.playout().delayMicros()),
                millis(leg.roundTripMicros()),
                hundredths(leg.quality().score()),
                hundredths(leg.quality().worst()));
    }

    private static double millis(int micros) {
        return hundredths(micros / 1000.0);
    }

    private static double hundredths(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
