package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallPlan.Attempt;
import dev.landline.gateway.call.CallPlan.Branch;
import dev.landline.gateway.call.CallState.Calling;
import dev.landline.gateway.call.CallState.End;
import dev.landline.gateway.call.CallState.Over;
import dev.landline.gateway.call.CallState.Secured;
import dev.landline.gateway.call.CallState.Talking;
import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.Side;
import dev.landline.sip.LegId;
import dev.landline.sip.Reason;
import dev.landline.sip.SipEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happens while branches are being called and nobody has answered yet. */
final class CallingRules {

    /** RFC 3326 section 2: what the other pages of one person are told when one of them answered. */
    static final Reason ANSWERED_ELSEWHERE = Reason.sip(200, "Call completed elsewhere");

    private CallingRules() {}

    static Step on(Calling calling, CallEvent event) {
        return switch (event) {
            case CallEvent.Arrived _ -> Step.of(calling);
            case CallEvent.Said(SipEvent said) -> said(calling, said);
            case CallEvent.Heard(MediaEvent heard) -> heard(calling, heard);
            case CallEvent.MediaRefused(Side side, CallFailure failure) -> mediaRefused(calling, side, failure);
            case CallEvent.Rang(CallTimer timer) -> rang(calling, timer);
            case CallEvent.MustEnd(CallFailure failure) -> giveUp(calling, failure);
            case CallEvent.Asked asked -> PickupRules.asked(calling, asked);
            case CallEvent.TakenOver taken -> PickupRules.takenOver(calling, taken);
            case CallEvent.SentOn(CallPlan next) -> ForwardRules.sentOn(calling, next);
            case CallEvent.ReferAllowed _,
                    CallEvent.Merging _,
                    CallEvent.Merged _,
                    CallEvent.Alone _,
                    CallEvent.ReferRefused _,
                    CallEvent.TransferRings _,
                    CallEvent.TransferReady _,
                    CallEvent.TransferFailed _ -> Step.of(calling);
        };
    }

    /** Starts attempt {@code index} of the plan; {@code actions} come first. */
    static Step attempt(
            CallPlan plan, int index, Optional<CallFailure> best, Secured secured, List<CallAction> actions) {
        Attempt attempt = plan.attempts().get(index);
        List<LegId> ringing = new ArrayList<>();
        actions.add(new CallAction.OpenCallee(attempt.trunk()));
        for (Branch branch : attempt.branches()) {
            actions.add(new CallAction.Invite(branch));
            ringing.add(branch.leg());
        }
        if (attempt.toBrowser()) {
            plan.forwards().ringsFor().ifPresent(time -> actions.add(new CallAction.StartForwardTimer(time)));
        } else {
            actions.add(new CallAction.StartTimer(CallTimer.TRUNK_SILENCE));
        }
        return new Step(new Calling(plan, ringing, index + 1, false, Optional.empty(), best, secured), actions);
    }

    private static Step said(Calling calling, SipEvent event) {
        LegId caller = calling.plan().caller();
        return switch (event) {
            case SipEvent.InviteReceived _, SipEvent.Acknowledged _ -> Step.of(calling);
            case SipEvent.Trying trying -> alive(calling, trying.leg());
            case SipEvent.Progress progress -> progress(calling, progress);
            case SipEvent.Answered answered -> answered(calling, answered);
            case SipEvent.Refused refused -> refused(calling, refused);
            case SipEvent.Redirected redirected -> ForwardRules.redirected(calling, redirected);
            case SipEvent.Cancelled _ -> giveUpQuietly(calling, Plain.CALLER_GAVE_UP);
            case SipEvent.HungUp ended ->
                ended.leg().equals(caller) ? giveUpQuietly(calling, Plain.CALLER_GAVE_UP) : Step.of(calling);
            case SipEvent.Unacknowledged _, SipEvent.PeerLost _ -> Step.of(calling);
            // In a PRACK, to the offer that our provisional answer carried.
            case SipEvent.AnswerReceived early -> earlyAnswer(calling, early);
            case SipEvent.OfferReceived offer -> earlyOffer(calling, offer);
            case SipEvent.ReferReceived refer ->
                Step.of(
                        calling,
                        new CallAction.AnswerRefer(
                                refer.leg(), refer.refer(), 480, "The call has not been answered yet"));
            case SipEvent.InfoReceived info ->
                Step.of(
                        calling,
                        new CallAction.RelayInfo(info.leg(), Optional.empty(), info.contentType(), info.body()));
            case SipEvent.FlowLost lost ->
                lost.leg().equals(caller)
                        ? Step.of(calling, new CallAction.StartTimer(CallTimer.GRACE_CALLER))
                        : branchGone(calling, lost.leg(), Plain.NOT_SIGNED_IN);
            case SipEvent.FlowRestored restored ->
                restored.leg().equals(caller)
                        ? Step.of(calling, new CallAction.StopTimer(CallTimer.GRACE_CALLER))
                        : Step.of(calling);
        };
    }

