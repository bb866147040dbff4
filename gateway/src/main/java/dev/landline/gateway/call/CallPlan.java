package dev.landline.gateway.call;

import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import java.util.List;
import java.util.Optional;

/**
 * All that is decided about a call before it is set up.
 *
 * @param caller the leg that calls
 * @param callerIsBrowser the calling leg is a browser, otherwise a trunk
 * @param offer the caller's SDP
 * @param attempts whom to try, in order; the targets of one attempt ring together
 * @param refusal why the call is refused outright; then there are no attempts
 */
public record CallPlan(
        LegId caller,
        boolean callerIsBrowser,
        Optional<String> offer,
        List<Attempt> attempts,
        Optional<CallFailure> refusal) {

    public CallPlan {
        attempts = List.copyOf(attempts);
    }

    /**
     * One try: a trunk, or all the pages of one person.
     *
     * @param branches the legs to start; at least one
     * @param toBrowser the branches are browsers, otherwise one trunk
     */
    public record Attempt(List<Branch> branches, boolean toBrowser) {
        public Attempt {
            branches = List.copyOf(branches);
        }
    }

    /** One leg to start, with the identities to show there. */
    public record Branch(
            LegId leg, SipTarget target, SipUri requestUri, Party from, Party to, Optional<Party> asserted) {}

    /** A plan that only refuses. */
    public static CallPlan refused(LegId caller, boolean callerIsBrowser, CallFailure why) {
        return new CallPlan(caller, callerIsBrowser, Optional.empty(), List.of(), Optional.of(why));
    }
}
