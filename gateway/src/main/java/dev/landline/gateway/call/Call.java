package dev.landline.gateway.call;

import dev.landline.gateway.admin.ActiveCall;
import dev.landline.gateway.admin.Logging;
import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.config.CallsConfig;
import dev.landline.media.bridge.BridgeStats;
import dev.landline.media.bridge.Side;
import dev.landline.media.sound.CallProgressTone;
import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call: takes events from its mailbox, asks {@link CallMachine} what they mean and does it. Everything but the
 * mailbox is owned by the call's own virtual thread, {@code call-<id>}.
 */
final class Call implements Runnable {

    /** More than a call ever has waiting; beyond it something floods, and the call ends. */
    private static final int MAILBOX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private final String id;
    private final CallPlan plan;
    private final CallMedia.Source mediaSource;
    private final Consumer<SipCommand> sip;
    private final Consumer<CallRecord> whenOver;
    private final Switchboard switchboard;
    private final Optional<CallMedia> beside;
    /** What began it; who sends the call on decides by that again. */
    private final SipEvent.InviteReceived invite;
    /** Its legs while they are its own; kept by the table. */
    final Set<LegId> legs = ConcurrentHashMap.newKeySet();

    private final BlockingQueue<CallEvent> mailbox = new ArrayBlockingQueue<>(MAILBOX);
    private final Deque<CallEvent> ownEvents = new ArrayDeque<>();
    private final CallClocks clocks;
    private final CallerSide caller;
    private final Set<LegId> invited = new HashSet<>();
    // These two are written by the call's thread and read by the admin port's.
    private volatile CallState state = new CallState.New();
    private volatile Optional<CallMedia> media = Optional.empty();
    // Guarded by the mailbox: nothing is taken in after the end, so that no end of another call is lost here.
    private boolean deaf;
    private Optional<BridgeStats> lastStats = Optional.empty();
    private boolean finished;
    private final long startedNanos = System.nanoTime();
    private long answeredNanos;

    Call(
            String id,
            CallPlan plan,
            CallsConfig limits,
            CallMedia.Source mediaSource,
            Consumer<SipCommand> sip,
            Consumer<CallRecord> whenOver,
            Switchboard switchboard,
            Optional<CallMedia> beside,
            SipEvent.InviteReceived invite) {
        this.id = id;
        this.plan = plan;
        this.clocks = new CallClocks(limits);
        this.mediaSource = mediaSource;
        this.sip = sip;
        this.whenOver = whenOver;
        this.switchboard = switchboard;
        this.beside = beside;
        this.invite = invite;
        this.caller = new CallerSide(id, plan, sip, switchboard);
    }

    String id() {
        return id;
    }

    CallPlan plan() {
        return plan;
    }

    /** Its state as it was a moment ago. Safe from any thread. */
    CallState state() {
        return state;
    }

    /** Its media, once open. Safe from any thread. */
    Optional<CallMedia> media() {
        return media;
    }

