package dev.landline.gateway.call;

import dev.landline.media.bridge.Conference;
import dev.landline.media.bridge.Side;
import dev.landline.sip.LegId;
import dev.landline.sip.SipEvent;

/** What one call may ask about others. Safe from any thread, never blocks. */
interface Switchboard {

    /**
     * Begins what a REFER asks for: a new call to its target, or a question to the call that it names.
     *
     * @param media of the asking call: what is begun must be able to take an end of it over
     */
    Referral.Outcome refer(Referral referral, CallMedia media);

    /** The same as the event that it leads to. */
    default CallEvent carryOut(String call, CallPlan plan, CallAction.Refer asked, CallMedia media) {
        String shown = asked.transferor().who() instanceof Who.Account(String user) ? user : plan.shownCaller();
        Referral referral = new Referral(
                call,
                asked.transferor(),
                asked.transferee(),
                asked.refer().target(),
                asked.refer().replaces(),
                shown);
        long number = asked.refer().refer();
        return switch (refer(referral, media)) {
            case Referral.Outcome.Begun(Partner partner) -> new CallEvent.ReferAllowed(asked.by(), number, partner);
            case Referral.Outcome.Merged(String room) -> new CallEvent.Merging(asked.by(), number, room);
            case Referral.Outcome.Refused(CallFailure failure) ->
                new CallEvent.ReferRefused(asked.by(), number, failure);
        };
    }

    /** Tells another call something; false when it is over. */
    boolean tell(String call, CallEvent event);

    /** Gives an end to another call, and its events from now on; false when that call is over. */
    boolean handOver(String call, Handover handover, LegId replaced);

    /**
     * Finds the way of a call that is sent on; its new legs belong to the call.
     *
     * @param byPerson the person called sends it on, not its trunk
     */
    CallPlan sendOn(String call, SipEvent.InviteReceived invite, Onward onward, boolean byPerson);

    /** Takes a seat in a conference, which begins with its first. */
    Conference enter(String room, boolean merged, String call, Side side);

    /** Gives it back; the conference ends with its last. */
    void leave(String room, String call, Side side);

    /** Somebody dialled a feature code. */
    void change(ServiceCall service);

    /** A peer said something about a leg that has left the call: whoever has it now hears it. */
    void resend(SipEvent event);

    /** A call stands somewhere else than before. */
    default void changed(Call call) {}
}