    private static Step earlyAnswer(Calling calling, SipEvent.AnswerReceived early) {
        if (!early.leg().equals(calling.plan().caller())) {
            return Step.of(calling);
        }
        return early.sdp()
                .map(sdp -> Step.of(calling, new CallAction.TakeLateAnswer(early.leg(), sdp)))
                .orElseGet(() -> giveUp(
                        calling,
                        new CallFailure.NoCommonMedia(
                                "The ringing was confirmed without a description of the sound",
                                CallFailure.Blame.CALLER)));
    }

    /** An UPDATE inside an unanswered call (RFC 3311): answered where both sides have been described to each other. */
    private static Step earlyOffer(Calling calling, SipEvent.OfferReceived offer) {
        boolean described = offer.leg().equals(calling.plan().caller())
                || calling.earlyMedia().filter(offer.leg()::equals).isPresent();
        return Step.of(
                calling,
                described
                        ? new CallAction.AnswerOffer(offer.leg(), offer.offer(), offer.sdp())
                        : new CallAction.RefuseOffer(offer.leg(), offer.offer(), 488));
    }

    private static Step alive(Calling calling, LegId leg) {
        if (calling.alive() || !calling.ringing().contains(leg)) {
            return Step.of(calling);
        }
        return Step.of(withAlive(calling), new CallAction.StopTimer(CallTimer.TRUNK_SILENCE));
    }

    private static Calling withAlive(Calling calling) {
        return new Calling(
                calling.plan(),
                calling.ringing(),
                calling.next(),
                true,
                calling.earlyMedia(),
                calling.best(),
                calling.secured());
    }

    /**
     * 180 rings; a 18x with SDP from a trunk is early media, and stays the sound even when a bare 180 follows. A later one
     * with another SDP takes its place: a call that is forwarded rings somewhere else (RFC 3960 section 3.1). The caller has
     * been answered by then and is not asked again.
     */
    private static Step progress(Calling calling, SipEvent.Progress progress) {
        if (!calling.ringing().contains(progress.leg())) {
            return Step.of(calling);
        }
        List<CallAction> actions = new ArrayList<>();
        actions.add(new CallAction.StopTimer(CallTimer.TRUNK_SILENCE));
        boolean fromTrunk = !currentAttempt(calling).toBrowser();
        boolean sound = fromTrunk && progress.sdp().isPresent();
        boolean firstSound = sound && calling.earlyMedia().isEmpty();
        Optional<LegId> earlyMedia = sound ? Optional.of(progress.leg()) : calling.earlyMedia();
        if (sound) {
            actions.add(new CallAction.TakeCalleeAnswer(progress.sdp().get()));
        }
        boolean ringing = progress.status() == 180;
        if (ringing || firstSound) {
            actions.add(new CallAction.RingCaller(ringing && !firstSound ? 180 : 183, firstSound));
        }
        return new Step(
                new Calling(
                        calling.plan(),
                        calling.ringing(),
                        calling.next(),
                        true,
                        earlyMedia,
                        calling.best(),
                        calling.secured()),
                actions);
    }

    private static Attempt currentAttempt(Calling calling) {
        return calling.plan().attempts().get(calling.next() - 1);
    }

