package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.IdentityConfig;
import dev.landline.gateway.config.TrunkConfig;
import dev.landline.gateway.identity.CallerWish;
import dev.landline.gateway.identity.InboundIdentity;
import dev.landline.gateway.identity.PresentedCaller;
import dev.landline.gateway.identity.SignatureVerdict;
import dev.landline.gateway.route.DialPlan;
import dev.landline.sip.FlowId;
import dev.landline.sip.Party;
import dev.landline.sip.SipEvent.InviteReceived;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipUri;
import dev.landline.sip.identity.Diversion;
import dev.landline.sip.identity.IdentityHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is shown to whom in a call. */
final class CallIdentities {

    private static final Logger LOG = LoggerFactory.getLogger(CallIdentities.class);

    private final DialPlan dialPlan;
    private final Map<String, AccountConfig> accounts;
    private final Map<String, TrunkConfig> trunks;
    private final String domain;
    private final IdentityConfig config;
    private final CallSignatures signatures;

    CallIdentities(
            DialPlan dialPlan,
            Map<String, AccountConfig> accounts,
            Map<String, TrunkConfig> trunks,
            String domain,
            IdentityConfig config,
            CallSignatures signatures) {
        this.dialPlan = dialPlan;
        this.accounts = accounts;
        this.trunks = trunks;
        this.domain = domain;
        this.config = config;
        this.signatures = signatures;
    }

    /** What a browser dialled and how its user wants to appear. */
    CallerWish.Dialled dialled(InviteReceived invite) {
        return CallerWish.of(invite.from(), invite.claims())
                .dialled(dialPlan.dialled(invite.target()), config.hidePrefixes());
    }

    /**
     * The caller as a trunk is told of it.
     *
     * @param diversions of whom the call came, the last diversion first
     * @param refusal why the call is not let through at all
     */
    record Onward(PresentedCaller caller, List<Diversion> diversions, Optional<CallFailure> refusal) {}

    /** A user of ours, who may show a number of its own only. */
    Onward presented(String user, CallerWish wish) {
        AccountConfig account = accounts.get(user);
        PresentedCaller unknown = new PresentedCaller(user, "", Optional.empty(), wish.hide());
        Optional<PresentedCaller> caller =
                account == null ? Optional.of(unknown) : PresentedCaller.choose(account, wish, dialPlan.country());
        Optional<CallFailure> refusal =
                caller.isPresent() ? Optional.empty() : Optional.of(Plain.CALLER_ID_NOT_ALLOWED);
        return new Onward(caller.orElse(unknown), List.of(), refusal);
    }

    /** The same of whom others have sent the call on, the last first (RFC 5806 section 4.1). */
    Onward diverted(Onward caller, List<Forwards.Hop> path) {
        List<Diversion> diversions = path.reversed().stream()
                .map(hop -> new Diversion(
                        new Party("", SipUri.of(numberOf(hop.user()), domain)),
                        hop.occasion().reason(),
                        1,
                        false))
                .toList();
        return new Onward(caller.caller(), diversions, caller.refusal());
    }

    private String numberOf(String user) {
        return Optional.ofNullable(accounts.get(user))
                .flatMap(account -> account.numbers().stream().findFirst().or(account::callerId))
                .orElse(user);
    }

    /** The caller of another trunk, as far as that trunk is believed; who hides goes on hiding. */
    Onward passedOn(InviteReceived invite, String trunk) {
        InboundIdentity caller = inbound(invite, trunk);
        PresentedCaller presented = new PresentedCaller(
                caller.number().orElse("anonymous"),
                caller.name(),
                caller.number(),
                caller.hidden() || caller.number().isEmpty());
        return new Onward(
                presented, caller.diversions(), fromTrunk(invite, trunk).refusal());
    }

    /**
     * The caller as a browser is shown it.
     *
     * @param refusal why the call is not let through at all
     */
    record Shown(Party from, IdentityHeaders headers, Optional<CallFailure> refusal) {}

    Shown forBrowser(InviteReceived invite) {
        return switch (invite.source()) {
            case SipSource.Browser(String user, FlowId _) ->
                new Shown(
                        new Party(
                                Optional.ofNullable(accounts.get(user))
                                        .map(AccountConfig::displayName)
                                        .orElse(user),
                                SipUri.of(user, domain)),
                        IdentityHeaders.NONE,
                        Optional.empty());
            case SipSource.Trunk trunk -> fromTrunk(invite, trunk.trunk());
        };
    }

    private InboundIdentity inbound(InviteReceived invite, String trunk) {
        boolean trusted = Optional.ofNullable(trunks.get(trunk))
                .filter(known -> known.identity().trusted())
                .isPresent();
        return InboundIdentity.of(invite.from(), invite.claims(), trusted, dialPlan::presentable, domain);
    }

    private Shown fromTrunk(InviteReceived invite, String trunk) {
        InboundIdentity caller = inbound(invite, trunk);
        Optional<SignatureVerdict> verdict = signatures.check(
                invite.claims().tokens(),
                callers(invite, caller),
                numbers(List.of(invite.target(), invite.to().uri())));
        verdict.ifPresent(checked -> LOG.info("signed caller leg={} verdict=\"{}\"", invite.leg(), checked.sentence()));
        boolean refused = config.stir().refuseInvalid()
                && verdict.filter(checked -> checked instanceof SignatureVerdict.Invalid)
                        .isPresent();
        return new Shown(
                caller.from(domain),
                caller.headers(domain, verdict),
                refused ? Optional.of(Plain.SIGNATURE_INVALID) : Optional.empty());
    }

    /** What is shown must be what is signed; of a caller who is not shown, whatever it calls itself. */
    private List<String> callers(InviteReceived invite, InboundIdentity caller) {
        if (caller.shown().isPresent()) {
            return List.of(caller.shown().get());
        }
        return numbers(Stream.concat(invite.claims().asserted().stream(), Stream.of(invite.from()))
                .map(Party::uri)
                .toList());
    }

    private List<String> numbers(List<SipUri> uris) {
        return uris.stream().map(dialPlan::dialled).map(dialPlan::presentable).toList();
    }
}