    /** How the call stands. Safe from any thread. */
    ActiveCall describe() {
        Optional<CallPlan.Branch> first = plan.attempts().stream()
                .findFirst()
                .map(attempt -> attempt.branches().getFirst());
        return new ActiveCall(
                id,
                state.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                first.map(branch -> branch.from().uri().toString()).orElse(""),
                first.map(branch -> branch.to().uri().toString()).orElse(""),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos),
                media.map(CallMedia::stats));
    }

    /**
     * Hands the call an event. Safe from any thread, never blocks.
     *
     * @return false when the mailbox is full or the call is over: the event is lost, and the caller counts it
     */
    boolean tell(CallEvent event) {
        synchronized (mailbox) {
            return !deaf && mailbox.offer(event);
        }
    }

    @Override
    public void run() {
        try (Logging.CallMark _ = Logging.call(id)) {
            live();
        }
    }

    private void live() {
        try {
            handle(new CallEvent.Arrived(plan));
            while (!finished) {
                handle(next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            handle(new CallEvent.MustEnd(Plain.SHUTTING_DOWN));
        } finally {
            if (!finished) {
                finish(Optional.of(Plain.DEFECT));
            }
            synchronized (mailbox) {
                deaf = true;
            }
            state = new CallState.Over();
            mailbox.forEach(this::settle);
        }
    }

    /** What came too late. A peer's words may be for a call that has the leg now. */
    private void settle(CallEvent late) {
        if (late instanceof CallEvent.Said(SipEvent said)) {
            switchboard.resend(said);
        } else {
            handle(late);
        }
    }

    /** The next event: one of our own, one from the mailbox, or the clock that runs out first. */
    private CallEvent next() throws InterruptedException {
        if (!ownEvents.isEmpty()) {
            return ownEvents.poll();
        }
        while (true) {
            Optional<CallTimer> first = clocks.first(System.nanoTime());
            if (first.isEmpty()) {
                return mailbox.take();
            }
            CallTimer timer = first.get();
            CallEvent event = mailbox.poll(clocks.leftNanos(timer, System.nanoTime()), TimeUnit.NANOSECONDS);
            if (event != null) {
                return event;
            }
            clocks.stop(timer);
            return new CallEvent.Rang(timer);
        }
    }

    /** A defect in our rules or in an action ends this call and no other. */
    private void handle(CallEvent event) {
        try {
            Step step = CallMachine.on(state, event);
            state = step.state();
            switchboard.changed(this);
            for (CallAction action : step.actions()) {
                perform(action);
            }
        } catch (Unusable e) {
            LOG.info(
                    "media cannot be used side={} reason=\"{}\"",
                    e.side(),
                    e.failure().sentence());
            ownEvents.add(new CallEvent.MediaRefused(e.side(), e.failure()));
        } catch (RuntimeException e) {
            LOG.error(
                    "the call ends because of a defect event={}",
                    event.getClass().getSimpleName(),
                    e);
            if (state instanceof CallState.Over || event instanceof CallEvent.MustEnd) {
                finish(Optional.of(Plain.DEFECT));
            } else {
                ownEvents.add(new CallEvent.MustEnd(Plain.DEFECT));
            }
        }
    }

    private void perform(CallAction action) throws Unusable {
        switch (action) {
            case CallAction.TakeCallerOffer(String sdp, Optional<String> trunk) -> {
                openMedia();
                sound().takeOffer(Side.A, sdp, trunk);
            }
            case CallAction.OpenCaller(Optional<String> trunk) -> {
                openMedia();
                sound().open(Side.A, trunk);
            }
            case CallAction.TakeLateAnswer(LegId leg, String sdp) -> sound().takeAnswer(side(leg), sdp);
            case CallAction.OpenMedia() -> openMedia();
            case CallAction.OpenCallee(Optional<String> trunk) -> sound().open(Side.B, trunk);
            case CallAction.Invite(CallPlan.Branch branch) -> invite(branch);
            case CallAction.TakeCalleeAnswer(String sdp) -> sound().takeAnswer(Side.B, sdp);
            case CallAction.TakeCalleeOffer(LegId leg, long offer, String sdp) ->
                sip.accept(new SipCommand.AcceptOffer(leg, offer, sound().reanswer(Side.B, Optional.of(sdp))));
            case CallAction.RingCaller(int status, boolean withMedia) ->
                caller.ring(status, () -> withMedia ? Optional.of(sound().ours(Side.A)) : Optional.empty());
            case CallAction.AnswerCaller() -> answerCaller();
            case CallAction.RefuseCaller(CallFailure failure) -> caller.refuse(failure);
            case CallAction.GiveWay(Purpose.Transfer to) -> caller.givesWay(to);
            case CallAction.Cancel cancel -> {
                if (invited.contains(cancel.leg())) {
                    sip.accept(new SipCommand.Cancel(cancel.leg(), cancel.reason()));
                }
            }
            case CallAction.HangUp hangUp -> {
                if (!hangUp.leg().equals(plan.caller()) || caller.isAnswered()) {
                    sip.accept(new SipCommand.HangUp(hangUp.leg(), hangUp.reason()));
                }
            }
            case CallAction.AnswerOffer offer -> answerOffer(offer);
            case CallAction.RefuseOffer(LegId leg, long offer, int status) ->
                sip.accept(new SipCommand.RefuseOffer(leg, offer, status, "Not now"));
            case CallAction.Refer refer -> ownEvents.add(switchboard.carryOut(id, plan, refer, sound()));
            case CallAction.NotifyRefer(LegId leg, long refer, int status, String phrase) ->
                sip.accept(new SipCommand.NotifyRefer(leg, refer, status, phrase));
            case CallAction.PlayTone(Side toward, CallProgressTone tone) -> sound().play(toward, tone);
            case CallAction.StopTone(Side toward) -> sound().stopTone(toward);
            case CallAction.Dismiss(Side side) -> sound().dismiss(side);
            case CallAction.TellCall(String call, CallEvent event) -> switchboard.tell(call, event);
            case CallAction.HandOver handOver -> handOver(handOver);
            case CallAction.Adopt(Side side, Handover handover) -> adopt(side, handover);
            case CallAction.DropHandover(Handover handover) -> drop(handover);
            case CallAction.AnswerRefer(LegId leg, long refer, int status, String phrase) ->
                sip.accept(new SipCommand.AnswerRefer(leg, refer, status, phrase));
            case CallAction.RelayInfo info ->
                InfoDigits.read(info.contentType(), info.body())
                        .ifPresent(digit -> press(side(info.leg()).other(), info.to(), digit));
            case CallAction.RelayDigit(Side toward, LegId to, char digit, int millis) -> {
                if (sound().wantsInfo(toward)) {
                    sendInfo(to, new InfoDigits(digit, millis));
                }
            }
            case CallAction.SendOn(Onward onward, boolean byPerson) ->
                ownEvents.add(new CallEvent.SentOn(switchboard.sendOn(id, invite, onward, byPerson)));
            case CallAction.JoinRoom(Side side, String room, boolean merged) ->
                sound().join(side, switchboard.enter(room, merged, id, side));
            case CallAction.LeaveRoom(Side side, String room) -> switchboard.leave(room, id, side);
            case CallAction.Change(ServiceCall service) -> switchboard.change(service);
            case CallAction.PlayConfirmation(Side toward) -> sound().confirm(toward);
            case CallAction.StartForwardTimer(Duration after) ->
                clocks.start(CallTimer.FORWARD, after, System.nanoTime());
            case CallAction.StartTimer(CallTimer timer) -> clocks.start(timer, System.nanoTime());
            case CallAction.StopTimer(CallTimer timer) -> clocks.stop(timer);
            case CallAction.Finish(Optional<CallFailure> failure) -> finish(failure);
        }
    }

    private void openMedia() throws Unusable {
        media = Optional.of(mediaSource.open(id, plan.sound(), heard -> tell(new CallEvent.Heard(heard)), beside));
    }

    private void handOver(CallAction.HandOver action) {
        CallMedia given = sound();
        lastStats = Optional.of(given.stats());
        media = Optional.empty();
        legs.remove(action.end().leg());
        Handover handover = new Handover(action.end(), given, action.side());
        LOG.info("leg={} goes to call={}", action.end().leg(), action.partner().call());
        if (!switchboard.handOver(
                action.partner().call(), handover, action.partner().replaced())) {
            drop(handover);
        }
    }

    private void adopt(Side side, Handover handover) throws Unusable {
        if (side == Side.A) {
            caller.arrived();
        }
        try {
            sound().adopt(side, handover.media(), handover.side());
        } catch (Unusable apart) {
            handover.media().close();
            throw apart;
        }
    }

    private void drop(Handover handover) {
        sip.accept(new SipCommand.HangUp(handover.end().leg(), Optional.of(Plain.NO_SUCH_CALL.reason())));
        handover.media().close();
    }

    private CallMedia sound() {
        return media.orElseThrow(() -> new IllegalStateException("the media of this call is not open"));
    }

    private void invite(CallPlan.Branch branch) {
        invited.add(branch.leg());
        sip.accept(new SipCommand.Invite(
                branch.leg(),
                branch.target(),
                branch.requestUri(),
                branch.from(),
                branch.to(),
                branch.identity(),
                sound().invitation(Side.B)));
        LOG.info("calling leg={} target={}", branch.leg(), branch.requestUri());
    }

    private void answerCaller() {
        answeredNanos = System.nanoTime();
        if (!caller.answer(() -> sound().ours(Side.A))) {
            ownEvents.add(new CallEvent.MustEnd(Plain.CALLER_GAVE_UP));
        }
        LOG.info("answered after_ms={}", TimeUnit.NANOSECONDS.toMillis(answeredNanos - startedNanos));
    }

    /** A description that cannot be used is refused, and the call goes on as it was (RFC 3261 section 14.2). */
    private void answerOffer(CallAction.AnswerOffer offer) {
        try {
            String answer = sound().reanswer(side(offer.leg()), offer.sdp());
            sip.accept(new SipCommand.AcceptOffer(offer.leg(), offer.offer(), answer));
        } catch (Unusable e) {
            LOG.info("an offer inside the call is refused leg={} reason=\"{}\"", offer.leg(), e.getMessage());
            sip.accept(new SipCommand.RefuseOffer(offer.leg(), offer.offer(), 488, "This sound cannot be used here"));
        }
    }

    private Side side(LegId leg) {
        return state.sideOf(leg).orElse(leg.equals(plan.caller()) ? Side.A : Side.B);
    }

    private void press(Side toward, Optional<LegId> to, InfoDigits digit) {
        if (to.isPresent() && sound().wantsInfo(toward)) {
            sendInfo(to.get(), digit);
        } else {
            sound().press(toward, digit);
        }
    }

    private void sendInfo(LegId to, InfoDigits digit) {
        sip.accept(digit.toward(to));
    }

    private void finish(Optional<CallFailure> failure) {
        if (finished) {
            return;
        }
        finished = true;
        clocks.stopAll();
        long now = System.nanoTime();
        Duration talked = answeredNanos == 0 ? Duration.ZERO : Duration.ofNanos(now - answeredNanos);
        CallRecord record = new CallRecord(
                id,
                plan,
                answeredNanos != 0,
                talked,
                Duration.ofNanos(now - startedNanos),
                failure,
                media.map(CallMedia::stats).or(() -> lastStats));
        media.ifPresent(CallMedia::close);
        whenOver.accept(record);
    }
}
