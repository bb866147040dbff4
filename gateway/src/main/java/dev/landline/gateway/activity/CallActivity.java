package dev.landline.gateway.activity;

import dev.landline.gateway.call.CallPlan;
import dev.landline.gateway.call.CallRecord;
import dev.landline.gateway.call.CallState;
import dev.landline.gateway.call.CallWatcher;
import dev.landline.gateway.call.Who;
import dev.landline.gateway.store.CallEntry;
import dev.landline.gateway.store.CallEntry.Side;
import dev.landline.sip.Party;
import dev.landline.sip.SipEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The calls going on as people see them. Hears of every call, tells the feed, and leaves a record of each that is over.
 * Safe from any thread; as many calls as call control has.
 */
public final class CallActivity implements CallWatcher {

    private final ActivityFeed feed;
    private final Consumer<CallEntry> keeper;
    private final InstantSource clock;
    private final Map<String, LiveCall> calls = new ConcurrentHashMap<>();
    // Written once at the start, read by the calls' threads.
    private volatile Consumer<LiveCall> whenAnswered = _ -> {};

    /**
     * Knows no call yet.
     *
     * @param keeper takes the record of each call; must not block
     */
    public CallActivity(ActivityFeed feed, Consumer<CallEntry> keeper, InstantSource clock) {
        this.feed = feed;
        this.keeper = keeper;
        this.clock = clock;
    }

    /** Called on a call's own thread with each call that is answered; must not block. */
    public void whenAnswered(Consumer<LiveCall> listener) {
        whenAnswered = listener;
    }

    @Override
    public void opened(String id, CallPlan plan, SipEvent.InviteReceived invite) {
        Optional<CallPlan.Branch> first = first(plan);
        Party from = first.map(CallPlan.Branch::from).orElse(invite.from());
        Who caller = plan.callerWho();
        Side calling =
                CallEntries.side(caller, caller.isBrowser() ? "" : from.uri().user(), from.displayName());
        begin(id, plan, calling, invite.target().user());
    }

    private void begin(String id, CallPlan plan, Side caller, String dialled) {
        Side callee = first(plan)
                .map(branch -> CallEntries.side(plan.attempts().getFirst().who(), dialled, ""))
                .or(() -> plan.wanted().map(user -> CallEntries.side(new Who.Account(user), dialled, "")))
                .orElse(new Side(dialled, "", Optional.empty(), Optional.empty()));
        LiveCall call = new LiveCall(
                id,
                CallEntries.direction(plan, Optional.empty()),
                caller,
                callee,
                LiveCall.State.RINGING,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Optional.empty(),
                people(plan));
        calls.put(id, call);
        tell(call);
    }

    private static Optional<CallPlan.Branch> first(CallPlan plan) {
        return plan.attempts().stream()
                .findFirst()
                .map(attempt -> attempt.branches().getFirst());
    }

    private static Set<String> people(CallPlan plan) {
        Set<String> people = new HashSet<>();
        add(people, plan.callerWho());
        plan.attempts().forEach(attempt -> add(people, attempt.who()));
        plan.wanted().ifPresent(people::add);
        return people;
    }

    private static void add(Set<String> people, Who who) {
        if (who instanceof Who.Account(String user)) {
            people.add(user);
        }
    }

    @Override
    public void changed(Sight sight) {
        if (!calls.containsKey(sight.id()) && sight.state() instanceof CallState.Calling) {
            // A transfer's call: nobody dialled it.
            begin(sight.id(), sight.plan(), CallEntries.side(sight.plan().callerWho(), "", ""), called(sight.plan()));
        }
        if (sight.state() instanceof CallState.Talking talking) {
            talks(sight, talking);
        }
    }

    private static String called(CallPlan plan) {
        return first(plan).map(branch -> branch.to().uri().user()).orElse("");
    }

    private void talks(Sight sight, CallState.Talking talking) {
        LiveCall before = calls.get(sight.id());
        if (before == null) {
            return;
        }
        LiveCall now = answered(before, sight.plan(), talking);
        if (!now.equals(before)) {
            calls.replace(sight.id(), now);
            tell(now);
        }
        if (before.answered().isEmpty()) {
            whenAnswered.accept(now);
        }
    }

    private LiveCall answered(LiveCall before, CallPlan plan, CallState.Talking talking) {
        Who callee = talking.b().who();
        Set<String> people = new HashSet<>(before.people());
        add(people, talking.a().who());
        add(people, callee);
        return new LiveCall(
                before.id(),
                before.answered().isPresent() ? before.direction() : CallEntries.direction(plan, Optional.of(callee)),
                before.caller(),
                before.answered().isPresent()
                        ? before.callee()
                        : CallEntries.side(
                                callee,
                                before.callee().address(),
                                before.callee().name()),
                LiveCall.State.TALKING,
                before.started(),
                before.answered().or(() -> Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS))),
                people);
    }

    @Override
    public void over(CallRecord record) {
        LiveCall call = calls.remove(record.id());
        if (call == null) {
            return;
        }
        Instant now = clock.instant();
        CallEntry entry = CallEntries.entry(call, record, now);
        keeper.accept(entry);
        feed.tell(new Activity.Ended(entry));
        call.people().forEach(user -> feed.tell(new Activity.Presence(user)));
    }

    private void tell(LiveCall call) {
        feed.tell(new Activity.Call(call));
        call.people().forEach(user -> feed.tell(new Activity.Presence(user)));
    }

    /** The calls going on, the oldest first. */
    public List<LiveCall> calls() {
        return calls.values().stream()
                .sorted(Comparator.comparing(LiveCall::started).thenComparing(LiveCall::id))
                .toList();
    }

    /** One of them. */
    public Optional<LiveCall> call(String id) {
        return Optional.ofNullable(calls.get(id));
    }
}
