package dev.landline.gateway.call;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.AccountFeatures;
import dev.landline.gateway.config.CallerIdRules;
import dev.landline.gateway.config.CallsConfig;
import dev.landline.gateway.config.DialingConfig;
import dev.landline.gateway.config.FeatureCodes;
import dev.landline.gateway.config.Forwarding;
import dev.landline.gateway.config.IdentityConfig;
import dev.landline.gateway.config.IdentityTemplate;
import dev.landline.gateway.config.Role;
import dev.landline.gateway.config.RouteConfig;
import dev.landline.gateway.config.TrunkConfig;
import dev.landline.gateway.config.TrunkFeatures;
import dev.landline.gateway.config.TrunkFeatures.Redirects;
import dev.landline.gateway.config.TrunkServices;
import dev.landline.gateway.config.TrunkSignalling;
import dev.landline.gateway.config.TrunkSound;
import dev.landline.gateway.route.DialPlan;
import dev.landline.media.bridge.MediaEvent;
import dev.landline.sip.FlowId;
import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.Replaces;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import dev.landline.sip.identity.CallerClaims;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.LocalBrowser;
import dev.landline.sip.sdp.LocalTrunk;
import dev.landline.sip.sdp.OfferAnswer;
import dev.landline.sip.sdp.TrunkTerms;
import dev.landline.sip.trunk.TrunkPlace;
import dev.landline.sip.trunk.TrunkWire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A table of calls between a stack and an engine that only keep what they are asked: alice and bob with a page each, and a
 * PBX that takes British numbers. A Replaces header names a leg by its Call-ID here.
 */
final class TableForTests implements AutoCloseable {