    private static Step answered(Calling calling, SipEvent.Answered answered) {
        if (!calling.ringing().contains(answered.leg())) {
            return Step.of(calling, new CallAction.HangUp(answered.leg(), Optional.of(ANSWERED_ELSEWHERE)));
        }
        boolean described = answered.sdp().isPresent();
        if (!described && calling.earlyMedia().isEmpty()) {
            CallFailure failure = new CallFailure.NoCommonMedia(
                    "The answer came without a description of its sound", CallFailure.Blame.CALLEE);
            List<CallAction> actions = new ArrayList<>();
            actions.add(new CallAction.HangUp(answered.leg(), Optional.of(failure.reason())));
            return over(without(calling, answered.leg()), failure, actions);
        }
        List<CallAction> actions = new ArrayList<>();
        actions.add(new CallAction.StopTimer(CallTimer.RING));
        actions.add(new CallAction.StopTimer(CallTimer.FORWARD));
        actions.add(new CallAction.StopTimer(CallTimer.TRUNK_SILENCE));
        for (LegId other : calling.ringing()) {
            if (!other.equals(answered.leg())) {
                actions.add(new CallAction.Cancel(other, Optional.of(ANSWERED_ELSEWHERE)));
            }
        }
        answered.sdp().ifPresent(sdp -> actions.add(described(answered, sdp)));
        actions.add(new CallAction.AnswerCaller());
        actions.add(new CallAction.StartTimer(CallTimer.MAX_DURATION));
        Talking talking = new Talking(
                calling.plan(),
                new End(
                        calling.plan().caller(),
                        calling.plan().callerWho(),
                        calling.secured().caller()),
                new End(
                        answered.leg(),
                        currentAttempt(calling).who(),
                        calling.secured().callee()));
        if (!talking.soundIsUp()) {
            actions.add(new CallAction.StartTimer(CallTimer.MEDIA_SETUP));
        }
        return new Step(talking, actions);
    }

    private static CallAction described(SipEvent.Answered answered, String sdp) {
        return answered.offer().isPresent()
                ? new CallAction.TakeCalleeOffer(
                        answered.leg(), answered.offer().getAsLong(), sdp)
                : new CallAction.TakeCalleeAnswer(sdp);
    }

    private static Step refused(Calling calling, SipEvent.Refused refused) {
        if (!calling.ringing().contains(refused.leg())) {
            return Step.of(calling);
        }
        CallFailure failure = Refusals.of(refused, currentAttempt(calling).toBrowser());
        // RFC 3261 section 16.7: a 6xx speaks for the person, not for the device.
        if (refused.status() >= 600) {
            return ended(without(calling, refused.leg()), failure);
        }
        if (!calling.alive() || refused.status() == 503) {
            Optional<Step> next = nextTrunk(calling, refused.leg(), failure, refused.status());
            if (next.isPresent()) {
                return next.get();
            }
        }
        return branchGone(calling, refused.leg(), failure);
    }

    /** Another trunk is tried only for faults of the line, never for an answer about the person called. */
    private static Optional<Step> nextTrunk(Calling calling, LegId leg, CallFailure failure, int status) {
        boolean lineFault = (status >= 500 && status < 600) || status == 408;
        boolean more = calling.next() < calling.plan().attempts().size();
        if (!lineFault
                || !more
                || calling.ringing().size() > 1
                || calling.earlyMedia().isPresent()) {
            return Optional.empty();
        }
        if (!calling.ringing().equals(List.of(leg))) {
            return Optional.empty();
        }
        return Optional.of(attempt(
                calling.plan(), calling.next(), better(calling.best(), failure), calling.secured(), new ArrayList<>()));
    }

    private static Calling without(Calling calling, LegId leg) {
        return new Calling(
                calling.plan(),
                calling.ringing().stream().filter(other -> !other.equals(leg)).toList(),
                calling.next(),
                calling.alive(),
                calling.earlyMedia(),
                calling.best(),
                calling.secured());
    }

    private static Step branchGone(Calling calling, LegId leg, CallFailure failure) {
        Calling rest = without(calling, leg);
        Optional<CallFailure> best = better(calling.best(), failure);
        if (rest.ringing().isEmpty()) {
            return ended(rest, best.get());
        }
        return Step.of(new Calling(
                rest.plan(), rest.ringing(), rest.next(), rest.alive(), rest.earlyMedia(), best, rest.secured()));
    }

    /** Nobody took the call: it goes where its owner wants it then, or is over. */
    private static Step ended(Calling calling, CallFailure failure) {
        return ForwardRules.after(calling, failure, new ArrayList<>())
                .orElseGet(() -> over(calling, failure, new ArrayList<>()));
    }

