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
 * Talking becomes Transferring with a REFER, and comes back when that fails. A call with a Replaces header is Replacing
 * until it gives its leg to the call that it names. Over is reached once the last action has been given; late events of legs that are still ending are answered there.
 */
public sealed interface CallState {

    /** Where a leg of a connected call is; empty when it is none, or none of this call's any more. */
    default Optional<Side> sideOf(LegId leg) {
        return Optional.empty();
    }

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

        /** A leg that rings this person. */
        Optional<LegId> ringing(String user) {
            return ringing.stream()
                    .filter(leg -> plan.branch(leg)
                            .filter(branch -> Who.of(branch.target()).equals(new Who.Account(user)))
                            .isPresent())
                    .findFirst();
        }
    }

    /**
     * Both sides are connected. Which legs these are may change while the call goes on: a transfer puts another in the
     * place of one.
     *
     * @param a the end at side A of the bridge, at first the leg that called
     * @param b the end at side B, at first the branch that answered
     */
    record Talking(CallPlan plan, End a, End b) implements CallState {

        /** Every browser end has its encrypted sound. */
        boolean soundIsUp() {
            return a.soundIsUp() && b.soundIsUp();
        }

        End end(Side side) {
            return switch (side) {
                case A -> a;
                case B -> b;
            };
        }

        @Override
        public Optional<Side> sideOf(LegId leg) {
            if (leg.equals(a.leg())) {
                return Optional.of(Side.A);
            }
            return leg.equals(b.leg()) ? Optional.of(Side.B) : Optional.empty();
        }

        Talking with(Side side, End end) {
            return switch (side) {
                case A -> new Talking(plan, end, b);
                case B -> new Talking(plan, a, end);
            };
        }
    }

    /**
     * One end of a connected call.
     *
     * @param secured DTLS is done; means something for browsers only
     */
    record End(LegId leg, Who who, boolean secured) {

        boolean soundIsUp() {
            return secured || !who.isBrowser();
        }

        End withSound() {
            return new End(leg, who, true);
        }
    }

    /**
     * One side asked that the other talks to somebody else, and that is under way.
     *
     * @param by the side of the transferor
     * @param refer the number of its REFER
     * @param partner the call that the transferee goes to
     * @param deserted the transferor has hung up meanwhile
     */
    record Transferring(Talking talking, Side by, long refer, Partner partner, boolean deserted) implements CallState {

        @Override
        public Optional<Side> sideOf(LegId leg) {
            return talking.sideOf(leg);
        }
    }

    /**
     * The legs of this call that are there are in a conference.
     *
     * @param room its name
     */
    record Conferring(CallPlan plan, Optional<End> a, Optional<End> b, String room) implements CallState {

        Optional<End> end(Side side) {
            return switch (side) {
                case A -> a;
                case B -> b;
            };
        }

        Conferring without(Side side) {
            return with(side, Optional.empty());
        }

        Conferring withSound(Side side) {
            return with(side, end(side).map(End::withSound));
        }

        private Conferring with(Side side, Optional<End> end) {
            return switch (side) {
                case A -> new Conferring(plan, end, b, room);
                case B -> new Conferring(plan, a, end, room);
            };
        }

        boolean soundIsUp() {
            return a.map(End::soundIsUp).orElse(true) && b.map(End::soundIsUp).orElse(true);
        }

        @Override
        public Optional<Side> sideOf(LegId leg) {
            if (a.filter(end -> end.leg().equals(leg)).isPresent()) {
                return Optional.of(Side.A);
            }
            return b.filter(end -> end.leg().equals(leg)).map(_ -> Side.B);
        }
    }

    /**
     * Before the door of a conference room with a PIN.
     *
     * @param secured the caller's encrypted sound is set up
     * @param typed what it has typed so far
     * @param tries how often that was wrong before
     */
    record Entering(CallPlan plan, Purpose.Room room, boolean secured, String typed, int tries) implements CallState {}

    /** The gateway itself has answered: somebody dialled a feature code. */
    record Serving(CallPlan plan) implements CallState {}

    /** The calling leg waits to take the place of another call's leg. */
    record Replacing(CallPlan plan, Partner partner) implements CallState {}

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
