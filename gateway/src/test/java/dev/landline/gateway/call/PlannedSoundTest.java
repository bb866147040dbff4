package dev.landline.gateway.call;

import static dev.landline.sip.sdp.AudioCodec.G722;
import static dev.landline.sip.sdp.AudioCodec.OPUS;
import static dev.landline.sip.sdp.AudioCodec.PCMA;
import static dev.landline.sip.sdp.AudioCodec.PCMU;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.gateway.call.CallAction.RelayDigit;
import dev.landline.gateway.call.CallAction.RelayInfo;
import dev.landline.gateway.call.CallState.End;
import dev.landline.gateway.call.CallState.Talking;
import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.DialingConfig;
import dev.landline.gateway.config.DtmfMode;
import dev.landline.gateway.config.RouteConfig;
import dev.landline.gateway.config.RouteSound;
import dev.landline.gateway.config.TrunkConfig;
import dev.landline.gateway.config.TrunkSound;
import dev.landline.gateway.route.DialPlan;
import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.Side;
import dev.landline.media.codec.OpusTuning;
import dev.landline.sip.FlowId;
import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.Replaces;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.SrtpPolicy;
import dev.landline.sip.trunk.TrunkPlace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which sound a call is planned with, and where a digit of it goes. */
class PlannedSoundTest {

    private static final InetSocketAddress PBX = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5070);
    private static final SipSource ALICE = new SipSource.Browser("alice", new FlowId(1));
    private static final SipSource FROM_PBX = new SipSource.Trunk("narrow", PBX);
    private static final LegId CALLER = new LegId("caller");
    private static final LegId CALLEE = new LegId("callee");
    private static final OpusTuning USUAL_TUNING = new OpusTuning(48_000, 3, false);
    private static final OpusTuning OF_ROUTE = new OpusTuning(16_000, 9, true);
    private static final CallSound USUAL = CallSound.usual(false, USUAL_TUNING);
    private static final CallSound TELEPHONE = USUAL.upTo(Stream.of(PCMA));

    private final CallPlanner planner = new CallPlanner(
            new DialPlan(
                    new DialingConfig("GB", false, List.of(), List.of()),
                    List.of(account("alice"), account("bob")),
                    List.of(
                            route("+4420.", "usual", RouteSound.NONE),
                            route("+4430.", "narrow", RouteSound.NONE),
                            route("+4431.", "narrow", new RouteSound(List.of(PCMU), Optional.of(OF_ROUTE))),
                            route("+4431.", "usual", RouteSound.NONE))),
            Map.of("alice", account("alice"), "bob", account("bob")),
            Map.of("usual", trunk("usual", List.of()), "narrow", trunk("narrow", List.of(PCMA, OPUS))),
            "landline.example.com",
            USUAL,
            new NobodyElse(),
            name -> List.of(new TrunkPlace(PBX, SipTransport.UDP, "pbx.example.com")));

    @Test
    void aCallSoundsAsUsualUnlessItsTrunkOrRouteSaysOtherwise() {
        assertEquals(TELEPHONE, sound(ALICE, "+442079460958"));
        assertEquals(TELEPHONE.withBrowserCodecs(List.of(PCMA, OPUS)), sound(ALICE, "+443069990123"));
        assertEquals(USUAL, sound(ALICE, "bob"));
    }

    @Test
    void aRouteDecidesBeforeItsTrunkAndTheFirstRouteForAll() {
        CallSound sound = sound(ALICE, "+443169990123");
        assertEquals(List.of(PCMU), sound.browser().codecs());
        assertEquals(OF_ROUTE, sound.opus());
        assertEquals(false, sound.browser().red());
    }

    @Test
    void aCallThatComesInSoundsAsItsTrunkSays() {
        assertEquals(TELEPHONE.withBrowserCodecs(List.of(PCMA, OPUS)), sound(FROM_PBX, "alice"));
    }

    @Test
    void aBrowserNeedNotSendMoreThanTheWidestOfTheTrunksCanCarry() {
        assertEquals(8_000, USUAL.upTo(Stream.of(PCMU, PCMA)).playbackRate());
        assertEquals(16_000, USUAL.upTo(Stream.of(PCMU, G722)).playbackRate());
        assertEquals(48_000, USUAL.upTo(Stream.of(PCMU, OPUS)).playbackRate());
        assertEquals(48_000, USUAL.upTo(Stream.of()).playbackRate());
        assertEquals(48_000, USUAL.inFullBand().upTo(Stream.of(PCMU)).playbackRate());
    }

    @Test
    void aDigitOfOneSideIsForTheLegOfTheOther() {
        assertEquals(
                List.of(new RelayDigit(Side.B, CALLEE, '7', 120)),
                heard(new MediaEvent.Digit(Side.A, '7', 120)).actions());
        assertEquals(
                List.of(new RelayDigit(Side.A, CALLER, '#', 90)),
                heard(new MediaEvent.Digit(Side.B, '#', 90)).actions());
        Step info = CallMachine.on(
                talking(), new CallEvent.Said(new SipEvent.InfoReceived(CALLEE, "application/dtmf", "1")));
        assertEquals(List.of(new RelayInfo(CALLEE, Optional.of(CALLER), "application/dtmf", "1")), info.actions());
    }

    private static Step heard(MediaEvent event) {
        return CallMachine.on(talking(), new CallEvent.Heard(event));
    }

    private static Talking talking() {
        CallPlan plan = new CallPlan(CALLER, ALICE, Optional.empty(), List.of(), Optional.empty());
        return new Talking(
                plan, new End(CALLER, new Who.Account("alice"), false), new End(CALLEE, new Who.Line("pbx"), false));
    }

    private CallSound sound(SipSource source, String target) {
        Party from = new Party("", SipUri.of("someone", "example.com"));
        return planner.plan(new SipEvent.InviteReceived(
                        CALLER,
                        "id",
                        source,
                        SipUri.of(target, "landline.example.com"),
                        from,
                        from,
                        Optional.empty(),
                        Optional.of("offer")))
                .sound();
    }

    private static AccountConfig account(String user) {
        return new AccountConfig(user, user, "secret", Optional.empty(), List.of());
    }

    private static RouteConfig route(String match, String trunk, RouteSound sound) {
        return new RouteConfig(match, 0, "", trunk, sound);
    }

    private static TrunkConfig trunk(String name, List<AudioCodec> browserCodecs) {
        return new TrunkConfig(
                name,
                "pbx.example.com",
                5070,
                SipTransport.UDP,
                new TrunkSound(List.of(PCMA), SrtpPolicy.OFF, false, false, DtmfMode.AUTO, 20, browserCodecs, false),
                "example.com");
    }

    /** Everybody has one page open, and nothing is sent. */
    private static final class NobodyElse implements SipSide {
        @Override
        public Optional<LegId> find(Replaces replaces) {
            return Optional.empty();
        }

        @Override
        public void send(SipCommand command) {
            throw new AssertionError("a plan sends nothing");
        }

        @Override
        public LegId newLeg() {
            return CALLEE;
        }

        @Override
        public List<Page> pages(String user) {
            return List.of(new Page(new FlowId(7), SipUri.of("tab", "page.invalid")));
        }
    }
}
