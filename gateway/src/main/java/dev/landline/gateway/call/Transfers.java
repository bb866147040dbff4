package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallState.End;
import dev.landline.sip.FlowId;
import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.Replaces;
import dev.landline.sip.SipEvent.InviteReceived;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipUri;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides what a REFER or a Replaces header may bring about. A target is looked up in the dial plan as if the transferor
 * had dialled it, with all that is barred there; a call that is named must be one that the asker may see.
 */
final class Transfers {

    /**
     * Referred to with a Replaces header, it merges the two calls: {@code sip:conference@DOMAIN?Replaces=...}. That is what
     * JsSIP's {@code session.refer('conference', {replaces: other})} sends.
     */
    private static final String MERGE = "conference";

    /** A source that is no connection: nobody is called back over it. */
    private static final FlowId NO_FLOW = new FlowId(0);

    private static final InetSocketAddress NO_ADDRESS = new InetSocketAddress(0);

    private final FeaturePolicy policy;
    private final Planner planner;
    private final SipSide sip;
    private final Function<LegId, Call> callOfLeg;
    private final Function<String, Optional<LegId>> ringing;

    Transfers(
            FeaturePolicy policy,
            Planner planner,
            SipSide sip,
            Function<LegId, Call> callOfLeg,
            Function<String, Optional<LegId>> ringing) {
        this.policy = policy;
        this.planner = planner;
        this.sip = sip;
        this.callOfLeg = callOfLeg;
        this.ringing = ringing;
    }

    /** What is to be done about a REFER. */
    sealed interface Decision {
        record Refuse(CallFailure failure) implements Decision {}

        record Join(Partner partner) implements Decision {}

        record Merge(Partner partner) implements Decision {}

        record Call(CallPlan plan, InviteReceived asDialled) implements Decision {}
    }

    Decision decide(Referral referral) {
        if (!policy.mayTransfer(referral.transferor().who())) {
            return new Decision.Refuse(Plain.TRANSFERS_OFF);
        }
        if (referral.replaces().isPresent()) {
            return join(referral, referral.replaces().get());
        }
        SipSource source = dialler(referral);
        Party dialler =
                new Party("", SipUri.of(referral.shown(), referral.target().host()));
        InviteReceived asDialled = new InviteReceived(
                referral.transferee().leg(),
                "",
                source,
                referral.target(),
                dialler,
                new Party("", referral.target()),
                Optional.empty(),
                Optional.empty());
        CallPlan plan = planner.plan(asDialled);
        return new Decision.Call(plan.with(new Purpose.Transfer(referral.call(), referral.transferee())), asDialled);
    }

    /**
     * Whose rights count. Between two trunks those of the transferor, which may dial what routes let it through to; a trunk
     * that speaks with a person can do only what that person may.
     */
    private static SipSource dialler(Referral referral) {
        return switch (referral.transferor().who()) {
            case Who.Account(String user) -> new SipSource.Browser(user, NO_FLOW);
            case Who.Line(String trunk) ->
                referral.transferee().who() instanceof Who.Account(String user)
                        ? new SipSource.Browser(user, NO_FLOW)
                        : new SipSource.Trunk(trunk, NO_ADDRESS);
        };
    }

    private Decision join(Referral referral, Replaces replaces) {
        Optional<LegId> leg = sip.find(replaces);
        Call other = leg.map(callOfLeg).orElse(null);
        if (other == null || other.id().equals(referral.call())) {
            return new Decision.Refuse(Plain.NO_SUCH_CALL);
        }
        Optional<Who> owner = owner(other, leg.get());
        if (owner.isEmpty() || !owner.get().equals(referral.transferor().who())) {
            return new Decision.Refuse(Plain.NOT_YOUR_CALL);
        }
        // One that nobody has answered becomes the call of this transfer, and ends with it.
        boolean waits = other.state() instanceof CallState.Calling calling
                && calling.plan().caller().equals(leg.get());
        Partner partner = new Partner(other.id(), leg.get(), waits);
        return referral.target().user().equals(MERGE) ? new Decision.Merge(partner) : new Decision.Join(partner);
    }

    /** What the call that a REFER names is asked. */
    static CallEvent.Asked question(Referral referral, Partner partner) {
        return new CallEvent.Asked(
                referral.call(), partner.call(), partner.replaced(), false, Optional.of(referral.transferee()));
    }

    /** The plan of an INVITE that takes the place of a leg: by Replaces or by a feature code; empty for any other. */
    Optional<CallPlan> replacement(InviteReceived invite) {
        if (invite.replaces().isPresent()) {
            return Optional.of(taking(invite, sip.find(invite.replaces().get())));
        }
        return invite.source() instanceof SipSource.Browser
                ? ServiceCall.rest(policy.pickupCode(), invite.target().user())
                        .flatMap(planner::person)
                        .map(user -> taking(invite, ringing.apply(user)))
                : Optional.empty();
    }

    private CallPlan taking(InviteReceived invite, Optional<LegId> leg) {
        Call other = leg.map(callOfLeg).orElse(null);
        if (other == null) {
            return CallPlan.refused(invite.leg(), invite.source(), Plain.NO_SUCH_CALL);
        }
        Optional<Who> owner = owner(other, leg.get());
        if (owner.isEmpty() || !policy.maySee(Who.of(invite.source()), owner.get())) {
            return CallPlan.refused(invite.leg(), invite.source(), Plain.NOT_YOUR_CALL);
        }
        CallPlan plan = planner.plan(invite);
        return new CallPlan(
                invite.leg(),
                invite.source(),
                invite.sdp(),
                List.of(),
                Optional.empty(),
                plan.sound(),
                new Purpose.Replacement(new Partner(other.id(), leg.get(), false)),
                Forwards.NONE);
    }

    /** Asks the named call whether it gives its leg up. */
    void ask(Call asking, Partner partner, boolean earlyOnly, Switchboard switchboard) {
        boolean asked = switchboard.tell(
                partner.call(),
                new CallEvent.Asked(asking.id(), partner.call(), partner.replaced(), earlyOnly, Optional.empty()));
        if (!asked && !asking.tell(new CallEvent.TransferFailed(Plain.NO_SUCH_CALL))) {
            asking.tell(new CallEvent.MustEnd(Plain.NO_SUCH_CALL));
        }
    }

    /** Whose leg it is, as the call stood a moment ago. */
    private static Optional<Who> owner(Call call, LegId leg) {
        return switch (call.state()) {
            case CallState.Talking talking ->
                talking.sideOf(leg).map(talking::end).map(End::who);
            case CallState.Transferring transferring ->
                transferring
                        .talking()
                        .sideOf(leg)
                        .map(transferring.talking()::end)
                        .map(End::who);
            case CallState.Conferring conferring ->
                conferring.sideOf(leg).flatMap(conferring::end).map(End::who);
            case CallState.New _,
                    CallState.Calling _,
                    CallState.Replacing _,
                    CallState.Entering _,
                    CallState.Serving _,
                    CallState.Over _ ->
                leg.equals(call.plan().caller())
                        ? Optional.of(call.plan().callerWho())
                        : call.plan().branch(leg).map(branch -> Who.of(branch.target()));
        };
    }
}
