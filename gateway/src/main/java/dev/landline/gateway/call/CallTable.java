package dev.landline.gateway.call;

import dev.landline.gateway.admin.ActiveCall;
import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.config.CallsConfig;
import dev.landline.gateway.config.GatewayConfig;
import dev.landline.gateway.config.TrunkSound;
import dev.landline.gateway.route.DialPlan;
import dev.landline.media.bridge.Bridge;
import dev.landline.media.bridge.Conference;
import dev.landline.media.bridge.MediaEngine;
import dev.landline.media.bridge.Side;
import dev.landline.sip.LegId;
import dev.landline.sip.Replaces;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every call that is going on, found by any of its legs. Bounded by {@link CallsConfig#maxCalls()} and per account.
 * Safe from any thread: it finds or opens the call and hands the event over.
 */
public final class CallTable implements Consumer<SipEvent>, Switchboard {

    private static final Logger LOG = LoggerFactory.getLogger(CallTable.class);

    private final CallsConfig limits;
    private final Planner planner;
    private final CallMedia.Source media;
    private final SipSide sip;
    private final CallCounters counters;
    private final PersonalSettings settings;
    private final ConferenceRooms rooms;

    private final Map<LegId, Call> callOfLeg = new ConcurrentHashMap<>();
    private final Map<String, Call> callById = new ConcurrentHashMap<>();
    private final Map<String, Set<Call>> callsOfPerson = new ConcurrentHashMap<>();
    private final Admissions admissions;
    private final Transfers transfers;
    /** Counts on from the time of the start, so that no call of an earlier process has the same id. */
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis());
    // Written once at the start, read by the calls' threads.
    private volatile CallWatcher watcher = CallWatcher.NOBODY;
    private final AtomicBoolean closing = new AtomicBoolean();

    CallTable(
            CallsConfig limits,
            Planner planner,
            CallMedia.Source media,
            SipSide sip,
            CallCounters counters,
            FeaturePolicy policy,
            PersonalSettings settings,
            ConferenceRooms rooms) {
        this.limits = limits;
        this.planner = planner;
        this.media = media;
        this.sip = sip;
        this.counters = counters;
        this.settings = settings;
        this.rooms = rooms;
        this.admissions = new Admissions(limits);
        this.transfers = new Transfers(policy, planner, sip, callOfLeg::get, this::ringingFor);
    }

    /**
     * A table with its planner and media.
     *
     * @param ways where trunks are reached
     */
    public static CallTable of(
            GatewayConfig config,
            PersonalSettings settings,
            SipSide sip,
            MediaEngine media,
            TrunkWays ways,
            CallSignatures signatures,
            CallCounters counters) {
        DialPlan dialPlan = new DialPlan(config.dialing(), config.accounts().values(), config.routes());
        CallPlanner planner = new CallPlanner(
                dialPlan,
                config.trunks(),
                config.sip().domain(),
                CallSound.of(config.media()),
                sip,
                ways,
                new CallIdentities(
                        dialPlan,
                        config.accounts(),
                        config.trunks(),
                        config.sip().domain(),
                        config.identity(),
                        signatures),
                settings,
                config.features().codes(),
                config.features().rooms());
        Map<String, TrunkSound> trunks = new HashMap<>();
        config.trunks().forEach((name, trunk) -> trunks.put(name, trunk.sound()));
        CallSounds sounds = new CallSounds(config.features(), config.dialing().country());
        return new CallTable(
                config.calls(),
                planner,
                (id, sound, events, beside) -> CallMedia.open(media, id, sound, sounds, events, trunks::get, beside),
                sip,
                counters,
                FeaturePolicy.of(config),
                settings,
                ConferenceRooms.on(media));
    }

    /** From now on this watcher hears of every call. */
    public void watchedBy(CallWatcher other) {
        watcher = other;
    }

    @Override
    public void changed(Call call) {
        watcher.changed(new CallWatcher.Sight(call.id(), call.plan(), call.state()));
    }

    /** What carries a call's sound, to be recorded; empty before that is open and when the call is over. */
    public Optional<Bridge> bridge(String id) {
        return Optional.ofNullable(callById.get(id)).flatMap(Call::media).map(media -> media.bridge);
    }

    /** A leg that rings a person now. */
    private Optional<LegId> ringingFor(String user) {
        return callsOfPerson.getOrDefault(user, Set.of()).stream()
                .flatMap(call -> call.state() instanceof CallState.Calling calling
                        ? calling.ringing(user).stream()
                        : Stream.empty())
                .findFirst();
    }

    /** How many calls are going on. */
    public int activeCalls() {
        return admissions.active();
    }

    /** No further call would be taken. */
    public boolean isFull() {
        return closing.get() || admissions.isFull();
    }

    /** The calls going on, the longest first. */
    public List<ActiveCall> active() {
        return callById.values().stream()
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
                    SipEvent.Redirected _,
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
        Optional<CallFailure> refusal =
                closing.get() ? Optional.of(Plain.SHUTTING_DOWN) : admissions.admit(invite.source());
        CallPlan plan = refusal.map(why -> CallPlan.refused(invite.leg(), invite.source(), why))
                .orElseGet(() -> transfers.replacement(invite).orElseGet(() -> planner.plan(invite)));
        Call call = newCall(plan, invite, refusal.isEmpty(), neighbour(plan));
        LOG.atInfo()
                .addKeyValue("call", call.id())
                .log("new call sip_call_id={} from={} to={}", invite.sipCallId(), invite.source(), invite.target());
        watcher.opened(call.id(), plan, invite);
        start(call);
        if (plan.purpose() instanceof Purpose.Replacement(Partner partner)) {
            transfers.ask(
                    call, partner, invite.replaces().map(Replaces::earlyOnly).orElse(false), this);
        }
    }

    private Call newCall(CallPlan plan, SipEvent.InviteReceived invite, boolean admitted, Optional<CallMedia> beside) {
        String id = Long.toString(ids.incrementAndGet(), Character.MAX_RADIX);
        Call call =
                new Call(id, plan, limits, media, sip::send, over -> over(id, over, admitted), this, beside, invite);
        callById.put(id, call);
        for (String user : plan.people()) {
            callsOfPerson.compute(user, (_, calls) -> {
                Set<Call> more = calls == null ? ConcurrentHashMap.newKeySet() : calls;
                more.add(call);
                return more;
            });
        }
        if (!(plan.purpose() instanceof Purpose.Transfer)) {
            own(call, plan.caller());
        }
        plan.attempts().forEach(attempt -> attempt.branches().forEach(branch -> own(call, branch.leg())));
        return call;
    }

    private void own(Call call, LegId leg) {
        call.legs.add(leg);
        callOfLeg.put(leg, call);
    }

    private static void start(Call call) {
        Thread.ofVirtual().name("call-" + call.id()).start(call);
    }

    /** Another call of the same person: the two may be joined one day, which takes one media loop. */
    private Optional<CallMedia> neighbour(CallPlan plan) {
        if (plan.purpose() instanceof Purpose.Replacement(Partner partner)) {
            return Optional.ofNullable(callById.get(partner.call())).flatMap(Call::media);
        }
        return plan.people().stream()
                .flatMap(user -> callsOfPerson.getOrDefault(user, Set.of()).stream())
                .flatMap(call -> call.media().stream())
                .findFirst();
    }

    @Override
    public Referral.Outcome refer(Referral referral, CallMedia ofAsking) {
        return switch (transfers.decide(referral)) {
            case Transfers.Decision.Refuse(CallFailure failure) -> new Referral.Outcome.Refused(failure);
            case Transfers.Decision.Join(Partner partner) ->
                tell(partner.call(), Transfers.question(referral, partner))
                        ? new Referral.Outcome.Begun(partner)
                        : new Referral.Outcome.Refused(Plain.NO_SUCH_CALL);
            case Transfers.Decision.Merge(Partner partner) -> {
                String room = "merged-" + referral.call();
                yield tell(partner.call(), new CallEvent.Merged(room, partner.replaced()))
                        ? new Referral.Outcome.Merged(room)
                        : new Referral.Outcome.Refused(Plain.NO_SUCH_CALL);
            }
            case Transfers.Decision.Call(CallPlan plan, SipEvent.InviteReceived asDialled) ->
                begin(referral, plan, asDialled, ofAsking);
        };
    }

    private Referral.Outcome begin(
            Referral referral, CallPlan plan, SipEvent.InviteReceived asDialled, CallMedia ofAsking) {
        if (plan.refusal().isPresent()) {
            return new Referral.Outcome.Refused(plan.refusal().get());
        }
        Optional<CallFailure> refusal =
                closing.get() ? Optional.of(Plain.SHUTTING_DOWN) : admissions.admit(plan.source());
        if (refusal.isPresent()) {
            return new Referral.Outcome.Refused(refusal.get());
        }
        Call call = newCall(plan, asDialled, true, Optional.of(ofAsking));
        LOG.atInfo()
                .addKeyValue("call", call.id())
                .log("new call for a transfer of={} by={} to={}", referral.call(), plan.source(), referral.target());
        start(call);
        return new Referral.Outcome.Begun(
                new Partner(call.id(), referral.transferee().leg(), true));
    }

    @Override
    public boolean tell(String call, CallEvent event) {
        Call told = callById.get(call);
        return told != null && told.tell(event);
    }

    @Override
    public boolean handOver(String call, Handover handover, LegId replaced) {
        Call to = callById.get(call);
        if (to == null || !to.tell(new CallEvent.TakenOver(handover, replaced))) {
            return false;
        }
        own(to, handover.end().leg());
        return true;
    }

    @Override
    public CallPlan sendOn(String call, SipEvent.InviteReceived invite, Onward onward, boolean byPerson) {
        CallPlan plan = byPerson ? planner.onward(invite, onward) : planner.redirected(invite, onward);
        Call sentOn = callById.get(call);
        if (sentOn != null) {
            plan.attempts().forEach(attempt -> attempt.branches().forEach(branch -> own(sentOn, branch.leg())));
        }
        return plan;
    }

    /** The call that a leg belongs to now; after a transfer another one. */
    public Optional<String> callOf(LegId leg) {
        return Optional.ofNullable(callOfLeg.get(leg)).map(Call::id);
    }

    @Override
    public Conference enter(String room, boolean merged, String call, Side side) {
        return rooms.enter(room, merged, new ConferenceRooms.Seat(call, side));
    }

    @Override
    public void leave(String room, String call, Side side) {
        rooms.leave(room, new ConferenceRooms.Seat(call, side))
                .ifPresent(alone -> tell(alone.call(), new CallEvent.Alone()));
    }

    @Override
    public void change(ServiceCall service) {
        switch (service) {
            case ServiceCall.Undisturbed(String user, boolean on) ->
                settings.change(user, wishes -> wishes.withUndisturbed(on));
            case ServiceCall.ForwardAlways(String user, Optional<String> number) ->
                settings.change(
                        user,
                        wishes -> new PersonalSettings.Wishes(
                                wishes.undisturbed(), wishes.forwarding().withAlways(number)));
        }
    }

    @Override
    public void resend(SipEvent event) {
        accept(event);
    }

    private void over(String id, CallRecord record, boolean admitted) {
        Call call = callById.remove(id);
        call.legs.forEach(leg -> callOfLeg.remove(leg, call));
        for (String user : call.plan().people()) {
            callsOfPerson.computeIfPresent(user, (_, calls) -> {
                calls.remove(call);
                return calls.isEmpty() ? null : calls;
            });
        }
        if (admitted) {
            admissions.countOut(record.plan().source());
        }
        counters.count(record);
        watcher.over(record);
        LOG.info(
                "call over outcome={} answered={} talked_ms={} lasted_ms={} error={} reason=\"{}\" {}",
                record.outcome(),
                record.answered(),
                record.talked().toMillis(),
                record.lasted().toMillis(),
                record.failure().map(CallFailure::number).orElse(0),
                record.failure().map(CallFailure::sentence).orElse("hung up"),
                record.stats().map(SoundSummary::of).orElse(""));
    }

    /** Refuses new calls, ends the others with BYE or a refusal, and waits for them up to {@code patience}. */
    public void close(Duration patience) {
        closing.set(true);
        callById.values().forEach(call -> call.tell(new CallEvent.MustEnd(Plain.SHUTTING_DOWN)));
        long deadline = System.nanoTime() + patience.toNanos();
        while (admissions.active() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
