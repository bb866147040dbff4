package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallPlan.Attempt;
import dev.landline.gateway.call.CallPlan.Branch;
import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.TrunkConfig;
import dev.landline.gateway.route.Destination;
import dev.landline.gateway.route.Destination.TrunkHop;
import dev.landline.gateway.route.DialPlan;
import dev.landline.sip.FlowId;
import dev.landline.sip.Party;
import dev.landline.sip.SipEvent.InviteReceived;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns an authorised INVITE into a plan: dial plan, the pages that are open, the trunks' addresses, and the identities
 * each side is shown. Whatever a caller claims about itself, a trunk is shown the account's own number.
 */
final class CallPlanner {

    private static final int MAX_DISPLAY_NAME = 64;

    private final DialPlan dialPlan;
    private final Map<String, AccountConfig> accounts;
    private final Map<String, TrunkConfig> trunks;
    private final String domain;
    private final CallSound usual;
    private final SipSide sip;
    private final Function<String, Optional<InetSocketAddress>> trunkAddress;

    CallPlanner(
            DialPlan dialPlan,
            Map<String, AccountConfig> accounts,
            Map<String, TrunkConfig> trunks,
            String domain,
            CallSound usual,
            SipSide sip,
            Function<String, Optional<InetSocketAddress>> trunkAddress) {
        this.dialPlan = dialPlan;
        this.accounts = accounts;
        this.trunks = trunks;
        this.domain = domain;
        this.usual = usual;
        this.sip = sip;
        this.trunkAddress = trunkAddress;
    }

    CallPlan plan(InviteReceived invite) {
        String dialled = invite.target().user();
        Destination destination = switch (invite.source()) {
            case SipSource.Browser _ -> dialPlan.outbound(dialled);
            case SipSource.Trunk _ -> dialPlan.inbound(dialled);
        };
        return switch (destination) {
            case Destination.Nowhere(CallFailure failure) -> refused(invite, failure);
            case Destination.ToAccount(String user) -> toPages(invite, user);
            case Destination.ToTrunks(String _, List<TrunkHop> hops) -> toTrunks(invite, hops);
        };
    }

    private static CallPlan refused(InviteReceived invite, CallFailure failure) {
        return CallPlan.refused(invite.leg(), invite.source(), failure);
    }

    private CallPlan toPages(InviteReceived invite, String user) {
        List<Branch> branches = new ArrayList<>();
        Party from = callerForBrowser(invite);
        Party to = new Party("", SipUri.of(user, domain));
        for (SipSide.Page page : sip.pages(user)) {
            boolean own =
                    invite.source() instanceof SipSource.Browser(String _, FlowId flow) && flow.equals(page.flow());
            if (!own) {
                branches.add(new Branch(
                        sip.newLeg(),
                        new SipTarget.Browser(user, page.flow(), page.contact()),
                        page.contact(),
                        from,
                        to,
                        Optional.empty()));
            }
        }
        return branches.isEmpty()
                ? refused(invite, Plain.NOT_SIGNED_IN)
                : planned(invite, List.of(new Attempt(branches)), soundOf(invite.source()));
    }

    private static CallPlan planned(InviteReceived invite, List<Attempt> attempts, CallSound sound) {
        return new CallPlan(invite.leg(), invite.source(), invite.sdp(), attempts, Optional.empty(), sound);
    }

    /** The sound of a call that comes in. */
    private CallSound soundOf(SipSource source) {
        return switch (source) {
            case SipSource.Browser _ -> usual;
            case SipSource.Trunk trunk ->
                Optional.ofNullable(trunks.get(trunk.trunk()))
                        .map(config -> usual.withBrowserCodecs(config.sound().browserCodecs()))
                        .orElse(usual);
        };
    }

    /** The browser is answered once: the first way decides, also when another trunk is tried after it. */
    private CallSound soundOf(TrunkHop hop) {
        return usual.withBrowserCodecs(trunks.get(hop.trunk()).sound().browserCodecs())
                .with(hop.sound());
    }

    private Party callerForBrowser(InviteReceived invite) {
        return switch (invite.source()) {
            case SipSource.Browser(String user, FlowId _) ->
                new Party(
                        Optional.ofNullable(accounts.get(user))
                                .map(AccountConfig::displayName)
                                .orElse(user),
                        SipUri.of(user, domain));
            case SipSource.Trunk _ -> {
                Party caller = invite.asserted().orElse(invite.from());
                yield new Party(
                        shown(invite.from().displayName()),
                        SipUri.of(dialPlan.presentable(caller.uri().user()), domain));
            }
        };
    }

    /** A name as a stranger gave it: no control characters, no endless text. */
    private static String shown(String name) {
        StringBuilder kept = new StringBuilder();
        name.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .limit(MAX_DISPLAY_NAME)
                .forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }

    private CallPlan toTrunks(InviteReceived invite, List<TrunkHop> hops) {
        if (!(invite.source() instanceof SipSource.Browser(String user, FlowId _))) {
            return refused(invite, Plain.UNKNOWN_NUMBER);
        }
        List<Attempt> attempts = new ArrayList<>();
        for (TrunkHop hop : hops) {
            TrunkConfig trunk = trunks.get(hop.trunk());
            trunkAddress
                    .apply(hop.trunk())
                    .ifPresent(address -> attempts.add(new Attempt(List.of(branch(trunk, hop, user, address)))));
        }
        return attempts.isEmpty()
                ? refused(invite, Plain.TRUNK_UNRESOLVED)
                : planned(invite, attempts, soundOf(hops.getFirst()));
    }

    private Branch branch(TrunkConfig trunk, TrunkHop hop, String user, InetSocketAddress address) {
        AccountConfig account = accounts.get(user);
        String identity = account == null ? user : account.callerId().orElse(user);
        String name = account == null ? "" : account.displayName();
        Party from = new Party(name, SipUri.of(identity, trunk.fromDomain()));
        SipUri requestUri = new SipUri("sip", hop.number(), trunk.host(), trunk.port(), Map.of());
        if (trunk.transport() == SipTransport.TCP) {
            requestUri = requestUri.with("transport", "tcp");
        }
        Optional<Party> asserted =
                account == null || account.callerId().isEmpty() ? Optional.empty() : Optional.of(from);
        return new Branch(
                sip.newLeg(),
                new SipTarget.Trunk(trunk.name(), address, trunk.transport()),
                requestUri,
                from,
                new Party("", SipUri.of(hop.number(), trunk.host())),
                asserted);
    }
}
