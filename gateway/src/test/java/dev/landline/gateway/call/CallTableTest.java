package dev.landline.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.admin.ActiveCall;
import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.CallsConfig;
import dev.landline.gateway.config.DialingConfig;
import dev.landline.gateway.config.RouteConfig;
import dev.landline.gateway.config.TrunkConfig;
import dev.landline.gateway.config.TrunkSound;
import dev.landline.gateway.route.DialPlan;
import dev.landline.media.bridge.Side;
import dev.landline.sip.FlowId;
import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.Replaces;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.LocalBrowser;
import dev.landline.sip.sdp.LocalTrunk;
import dev.landline.sip.sdp.OfferAnswer;
import dev.landline.sip.sdp.TrunkTerms;
import dev.landline.sip.trunk.TrunkPlace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The table, the planner, a call's thread and its media descriptions together, between two contracts. */
class CallTableTest {

    private static final InetSocketAddress PBX = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5070);
    private static final FlowId FLOW = new FlowId(1);
    private static final LegId CALLER = new LegId("caller");
    private static final AccountConfig ALICE =
            new AccountConfig("alice", "Alice", "secret", Optional.of("+441632960101"), List.of("+441632960101"));

    private final BlockingQueue<SipCommand> said = new LinkedBlockingQueue<>();
    private final AtomicInteger legs = new AtomicInteger();
    private final CallCounters counters = new CallCounters((outcome, value) -> {});
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
        public Optional<LegId> find(Replaces replaces) {
            return Optional.empty();
        }

        @Override
        public List<Page> pages(String user) {
            return user.equals("alice")
                    ? List.of(new Page(new FlowId(7), SipUri.of("tab", "page.invalid")))
                    : List.of();
        }
    };
    private SilentBridge bridge = new SilentBridge(true);
    private CallsConfig limits = CallsConfig.standard();
    private CallTable table = table();

    @AfterEach
    void close() {
        table.close(Duration.ofSeconds(5));
    }

    @Test
    void aBrowsersCallReachesTheTrunkWithTheAccountsNumberAndBothSidesAreConnected() throws Exception {
        table.accept(fromAlice("020 7946 0958"));
        SipCommand.Invite invite = next(SipCommand.Invite.class);
        assertEquals("sip:02079460958@pbx.example.com:5070", invite.requestUri().toString());
        assertEquals("sip:+441632960101@example.com", invite.from().uri().toString());
        assertEquals(new SipTarget.Trunk("pbx", PBX, SipTransport.UDP), invite.target());
        assertTrue(
                invite.sdp().orElseThrow().contains("m=audio 30000 RTP/AVP 8 101"),
                invite.sdp().orElseThrow());

        table.accept(new SipEvent.Progress(invite.leg(), 180, "Ringing", Optional.empty()));
        assertEquals(new SipCommand.Ring(CALLER, 180, Optional.empty()), next(SipCommand.Ring.class));
        ActiveCall listed = table.active().getFirst();
        assertEquals(1, table.active().size(), "once, though it has several legs");
        assertEquals("calling", listed.state());
        assertEquals(invite.from().uri().toString(), listed.from());
        assertTrue(listed.stats().isPresent());
        table.accept(new SipEvent.Answered(invite.leg(), Optional.of(trunkSays())));
        String answer = next(SipCommand.Answer.class).sdp();
        assertTrue(answer.contains("a=setup:passive"), answer);
        assertEquals(
                Side.A,
                assertInstanceOf(SilentBridge.BrowserConnected.class, asked()).side());
        SilentBridge.TrunkConnected trunk = assertInstanceOf(SilentBridge.TrunkConnected.class, asked());
        assertEquals(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
                trunk.remote().rtp());

        table.accept(new SipEvent.InfoReceived(CALLER, "application/dtmf", "7"));
        assertEquals(new SilentBridge.Pressed(Side.B, '7', 100), asked());
        table.accept(new SipEvent.HungUp(CALLER, Optional.empty()));
        assertEquals(invite.leg(), next(SipCommand.HangUp.class).leg());
        assertInstanceOf(SilentBridge.Closed.class, asked());
    }

    @Test
    void aHoldByTheTrunkIsAnsweredAndTheBrowserHearsNothingOfIt() throws Exception {
        table.accept(fromAlice("020 7946 0958"));
        SipCommand.Invite invite = next(SipCommand.Invite.class);
        table.accept(new SipEvent.Answered(invite.leg(), Optional.of(trunkSays())));
        next(SipCommand.Answer.class);
        String hold = trunkSays().replace("a=sendrecv", "a=sendonly");
        table.accept(new SipEvent.OfferReceived(invite.leg(), 2, Optional.of(hold)));
        SipCommand.AcceptOffer accepted = next(SipCommand.AcceptOffer.class);
        assertEquals(invite.leg(), accepted.leg());
        assertTrue(accepted.sdp().contains("a=recvonly"), accepted.sdp());
        assertTrue(said.isEmpty());
    }

    @Test
    void anUnusableReofferIsRefusedAndTheCallGoesOn() throws Exception {
        table.accept(fromAlice("020 7946 0958"));
        SipCommand.Invite invite = next(SipCommand.Invite.class);
        table.accept(new SipEvent.Answered(invite.leg(), Optional.of(trunkSays())));
        next(SipCommand.Answer.class);
        table.accept(new SipEvent.OfferReceived(invite.leg(), 2, Optional.of("no sdp at all")));
        assertEquals(488, next(SipCommand.RefuseOffer.class).status());
        assertEquals(1, table.activeCalls());
    }

    @Test
    void aTrunksCallRingsTheBrowserWithTheCallersNumber() throws Exception {
        SipSource trunk = new SipSource.Trunk("pbx", PBX);
        table.accept(invite(trunk, "+441632960101", "02079460958", Optional.of(trunkSays())));
        SipCommand.Invite invite = next(SipCommand.Invite.class);
        assertEquals(
                "sip:+442079460958@landline.example.com", invite.from().uri().toString());
        assertEquals("sip:tab@page.invalid", invite.requestUri().toString());
        assertTrue(
                invite.sdp().orElseThrow().contains("a=ice-lite"), invite.sdp().orElseThrow());
    }

    @Test
    void whatCannotBeReadAsSdpIsRefusedWith488() throws Exception {
        table.accept(invite(new SipSource.Browser("alice", FLOW), "020 7946 0958", "alice", Optional.of("v=0")));
        SipCommand.Refuse refuse = next(SipCommand.Refuse.class);
        assertEquals(488, refuse.status());
        assertTrue(said.isEmpty());
    }

    @Test
    void withoutPortsTheCallIsRefusedWith503() throws Exception {
        bridge = new SilentBridge(false);
        table.accept(fromAlice("020 7946 0958"));
        SipCommand.Refuse refuse = next(SipCommand.Refuse.class);
        assertEquals(503, refuse.status());
        assertTrue(refuse.retryAfterSeconds() > 0);
    }

    @Test
    void moreCallsThanAnAccountMayHaveAreRefused() throws Exception {
        CallsConfig standard = CallsConfig.standard();
        limits = new CallsConfig(
                standard.ringTimeout(),
                standard.trunkSilence(),
                standard.grace(),
                standard.maxDuration(),
                standard.maxCalls(),
                1);
        table = table();
        table.accept(fromAlice("020 7946 0958"));
        next(SipCommand.Invite.class);
        table.accept(new SipEvent.InviteReceived(
                new LegId("second"),
                "second@test",
                new SipSource.Browser("alice", FLOW),
                SipUri.of("02079460958", "landline.example.com"),
                party("alice"),
                party("02079460958"),
                Optional.empty(),
                Optional.of(browserSays())));
        SipCommand.Refuse refuse = next(SipCommand.Refuse.class);
        assertEquals("You have too many calls at once", refuse.phrase());
        assertEquals(1, table.activeCalls());
    }

    @Test
    void goingDownRefusesTheRingingAndHangsUpTheTalking() throws Exception {
        table.accept(fromAlice("020 7946 0958"));
        next(SipCommand.Invite.class);
        table.close(Duration.ofSeconds(5));
        next(SipCommand.Cancel.class);
        assertEquals(503, next(SipCommand.Refuse.class).status());
        assertEquals(0, table.activeCalls());
    }

    @Test
    void anAnswerToACallThatIsOverIsHungUp() throws Exception {
        table.accept(new SipEvent.Answered(new LegId("long gone"), Optional.empty()));
        assertEquals("long gone", next(SipCommand.HangUp.class).leg().value());
    }

    private CallTable table() {
        CallPlanner planner = new CallPlanner(
                new DialPlan(
                        new DialingConfig("GB", false, List.of(), List.of()),
                        List.of(ALICE),
                        List.of(new RouteConfig("+44.", 3, "0", "pbx"))),
                Map.of("alice", ALICE),
                Map.of(
                        "pbx",
                        new TrunkConfig(
                                "pbx",
                                "pbx.example.com",
                                5070,
                                SipTransport.UDP,
                                TrunkSound.of(AudioCodec.PCMA),
                                "example.com")),
                "landline.example.com",
                CallSound.USUAL,
                sip,
                trunk -> List.of(new TrunkPlace(PBX, SipTransport.UDP, "pbx.example.com")));
        return new CallTable(
                limits,
                planner,
                (id, sound, events, beside) ->
                        new CallMedia(bridge, sound, CallSounds.usual(), trunk -> TrunkSound.of(AudioCodec.PCMA)),
                sip,
                counters,
                FeaturePolicy.STRICT,
                new PersonalSettings(List.of()),
                new ConferenceRooms(name -> null));
    }

    private static SipEvent.InviteReceived fromAlice(String number) {
        return invite(new SipSource.Browser("alice", FLOW), number, "mallory", Optional.of(browserSays()));
    }

    private static SipEvent.InviteReceived invite(SipSource source, String number, String from, Optional<String> sdp) {
        return new SipEvent.InviteReceived(
                CALLER,
                "call@test",
                source,
                SipUri.of(number, "landline.example.com"),
                party(from),
                party(number),
                Optional.empty(),
                sdp);
    }

    private static Party party(String user) {
        return new Party("", SipUri.of(user, "somewhere.example.com"));
    }

    private static String browserSays() {
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

    private static String trunkSays() {
        return OfferAnswer.trunkOffer(
                new LocalTrunk(new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000), 1, 1),
                TrunkTerms.plain(AudioCodec.PCMA));
    }

    private Object asked() throws InterruptedException {
        return assertNotNullWithin(bridge.asked);
    }

    private <T extends SipCommand> T next(Class<T> type) throws InterruptedException {
        return assertInstanceOf(type, assertNotNullWithin(said));
    }

    private static <T> T assertNotNullWithin(BlockingQueue<T> queue) throws InterruptedException {
        T value = queue.poll(5, TimeUnit.SECONDS);
        assertNotNull(value, "nothing came within five seconds");
        return value;
    }
}
