package dev.landline.gateway.call;

import dev.landline.media.bridge.Side;
import dev.landline.sip.LegId;
import java.util.List;
import java.util.Optional;

/**
 * Where a call stands.
 *
 * <pre>
 *            Arrived                 Answered                 BYE, grace over, ...
 *   New ---------------> Calling ---------------> Talking ------------------------> Over
 *    |  refused outright    |  all branches refused, CANCEL, no answer                ^
 *    +----------------------+---------------------------------------------------------+
 * </pre>
 *
 * Over is reached once the last action has been given; late events of legs that are still ending are answered there.
 */
public sealed interface CallState {

    /** Nothing has happened yet. */
    record New() implements CallState {}

    /**
     * Branches are being called.
     *
     * @param ringing legs of the current attempt without a final answer
     * @param next index of the attempt to try after this one
     * @param alive a peer of this attempt reacted: no further trunk is tried for silence
     * @param earlyMedia the branch whose early media the caller hears
     * @param best the reason to give the caller if nobody answers: the most telling refusal so far
     * @param secured which browser ends have their encrypted sound set up
     */
    record Calling(
            CallPlan plan,
            List<LegId> ringing,
            int next,
            boolean alive,
            Optional<LegId> earlyMedia,
            Optional<CallFailure> best,
            Secured secured)
            implements CallState {
        public Calling {
            ringing = List.copyOf(ringing);
        }
    }

    /**
     * Both sides are connected.
     *
     * @param callee the branch that answered
     */
    record Talking(CallPlan plan, LegId callee, boolean calleeIsBrowser, Secured secured) implements CallState {

        /** Every browser end has its encrypted sound. */
        boolean soundIsUp() {
            return (secured.caller() || !plan.callerIsBrowser()) && (secured.callee() || !calleeIsBrowser);
        }
    }

    /** Which ends have finished DTLS. */
    record Secured(boolean caller, boolean callee) {
        static final Secured NONE = new Secured(false, false);

        Secured with(Side side) {
            return switch (side) {
                case A -> new Secured(true, callee);
                case B -> new Secured(caller, true);
            };
        }
    }

    /** The call has ended. */
    record Over() implements CallState {}
}