    static final InetSocketAddress PBX = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5070);

    final BlockingQueue<SipCommand> said = new LinkedBlockingQueue<>();
    final BlockingQueue<SilentBridge> bridges = new LinkedBlockingQueue<>();
    private final AtomicInteger legs = new AtomicInteger();
    private final SipSide sip = new SipSide() {
        @Override
        public void send(SipCommand command) {
            said.add(command);
        }

        @Override
        public LegId newLeg() {
            return new LegId("leg-" + legs.incrementAndGet());
        }

        @Override
        public List<Page> pages(String user) {
            return List.of(new Page(new FlowId(user.hashCode()), SipUri.of(user, "page.invalid")));
        }

        @Override
        public Optional<LegId> find(Replaces replaces) {
            return Optional.of(new LegId(replaces.callId()));
        }
    };
    private final Map<SilentBridge, Consumer<MediaEvent>> ears = new ConcurrentHashMap<>();
    final CallTable table;

    TableForTests(FeaturePolicy policy) {
        this(policy, Forwarding.NONE, Redirects.OFF);
    }

    /**
     * A table.
     *
     * @param ofBob where bob's calls go
     * @param ofPbx whether its 302 is followed
     */
    TableForTests(FeaturePolicy policy, Forwarding ofBob, Redirects ofPbx) {
        Map<String, AccountConfig> accounts =
                Map.of("alice", account("alice", "1", Forwarding.NONE), "bob", account("bob", "2", ofBob));
        PersonalSettings settings = new PersonalSettings(accounts.values());
        DialPlan dialPlan = new DialPlan(
                new DialingConfig("GB", false, List.of(), List.of()),
                accounts.values(),
                List.of(new RouteConfig("+44.", 3, "0", "pbx")));
        Map<String, TrunkConfig> trunks = Map.of(
                "pbx",
                new TrunkConfig(
                        "pbx",
                        "pbx.example.com",
                        5070,
                        SipTransport.UDP,
                        TrunkSound.of(AudioCodec.PCMA),
                        "example.com",
                        IdentityTemplate.standard(),
                        TrunkSignalling.standard(),
                        new TrunkFeatures(false, ofPbx),
                        TrunkServices.standard(),
                        TrunkWire.standard("pbx.example.com")));
        CallIdentities identities = new CallIdentities(
                dialPlan, accounts, trunks, "landline.example.com", IdentityConfig.standard(), CallSignatures.NONE);
        CallPlanner planner = new CallPlanner(
                dialPlan,
                trunks,
                "landline.example.com",
                CallSound.USUAL,
                sip,
                trunk -> List.of(new TrunkPlace(PBX, SipTransport.UDP, "pbx.example.com")),
                identities,
                settings,
                FeatureCodes.STANDARD,
                Map.of("8000", Optional.of("4711"), "8001", Optional.empty()));
        table = new CallTable(
                CallsConfig.standard(),
                planner,
                (id, sound, events, beside) -> {
                    SilentBridge bridge = new SilentBridge(true);
                    bridges.add(bridge);
                    ears.put(bridge, events);
                    return new CallMedia(bridge, sound, CallSounds.usual(), trunk -> TrunkSound.of(AudioCodec.PCMA));
                },
                sip,
                new CallCounters((outcome, value) -> {}),
                policy,
                settings,
                new ConferenceRooms(name -> null));
    }

    private static AccountConfig account(String user, String digit, Forwarding forwarding) {
        String number = "+44163296010" + digit;
        return new AccountConfig(
                user,
                user,
                "secret",
                Optional.of(number),
                CallerIdRules.USUAL,
                List.of(number),
                new AccountFeatures(Optional.empty(), Role.USER, false, forwarding, List.of()));
    }

    /** A browser calls; its leg is named so. */
    LegId calls(String user, String leg, String number) {
        return calls(user, leg, number, Optional.empty());
    }

    LegId calls(String user, String leg, String number, Optional<Replaces> replaces) {
        LegId caller = new LegId(leg);
        Party party = new Party("", SipUri.of(user, "landline.example.com"));
        table.accept(new SipEvent.InviteReceived(
                caller,
                leg,
                new SipSource.Browser(user, new FlowId(1)),
                SipUri.of(number, "landline.example.com"),
                party,
                party,
                CallerClaims.asserting(Optional.empty()),
                Optional.of(browserSays()),
                replaces));
        return caller;
    }

    /** A browser's call to the PBX that the PBX has answered; returns the PBX's leg. */
    LegId talksToPbx(String user, String leg, String number) throws InterruptedException {
        calls(user, leg, number);
        LegId pbx = next(SipCommand.Invite.class).leg();
        answers(pbx);
        next(SipCommand.Answer.class);
        return pbx;
    }

    void answers(LegId pbx) {
        table.accept(new SipEvent.Answered(pbx, Optional.of(trunkSays())));
    }

    void refers(LegId leg, String target, Optional<String> replaced) {
        table.accept(new SipEvent.ReferReceived(
                leg,
                7,
                SipUri.of(target, "landline.example.com"),
                replaced.map(name -> new Replaces(name, "to", "from", false))));
    }

    void hangsUp(LegId leg) {
        table.accept(new SipEvent.HungUp(leg, Optional.empty()));
    }

    /** The next command, of this kind. */
    <T extends SipCommand> T next(Class<T> type) throws InterruptedException {
        SipCommand command = said.poll(5, TimeUnit.SECONDS);
        assertNotNull(command, "no command came within five seconds");
        return assertInstanceOf(type, command);
    }

    /** The media of a call reports something. */
    void heard(SilentBridge bridge, MediaEvent event) {
        ears.get(bridge).accept(event);
    }

    SilentBridge bridge() throws InterruptedException {
        SilentBridge bridge = bridges.poll(5, TimeUnit.SECONDS);
        assertNotNull(bridge, "no bridge was opened within five seconds");
        return bridge;
    }

    static String browserSays() {
        return OfferAnswer.browserOffer(
                new LocalBrowser(
                        "theirs",
                        "their-password-0123456789",
                        "CD:".repeat(31) + "EF",
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000)),
                        99,
                        "them",
                        1),
                CallSound.USUAL.browser());
    }

    static String trunkSays() {
        return OfferAnswer.trunkOffer(
                new LocalTrunk(new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000), 1, 1),
                TrunkTerms.plain(AudioCodec.PCMA));
    }

    @Override
    public void close() {
        table.close(Duration.ofSeconds(5));
    }
}
