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

    /** A user of ours as trunks are told of it; empty when it wants to show a number that is not its own. */
    Optional<PresentedCaller> presented(String user, CallerWish wish) {
        AccountConfig account = accounts.get(user);
        return account == null
                ? Optional.of(new PresentedCaller(user, "", Optional.empty(), wish.hide()))
                : PresentedCaller.choose(account, wish, dialPlan.country());
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

    private Shown fromTrunk(InviteReceived invite, String trunk) {
        boolean trusted = Optional.ofNullable(trunks.get(trunk))
                .filter(known -> known.identity().trusted())
                .isPresent();
        InboundIdentity caller =
                InboundIdentity.of(invite.from(), invite.claims(), trusted, dialPlan::presentable, domain);
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
        if (caller.number().isPresent()) {
            return List.of(caller.number().get());
        }
        return numbers(Stream.concat(invite.claims().asserted().stream(), Stream.of(invite.from()))
                .map(Party::uri)
                .toList());
    }

    private List<String> numbers(List<SipUri> uris) {
        return uris.stream().map(dialPlan::dialled).map(dialPlan::presentable).toList();
    }
}
