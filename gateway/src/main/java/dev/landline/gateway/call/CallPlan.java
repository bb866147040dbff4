package dev.landline.gateway.call;

import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import dev.landline.sip.identity.IdentityHeaders;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is decided about a call before it is set up.
 *
 * @param caller the leg that calls
 * @param source who calls: a browser or a trunk
 * @param offer the caller's SDP
 * @param attempts whom to try, in order; the targets of one attempt ring together
 * @param refusal why the call is refused outright; then there are no attempts
 * @param sound how it sounds
 * @param forwards where it has been sent on, and would be
 * @param purpose whether it is more than one leg that calls another
 */
public record CallPlan(
        LegId caller,
        SipSource source,
        Optional<String> offer,
        List<Attempt> attempts,
        Optional<CallFailure> refusal,
        CallSound sound,
        Purpose purpose,
        Forwards forwards) {

    public CallPlan {
        attempts = List.copyOf(attempts);
    }

    /** A plan for a leg that calls. */
    public CallPlan(
            LegId caller,
            SipSource source,
            Optional<String> offer,
            List<Attempt> attempts,
            Optional<CallFailure> refusal,
            CallSound sound) {
        this(caller, source, offer, attempts, refusal, sound, Purpose.USUAL, Forwards.NONE);
    }

    /** The same, sent on as this says. */
    CallPlan with(Forwards other) {
        return new CallPlan(caller, source, offer, attempts, refusal, sound, purpose, other);
    }

    /** The same for another purpose. */
    CallPlan with(Purpose other) {
        return new CallPlan(caller, source, offer, attempts, refusal, sound, other, forwards);
    }

    /** A plan with the usual sound. */
    public CallPlan(
            LegId caller,
            SipSource source,
            Optional<String> offer,
            List<Attempt> attempts,
            Optional<CallFailure> refusal) {
        this(caller, source, offer, attempts, refusal, CallSound.USUAL);
    }

    /**
     * One try: a trunk, or all the pages of one person.
     *
     * @param branches the legs to start: browsers, or one trunk; at least one
     */
    public record Attempt(List<Branch> branches) {
        public Attempt {
            branches = List.copyOf(branches);
        }

        /** The trunk's name; empty when browsers are called. */
        public Optional<String> trunk() {
            return switch (branches.getFirst().target()) {
                case SipTarget.Trunk trunk -> Optional.of(trunk.trunk());
                case SipTarget.Browser _ -> Optional.empty();
            };
        }

        public boolean toBrowser() {
            return trunk().isEmpty();
        }

        /** Who is called. */
        public Who who() {
            return Who.of(branches.getFirst().target());
        }
    }

    /** The user or number that the called side was shown as the caller. */
    String shownCaller() {
        return attempts.stream()
                .flatMap(attempt -> attempt.branches().stream())
                .map(branch -> branch.from().uri().user())
                .findFirst()
                .orElse("");
    }

    /** The accounts that take part. */
    Set<String> people() {
        return Stream.concat(Stream.of(callerWho()), attempts.stream().map(Attempt::who))
                .filter(Who.Account.class::isInstance)
                .map(who -> ((Who.Account) who).user())
                .collect(Collectors.toSet());
    }

    /** The account that was called in the first place, also when it could not be rung or has sent the call on. */
    public Optional<String> wanted() {
        return forwards.path().stream()
                .filter(hop -> hop.occasion() != Occasion.DEFLECTED)
                .map(Forwards.Hop::user)
                .findFirst()
                .or(forwards::user);
    }

    /** Who calls. */
    public Who callerWho() {
        return purpose instanceof Purpose.Transfer(String _, CallState.End end) ? end.who() : Who.of(source);
    }

    /** The name of the trunk that calls; empty when a browser calls. */
    public Optional<String> callerTrunk() {
        return switch (source) {
            case SipSource.Trunk trunk -> Optional.of(trunk.trunk());
            case SipSource.Browser _ -> Optional.empty();
        };
    }

    public boolean callerIsBrowser() {
        return callerTrunk().isEmpty();
    }

    /** One leg to start, with the identities to show there. */
    public record Branch(
            LegId leg, SipTarget target, SipUri requestUri, Party from, Party to, IdentityHeaders identity) {

        /** One that says no more of the caller than From and, if any, P-Asserted-Identity. */
        public Branch(LegId leg, SipTarget target, SipUri requestUri, Party from, Party to, Optional<Party> asserted) {
            this(leg, target, requestUri, from, to, IdentityHeaders.asserting(asserted));
        }
    }

    /** The branch that this leg is. */
    Optional<Branch> branch(LegId leg) {
        return attempts.stream()
                .flatMap(attempt -> attempt.branches().stream())
                .filter(branch -> branch.leg().equals(leg))
                .findFirst();
    }

    /** A plan that only refuses. */
    public static CallPlan refused(LegId caller, SipSource source, CallFailure why) {
        return new CallPlan(caller, source, Optional.empty(), List.of(), Optional.of(why));
    }
}
