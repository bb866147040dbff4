package dev.landline.gateway.call;

import dev.landline.gateway.call.CallPlan.Attempt;
import dev.landline.gateway.call.CallPlan.Branch;
import dev.landline.gateway.config.GatewayConfig;
import dev.landline.gateway.config.TrunkConfig;
import dev.landline.gateway.route.DialPlan;
import dev.landline.sip.FlowId;
import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.Replaces;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent.InviteReceived;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import dev.landline.sip.identity.CallerClaims;
import dev.landline.sip.sdp.LocalKeys;
import dev.landline.sip.sdp.LocalTrunk;
import dev.landline.sip.sdp.OfferAnswer;
import dev.landline.sip.sdp.SrtpPolicy;
import dev.landline.sip.stack.InvitePreview;
import dev.landline.sip.stack.SipLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** What would become of a call, found by the same planner that decides real ones; nothing is sent. */
public final class CallPreview {

    private static final FlowId PAGE = new FlowId(1);

    /** What would become of it. */
    public sealed interface Outcome {

        /** It would be refused. */
        record Refused(CallFailure failure) implements Outcome {}

        /** It would ring the pages of an account. */
        record Rings(String user) implements Outcome {}

        /**
         * It would go to trunks, in this order.
         *
         * @param understood the number as it was understood
         */
        record Goes(String understood, List<Way> ways) implements Outcome {
            public Goes {
                ways = List.copyOf(ways);
            }
        }
    }

    /**
     * One try.
     *
     * @param target where the INVITE would be sent
     * @param branch whom it calls, and as whom
     * @param invite the whole message
     */
    public record Way(String trunk, InetSocketAddress target, Branch branch, String invite) {}

    private final GatewayConfig config;
    private final CallPlanner planner;
    private final CallIdentities identities;
    private final DialPlan dialPlan;

    /** @param ways where trunks are reached */
    public CallPreview(GatewayConfig config, TrunkWays ways) {
        this.config = config;
        this.dialPlan = new DialPlan(config.dialing(), config.accounts().values(), config.routes());
        this.identities = new CallIdentities(
                dialPlan,
                config.accounts(),
                config.trunks(),
                config.sip().domain(),
                config.identity(),
                CallSignatures.NONE);
        this.planner = new CallPlanner(
                dialPlan,
                config.trunks(),
                config.sip().domain(),
                CallSound.USUAL,
                new OnePageEach(),
                ways,
                identities,
                new PersonalSettings(config.accounts().values()),
                config.features().codes(),
                config.features().rooms());
    }

    /** Everybody is signed in, and nothing is sent. */
    private static final class OnePageEach implements SipSide {

        private int legs;

        @Override
        public void send(SipCommand command) {
            throw new IllegalStateException("a preview sends nothing");
        }

        @Override
        public LegId newLeg() {
            return new LegId("preview-" + ++legs);
        }

        @Override
        public Optional<LegId> find(Replaces replaces) {
            return Optional.empty();
        }

        @Override
        public List<Page> pages(String user) {
            return List.of(new Page(new FlowId(2), SipUri.of(user, "page.invalid")));
        }
    }

    /**
     * A call as this account's page would make it.
     *
     * @param dialled as a person types it
     */
    public Outcome of(String user, String dialled) {
        String domain = config.sip().domain();
        InviteReceived invite = new InviteReceived(
                new LegId("caller"),
                "preview",
                new SipSource.Browser(user, PAGE),
                SipUri.of(dialled, domain),
                new Party("", SipUri.of(user, domain)),
                new Party("", SipUri.of(dialled, domain)),
                CallerClaims.NONE,
                Optional.empty(),
                Optional.empty());
        CallPlan plan = planner.plan(invite);
        if (plan.refusal().isPresent()) {
            return new Outcome.Refused(plan.refusal().get());
        }
        if (plan.attempts().isEmpty()) {
            return new Outcome.Refused(
                    new CallFailure.Barred("Here the gateway itself answers: a feature code or a conference room"));
        }
        if (plan.attempts().getFirst().branches().getFirst().target() instanceof SipTarget.Browser browser) {
            return new Outcome.Rings(browser.user());
        }
        return new Outcome.Goes(
                dialPlan.presentable(identities.dialled(invite).number()),
                plan.attempts().stream()
                        .map(Attempt::branches)
                        .map(List::getFirst)
                        .map(this::way)
                        .toList());
    }

    private Way way(Branch branch) {
        SipTarget.Trunk target = (SipTarget.Trunk) branch.target();
        SipCommand.Invite invite = new SipCommand.Invite(
                branch.leg(),
                target,
                branch.requestUri(),
                branch.from(),
                branch.to(),
                branch.identity(),
                Optional.of(config.trunks().get(target.trunk()))
                        .filter(trunk -> !trunk.sound().lateOffer())
                        .map(this::offer));
        return new Way(
                target.trunk(),
                target.address(),
                branch,
                InvitePreview.of(
                        config.sip().settings(SipLimits.standard()),
                        invite,
                        config.trunks().get(target.trunk()).signalling().dialogs()));
    }

    /** The first offer of a call, with the first of the ports that it may get. */
    private String offer(TrunkConfig trunk) {
        InetAddress address = config.media().advertise().orElse(config.media().address());
        Optional<LocalKeys> keys = trunk.sound().srtp() == SrtpPolicy.OFF
                ? Optional.empty()
                : Optional.of(LocalKeys.random(new SecureRandom()));
        LocalTrunk local =
                new LocalTrunk(new InetSocketAddress(address, config.media().trunkPortFirst()), 1, 1, keys);
        return OfferAnswer.trunkOffer(local, trunk.sound().terms());
    }
}
