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
 * @param shown the user or number that the new call is shown to come from, as far as that may be
 * @param replaces the call to connect it with; empty when the target is to be called
 */
record Referral(String call, End transferor, End transferee, SipUri target, Optional<Replaces> replaces, String shown) {

    /** What came of it. */
    sealed interface Outcome {

        /** The transfer is under way. */
        record Begun(Partner partner) implements Outcome {}

        /** The two calls go into this conference. */
        record Merged(String room) implements Outcome {}

        /** It may not be, or cannot. */
        record Refused(CallFailure failure) implements Outcome {}
    }
}