    /** Busy says more than "not signed in", and an answer by a person says more than a fault of the line. */
    private static Optional<CallFailure> better(Optional<CallFailure> before, CallFailure now) {
        return before.filter(old -> telling(old) >= telling(now)).or(() -> Optional.of(now));
    }

    private static int telling(CallFailure failure) {
        return switch (failure.sipStatus()) {
            case 486, 600, 603 -> 3;
            case 480, 487 -> failure == Plain.NOT_SIGNED_IN ? 1 : 2;
            default -> failure.sipStatus() >= 500 ? 0 : 1;
        };
    }

    private static Step heard(Calling calling, MediaEvent event) {
        return switch (event) {
            case MediaEvent.Secured secured ->
                Step.of(new Calling(
                        calling.plan(),
                        calling.ringing(),
                        calling.next(),
                        calling.alive(),
                        calling.earlyMedia(),
                        calling.best(),
                        calling.secured().with(secured.side())));
            case MediaEvent.DtlsFailed _ -> giveUp(calling, Plain.MEDIA_NOT_SECURED);
            case MediaEvent.ConsentLost _ -> giveUp(calling, Plain.MEDIA_LOST);
            case MediaEvent.Departed(Side side) ->
                side == Side.A ? Step.of(calling, new CallAction.StartTimer(CallTimer.GRACE_CALLER)) : Step.of(calling);
            // A telephone that rings has nothing to say yet.
            case MediaEvent.TrunkSilent _ -> Step.of(calling);
            case MediaEvent.IceConnected _, MediaEvent.FirstSound _, MediaEvent.Digit _, MediaEvent.PlayEnded _ ->
                Step.of(calling);
        };
    }

    private static Step mediaRefused(Calling calling, Side side, CallFailure failure) {
        // A trunk whose early media cannot be used may still answer with a description that can.
        if (side == Side.B && calling.earlyMedia().isPresent()) {
            return Step.of(new Calling(
                    calling.plan(),
                    calling.ringing(),
                    calling.next(),
                    calling.alive(),
                    Optional.empty(),
                    calling.best(),
                    calling.secured()));
        }
        return giveUp(calling, failure);
    }

    private static Step rang(Calling calling, CallTimer timer) {
        return switch (timer) {
            case RING, FORWARD -> ended(calling, calling.best().orElse(Plain.NO_ANSWER));
            case TRUNK_SILENCE -> trunkSilent(calling);
            case GRACE_CALLER -> giveUp(calling, Plain.PAGE_GONE);
            case GRACE_CALLEE, MEDIA_SETUP, MAX_DURATION -> Step.of(calling);
        };
    }

    private static Step trunkSilent(Calling calling) {
        if (calling.alive()) {
            return Step.of(calling);
        }
        List<CallAction> actions = cancelAll(calling);
        if (calling.next() < calling.plan().attempts().size()) {
            return attempt(
                    calling.plan(),
                    calling.next(),
                    better(calling.best(), Plain.TRUNK_SILENT),
                    calling.secured(),
                    actions);
        }
        // The last trunk may still be slow: its own transaction ends after 32 s, the caller after the ring time.
        return Step.of(calling);
    }

    static List<CallAction> cancelAll(Calling calling) {
        List<CallAction> actions = new ArrayList<>();
        for (LegId leg : calling.ringing()) {
            actions.add(new CallAction.Cancel(leg, Optional.empty()));
        }
        return actions;
    }

    private static Step giveUp(Calling calling, CallFailure failure) {
        return over(calling, failure, new ArrayList<>());
    }

    /** Ends the branches; the stack has answered the caller already. */
    private static Step giveUpQuietly(Calling calling, CallFailure failure) {
        List<CallAction> actions = cancelAll(calling);
        actions.add(new CallAction.Finish(Optional.of(failure)));
        return new Step(new Over(), actions);
    }

    static Step over(Calling calling, CallFailure failure, List<CallAction> actions) {
        actions.addAll(cancelAll(calling));
        actions.add(new CallAction.RefuseCaller(failure));
        actions.add(new CallAction.Finish(Optional.of(failure)));
        return new Step(new Over(), actions);
    }
}
