package dev.landline.gateway.call;

import dev.landline.gateway.call.CallPlan.Attempt;
import dev.landline.gateway.call.CallState.Calling;
import dev.landline.sip.LegId;
import dev.landline.sip.SipEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happens to a call that is sent on: by its owner's wish, or by a 302 (RFC 3261 section 21.3.3). */
final class ForwardRules {

    private ForwardRules() {}

    /** The attempt has come to nothing; empty when nobody wants the call sent on for that. */
    static Optional<Step> after(Calling calling, CallFailure failure, List<CallAction> actions) {
        return calling.plan().forwards().after(failure).map(onward -> {
            actions.addAll(CallingRules.cancelAll(calling));
            return sendOn(calling, failure, onward, actions);
        });
    }

    private static Step sendOn(Calling calling, CallFailure failure, Onward onward, List<CallAction> actions) {
        actions.add(new CallAction.StopTimer(CallTimer.FORWARD));
        actions.add(new CallAction.StopTimer(CallTimer.TRUNK_SILENCE));
        actions.add(new CallAction.SendOn(onward, currentAttempt(calling).toBrowser()));
        return new Step(waiting(calling, failure), actions);
    }

    private static Calling waiting(Calling calling, CallFailure failure) {
        return new Calling(
                calling.plan(),
                List.of(),
                calling.next(),
                true,
                Optional.empty(),
                Optional.of(failure),
                calling.secured());
    }

    private static Attempt currentAttempt(Calling calling) {
        return calling.plan().attempts().get(calling.next() - 1);
    }

    /** 302: one page of a person speaks for all; a trunk is followed as far as it may be. */
    static Step redirected(Calling calling, SipEvent.Redirected redirected) {
        if (!calling.ringing().contains(redirected.leg())) {
            return Step.of(calling);
        }
        CallFailure failure = Refusals.of(redirected.status(), Optional.empty(), CallFailure.Blame.CALLEE);
        String by = switch (currentAttempt(calling).who()) {
            case Who.Account(String user) -> user;
            case Who.Line(String trunk) -> trunk;
        };
        List<CallAction> actions = new ArrayList<>();
        for (LegId leg : calling.ringing()) {
            if (!leg.equals(redirected.leg())) {
                actions.add(new CallAction.Cancel(leg, Optional.of(CallingRules.ANSWERED_ELSEWHERE)));
            }
        }
        Onward onward = new Onward(
                by,
                redirected.contacts().getFirst().user(),
                Occasion.DEFLECTED,
                calling.plan().forwards().path());
        return sendOn(calling, failure, onward, actions);
    }

    /** The new way is known; when there is none, the caller hears why the first came to nothing. */
    static Step sentOn(Calling calling, CallPlan next) {
        if (!calling.ringing().isEmpty()) {
            return Step.of(calling);
        }
        if (next.refusal().isPresent()) {
            return CallingRules.over(
                    calling, calling.best().orElse(next.refusal().get()), new ArrayList<>());
        }
        return CallingRules.attempt(next, 0, calling.best(), calling.secured(), new ArrayList<>());
    }
}
