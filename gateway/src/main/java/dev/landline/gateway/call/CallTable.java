package dev.landline.gateway.call;

import dev.landline.gateway.admin.ActiveCall;
import dev.landline.gateway.call.CallFailure.Full;
import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.config.CallsConfig;
import dev.landline.gateway.config.GatewayConfig;
import dev.landline.gateway.config.MediaConfig;
import dev.landline.gateway.config.TrunkSound;
import dev.landline.gateway.route.DialPlan;
import dev.landline.media.bridge.MediaEngine;
import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every call that is going on, found by any of its legs. Bounded by {@link CallsConfig#maxCalls()} and per account.
 * Safe from any thread: it finds or opens the call and hands the event over.
 */
public final class CallTable implements Consumer<SipEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(CallTable.class);

    private final CallsConfig limits;
    private final Function<SipEvent.InviteReceived, CallPlan> planner;
    private final CallMedia.Source media;
    private final SipSide sip;
    private final CallCounters counters;

    private final Map<LegId, Call> callOfLeg = new ConcurrentHashMap<>();
    private final Map<String, Integer> callsOfAccount = new ConcurrentHashMap<>();
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();

    CallTable(
            CallsConfig limits,
            Function<SipEvent.InviteReceived, CallPlan> planner,
            CallMedia.Source media,
            SipSide sip,
            CallCounters counters) {
        this.limits = limits;
        this.planner = planner;
        this.media = media;
        this.sip = sip;
        this.counters = counters;
    }

    /**
     * A table with its planner and media.
     *
     * @param trunkAddress where a trunk is reached; empty while its name cannot be resolved
     */
    public static CallTable of(
            GatewayConfig config,
            SipSide sip,
            MediaEngine media,
            Function<String, Optional<InetSocketAddress>> trunkAddress,
            CallSignatures signatures,
            CallCounters counters) {
        DialPlan dialPlan = new DialPlan(config.dialing(), config.accounts().values(), config.routes());
        CallPlanner planner = new CallPlanner(
                dialPlan,
                config.accounts(),
                config.trunks(),
                config.sip().domain(),
                usualSound(config.media()),
                sip,
                trunkAddress,
                new CallIdentities(
                        dialPlan,
                        config.accounts(),
                        config.trunks(),
                        config.sip().domain(),
                        config.identity(),
                        signatures));
        Map<String, TrunkSound> trunks = new HashMap<>();
        config.trunks().forEach((name, trunk) -> trunks.put(name, trunk.sound()));
        CallSounds sounds = new CallSounds(config.features(), config.dialing().country());
        return new CallTable(
                config.calls(),
                planner::plan,
                (id, sound, events) -> CallMedia.open(media, id, sound, sounds, events, trunks::get),
                sip,
                counters);
    }

    private static CallSound usualSound(MediaConfig media) {
        CallSound usual = CallSound.usual(media.red(), media.opusEncoder());
        return media.fullBand() ? usual.inFullBand() : usual;
    }

    /** How many calls are going on. */
    public int activeCalls() {
        return active.get();
    }

    /** The calls going on, the longest first. */
    public List<ActiveCall> active() {
        return callOfLeg.values().stream()
                .distinct()
                .map(Call::describe)
                .sorted(Comparator.comparingLong(ActiveCall::seconds).reversed())
                .toList();
    }

    @Override
    public void accept(SipEvent event) {
        if (event instanceof SipEvent.InviteReceived invite) {
            open(invite);
            return;
        }
        Call call = callOfLeg.get(event.leg());
        if (call == null) {
            answerStray(event);
        } else if (!call.tell(new CallEvent.Said(event))) {
            counters.countMailboxFull();
        }
    }

    /** The call is over, but its peer does not know yet. */
    private void answerStray(SipEvent event) {
        switch (event) {
            case SipEvent.Answered answered ->
                sip.send(new SipCommand.HangUp(answered.leg(), Optional.of(Plain.CALLER_GAVE_UP.reason())));
            case SipEvent.OfferReceived offer ->
                sip.send(new SipCommand.RefuseOffer(offer.leg(), offer.offer(), 481, "The call is over"));
            case SipEvent.ReferReceived refer ->
                sip.send(new SipCommand.AnswerRefer(refer.leg(), refer.refer(), 481, "The call is over"));
            case SipEvent.InviteReceived _,
                    SipEvent.Trying _,
                    SipEvent.Progress _,
                    SipEvent.Refused _,
                    SipEvent.Acknowledged _,
                    SipEvent.AnswerReceived _,
                    SipEvent.PeerLost _,
                    SipEvent.Unacknowledged _,
                    SipEvent.Cancelled _,
                    SipEvent.HungUp _,
                    SipEvent.InfoReceived _,
                    SipEvent.FlowLost _,
                    SipEvent.FlowRestored _ -> counters.countStray();
        }
    }

    private void open(SipEvent.InviteReceived invite) {
        Optional<CallFailure> refusal = admit(invite.source());
        CallPlan plan = refusal.map(why -> CallPlan.refused(invite.leg(), invite.source(), why))
                .orElseGet(() -> planner.apply(invite));
        String id = Long.toString(ids.incrementAndGet(), Character.MAX_RADIX);
        boolean admitted = refusal.isEmpty();
        Call call = new Call(id, plan, limits, media, sip::send, record -> over(record, admitted));
        callOfLeg.put(plan.caller(), call);
        plan.attempts().forEach(attempt -> attempt.branches().forEach(branch -> callOfLeg.put(branch.leg(), call)));
        LOG.atInfo()
                .addKeyValue("call", id)
                .log("new call sip_call_id={} from={} to={}", invite.sipCallId(), invite.source(), invite.target());
        Thread.ofVirtual().name("call-" + id).start(call);
    }

    /** Counts the call in, or says which limit is reached. */
    private Optional<CallFailure> admit(SipSource source) {
        if (closing.get()) {
            return Optional.of(Plain.SHUTTING_DOWN);
        }
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

    private void countOut(SipSource source) {
        active.decrementAndGet();
        if (source instanceof SipSource.Browser browser) {
            callsOfAccount.computeIfPresent(browser.user(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private void over(CallRecord record, boolean admitted) {
        CallPlan plan = record.plan();
        callOfLeg.remove(plan.caller());
        plan.attempts().forEach(attempt -> attempt.branches().forEach(branch -> callOfLeg.remove(branch.leg())));
        if (admitted) {
            countOut(plan.source());
        }
        counters.count(record);
        LOG.info(
                "call over outcome={} answered={} talked_ms={} lasted_ms={} reason=\"{}\" {}",
                record.outcome(),
                record.answered(),
                record.talked().toMillis(),
                record.lasted().toMillis(),
                record.failure().map(CallFailure::sentence).orElse("hung up"),
                record.stats().map(SoundSummary::of).orElse(""));
    }

    /** Refuses new calls, ends the others with BYE or a refusal, and waits for them up to {@code patience}. */
    public void close(Duration patience) {
        closing.set(true);
        callOfLeg.values().forEach(call -> call.tell(new CallEvent.MustEnd(Plain.SHUTTING_DOWN)));
        long deadline = System.nanoTime() + patience.toNanos();
        while (active.get() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
