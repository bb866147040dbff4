package dev.landline.gateway.call;

import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.GatewayConfig;
import dev.landline.gateway.config.TrunkConfig;
import dev.landline.gateway.identity.CallerWish;
import dev.landline.gateway.identity.OutboundIdentity;
import dev.landline.gateway.identity.PresentedCaller;
import dev.landline.gateway.route.Destination;
import dev.landline.gateway.route.Destination.TrunkHop;
import dev.landline.gateway.route.DialPlan;
import dev.landline.sip.MessageRoute;
import dev.landline.sip.OutsideCalls;
import dev.landline.sip.PageMessage;
import dev.landline.sip.Party;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Where texts go, whose voicemail is whose, and who may see who is talking: by the configuration alone. */
public final class OutsideRules implements OutsideCalls {

    /** In an account's {@code watches}: everybody. */
    private static final String EVERYBODY = "*";

    private final DialPlan dialPlan;
    private final Map<String, AccountConfig> accounts;
    private final Map<String, TrunkConfig> trunks;
    private final String domain;
    private final Function<String, Optional<InetSocketAddress>> trunkAddress;

    /** @param trunkAddress where a trunk is reached; empty while its name cannot be resolved */
    public OutsideRules(GatewayConfig config, Function<String, Optional<InetSocketAddress>> trunkAddress) {
        this.dialPlan = new DialPlan(config.dialing(), config.accounts().values(), config.routes());
        this.accounts = config.accounts();
        this.trunks = config.trunks();
        this.domain = config.sip().domain();
        this.trunkAddress = trunkAddress;
    }

    @Override
    public MessageRoute route(PageMessage message) {
        if (message.source() instanceof SipSource.Trunk trunk && !takesMessages(trunk.trunk())) {
            return new MessageRoute.Refused(403, "Messages From This Trunk Are Not Allowed");
        }
        String dialled = dialPlan.dialled(message.target());
        Destination destination = switch (message.source()) {
            case SipSource.Browser _ -> dialPlan.outbound(dialled);
            case SipSource.Trunk trunk -> dialPlan.inbound(trunk.trunk(), dialled);
        };
        return switch (destination) {
            case Destination.Nowhere(CallFailure failure) ->
                new MessageRoute.Refused(failure.sipStatus(), failure.sentence());
            case Destination.ToAccount(String user) ->
                new MessageRoute.ToUser(user, senderForUser(message), new Party("", SipUri.of(user, domain)));
            case Destination.ToTrunks(String _, List<TrunkHop> hops) -> toTrunk(message, hops);
        };
    }

    private boolean takesMessages(String trunk) {
        return trunks.containsKey(trunk) && trunks.get(trunk).services().messages();
    }

    private Party senderForUser(PageMessage message) {
        return switch (message.source()) {
            case SipSource.Browser browser ->
                new Party(
                        Optional.ofNullable(accounts.get(browser.user()))
                                .map(AccountConfig::displayName)
                                .orElse(browser.user()),
                        SipUri.of(browser.user(), domain));
            case SipSource.Trunk _ -> new Party("", SipUri.of(senderNumber(message), domain));
        };
    }

    /** Of a trunk's sender, its number as our users would dial it. */
    private String senderNumber(PageMessage message) {
        return dialPlan.presentable(dialPlan.dialled(message.from().uri()));
    }

    /** To the first trunk of the route that takes texts and can be reached; a text is not tried again elsewhere. */
    private MessageRoute toTrunk(PageMessage message, List<TrunkHop> hops) {
        Optional<PresentedCaller> sender = switch (message.source()) {
            case SipSource.Browser browser ->
                Optional.ofNullable(accounts.get(browser.user()))
                        .flatMap(account -> PresentedCaller.choose(account, CallerWish.USUAL, dialPlan.country()));
            case SipSource.Trunk _ ->
                Optional.of(new PresentedCaller(senderNumber(message), "", Optional.of(senderNumber(message)), false));
        };
        if (sender.isEmpty()) {
            return new MessageRoute.Refused(403, "This Number May Not Be Shown");
        }
        List<TrunkHop> taking =
                hops.stream().filter(hop -> takesMessages(hop.trunk())).toList();
        if (taking.isEmpty()) {
            return new MessageRoute.Refused(405, "Messages To Telephones Are Not Allowed Here");
        }
        return taking.stream()
                .flatMap(hop ->
                        trunkAddress.apply(hop.trunk()).stream().map(address -> onTrunk(hop, address, sender.get())))
                .findFirst()
                .orElseGet(() -> new MessageRoute.Refused(480, "The Trunk Cannot Be Reached Now"));
    }

    private MessageRoute onTrunk(TrunkHop hop, InetSocketAddress address, PresentedCaller sender) {
        TrunkConfig trunk = trunks.get(hop.trunk());
        OutboundIdentity identity = OutboundIdentity.of(sender, hop.number(), trunk, dialPlan.country(), List.of());
        return new MessageRoute.ToTrunk(
                new SipTarget.Trunk(trunk.name(), address, trunk.transport()),
                identity.requestUri(),
                identity.from(),
                identity.to());
    }

    @Override
    public Optional<String> mailboxOwner(String trunk, String mailbox) {
        boolean believed =
                trunks.containsKey(trunk) && trunks.get(trunk).services().messageWaiting();
        if (!believed) {
            return Optional.empty();
        }
        // A PBX names the extension or the number; one that registers us names our account there, an account of ours.
        return dialPlan.inbound(trunk, mailbox) instanceof Destination.ToAccount(String user)
                ? Optional.of(user)
                : Optional.empty();
    }

    @Override
    public boolean mayWatch(String watcher, String watched) {
        return watcher.equals(watched)
                || Optional.ofNullable(accounts.get(watcher))
                        .filter(account -> account.watches().contains(EVERYBODY)
                                || account.watches().contains(watched))
                        .isPresent();
    }

    @Override
    public boolean isAccount(String user) {
        return accounts.containsKey(user);
    }
}
