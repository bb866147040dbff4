package dev.landline.gateway.call;

import dev.landline.media.bridge.Side;
import dev.landline.media.sound.CallProgressTone;
import dev.landline.sip.LegId;
import dev.landline.sip.Reason;
import dev.landline.sip.SipEvent;
import java.time.Duration;
import java.util.Optional;

/** What the machine wants done, in order. Carried out by {@link Call}; an action that fails comes back as an event. */
public sealed interface CallAction {

    /**
     * Open the caller's end of the bridge on its offer.
     *
     * @param trunk the trunk that calls; empty for a browser
     */
    record TakeCallerOffer(String sdp, Optional<String> trunk) implements CallAction {}

    /**
     * Open the caller's end of the bridge to make it an offer, because it made none.
     *
     * @param trunk the trunk that calls; empty for a browser
     */
    record OpenCaller(Optional<String> trunk) implements CallAction {}

    /** Connect a leg's end to its answer to an offer that our response carried. */
    record TakeLateAnswer(LegId leg, String sdp) implements CallAction {}

    /**
     * Open the called end of the bridge, once for all branches of an attempt.
     *
     * @param trunk the trunk that is called; empty for browsers
     */
    record OpenCallee(Optional<String> trunk) implements CallAction {}

    /** Send INVITE with the called end's offer. */
    record Invite(CallPlan.Branch branch) implements CallAction {}

    /** Connect the called end to the answer in a 18x or 200. */
    record TakeCalleeAnswer(String sdp) implements CallAction {}

    /** Connect the called end to the offer in a 200 to an INVITE without one, and answer it in the ACK. */
    record TakeCalleeOffer(LegId leg, long offer, String sdp) implements CallAction {}

    /** 180 or 183 to the caller, with our answer when there is sound to hear. */
    record RingCaller(int status, boolean withMedia) implements CallAction {}

    /** 200 with our answer to the caller. */
    record AnswerCaller() implements CallAction {}

    /** Refuse the caller. */
    record RefuseCaller(CallFailure failure) implements CallAction {}

    /** CANCEL a branch. */
    record Cancel(LegId leg, Optional<Reason> reason) implements CallAction {}

    /** BYE to a leg. */
    record HangUp(LegId leg, Optional<Reason> reason) implements CallAction {}

    /** Answer an offer inside the call: the other leg is not renegotiated for it. */
    record AnswerOffer(LegId leg, long offer, Optional<String> sdp) implements CallAction {}

    /** Refuse an offer inside the call; the call goes on. */
    record RefuseOffer(LegId leg, long offer, int status) implements CallAction {}

    /**
     * DTMF as INFO from this leg: play it toward the other.
     *
     * @param to the other leg; empty while there is none
     */
    record RelayInfo(LegId leg, Optional<LegId> to, String contentType, String body) implements CallAction {}

    /** A digit was heard that the media plays toward this side itself, unless its trunk wants it as INFO. */
    record RelayDigit(Side toward, LegId to, char digit, int millis) implements CallAction {}

    /** Open the bridge for a call whose caller comes later, from another call. */
    record OpenMedia() implements CallAction {}

    /** See whether what a REFER asks for may be done, and begin it. */
    record Refer(Side by, SipEvent.ReferReceived refer, CallState.End transferor, CallState.End transferee)
            implements CallAction {}

    /** NOTIFY of how a transfer goes. */
    record NotifyRefer(LegId leg, long refer, int status, String phrase) implements CallAction {}

    /** Play a tone to a side in place of what it hears. */
    record PlayTone(Side toward, CallProgressTone tone) implements CallAction {}

    /** The tone is over: the side hears what it heard before. */
    record StopTone(Side toward) implements CallAction {}

    /** A side is gone while the other stays: free its media. */
    record Dismiss(Side side) implements CallAction {}

    /** Tell another call something; nothing happens when it is over. */
    record TellCall(String call, CallEvent event) implements CallAction {}

    /** Give an end with its media to another call. */
    record HandOver(Side side, CallState.End end, Partner partner) implements CallAction {}

    /** Take an end that another call gave. */
    record Adopt(Side side, Handover handover) implements CallAction {}

    /** An end came that has no place here: it is hung up. */
    record DropHandover(Handover handover) implements CallAction {}

    /** 202 to a REFER, or its refusal. */
    record AnswerRefer(LegId leg, long refer, int status, String phrase) implements CallAction {}

    /** The leg that called makes room for an end of another call, which waits for the answer from now on. */
    record GiveWay(Purpose.Transfer to) implements CallAction {}

    /** Find the way of the call that is sent on. */
    record SendOn(Onward onward, boolean byPerson) implements CallAction {}

    /**
     * Bring a side into a conference.
     *
     * @param merged one of merged calls: nobody is left alone there
     */
    record JoinRoom(Side side, String room, boolean merged) implements CallAction {}

    /** A side is out of its conference. */
    record LeaveRoom(Side side, String room) implements CallAction {}

    /** Do what a feature code asks for. */
    record Change(ServiceCall service) implements CallAction {}

    /** Play the tone that says: done. */
    record PlayConfirmation(Side toward) implements CallAction {}

    /** Start the clock of a call that goes on to another number when nobody answers. */
    record StartForwardTimer(Duration after) implements CallAction {}

    record StartTimer(CallTimer timer) implements CallAction {}

    record StopTimer(CallTimer timer) implements CallAction {}

    /** The call is over: free the media, write its record. */
    record Finish(Optional<CallFailure> failure) implements CallAction {}
}
