package dev.landline.gateway.call;

import dev.landline.gateway.call.CallState.End;
import dev.landline.sip.Replaces;
import dev.landline.sip.SipUri;
import java.util.Optional;

/**
 * Somebody asks that the other side of the call talks to somebody else.
 *
 * @param call where it was asked
 * @param transferor who asks
 * @param transferee who is to be connected
 * @param replaces the call to connect it with; empty when the target is to be called
 */
record Referral(String call, End transferor, End transferee, SipUri target, Optional<Replaces> replaces) {

    /** What came of it. */
    sealed interface Outcome {

        /** The transfer is under way. */
        record Begun(Partner partner) implements Outcome {}

        /** It may not be, or cannot. */
        record Refused(CallFailure failure) implements Outcome {}
    }
}
