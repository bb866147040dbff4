package dev.landline.gateway.call;

import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.Side;
import dev.landline.sip.SipEvent;

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
}
