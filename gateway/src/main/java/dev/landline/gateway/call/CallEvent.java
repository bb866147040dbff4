package dev.landline.gateway.call;

import dev.landline.gateway.call.CallState.End;
import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.Side;
import dev.landline.sip.LegId;
import dev.landline.sip.SipEvent;
import java.util.Optional;

/** Everything that can happen to a call, in the order in which its mailbox takes it. */
public sealed interface CallEvent {

    /** The first event: somebody authorised wants this call. The plan has been made from pure rules and live bindings. */
    record Arrived(CallPlan plan) implements CallEvent {}

    /** A peer said something. */
    record Said(SipEvent event) implements CallEvent {}

    /** The media of one end reports. */
    record Heard(MediaEvent event) implements CallEvent {}

    /** An action on one end's media could not be done: its description is unusable, or there is no port. */
    record MediaRefused(Side side, CallFailure failure) implements CallEvent {}

    /** A clock ran out. */
    record Rang(CallTimer timer) implements CallEvent {}

    /** The gateway goes down, or an administrator ends the call. */
    record MustEnd(CallFailure failure) implements CallEvent {}

    /** The way of a call that is sent on; it may be a refusal. */
    record SentOn(CallPlan plan) implements CallEvent {}

    /** A REFER asks to merge two calls of one person: this one and another go into a conference. */
    record Merging(Side by, long refer, String room) implements CallEvent {}

    /** The same for the other call, in which this leg is superfluous. */
    record Merged(String room, LegId replaced) implements CallEvent {}

    /** All others have left the conference of merged calls. */
    record Alone() implements CallEvent {}

    /** What a REFER asks for is under way: an end is to go to the partner. */
    record ReferAllowed(Side by, long refer, Partner partner) implements CallEvent {}

    /** It is not. */
    record ReferRefused(Side by, long refer, CallFailure failure) implements CallEvent {}

    /** The call that a transfer waits for rings: 180, or 183 with sound. */
    record TransferRings(int status) implements CallEvent {}

    /** The call that was begun or asked is ready to take an end over. */
    record TransferReady(String call) implements CallEvent {}

    /** It never will be. */
    record TransferFailed(CallFailure failure) implements CallEvent {}

    /**
     * Another call asks whether it may put an end of its own in the place of a leg of this one.
     *
     * @param by the other call
     * @param here this one
     * @param earlyOnly only while the leg rings (RFC 3891 section 3)
     * @param waiting the end that a REFER wants there, which can wait while the leg itself waits for an answer; empty for an
     *     INVITE, which cannot
     */
    record Asked(String by, String here, LegId leg, boolean earlyOnly, Optional<End> waiting) implements CallEvent {}

    /** Another call gives an end of its own, for the place of a leg here. */
    record TakenOver(Handover handover, LegId replaced) implements CallEvent {}
}
