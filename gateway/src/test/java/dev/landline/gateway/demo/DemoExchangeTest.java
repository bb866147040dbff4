package dev.landline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.demo.TestPhone.Packet;
import dev.landline.media.codec.G711Law;
import dev.landline.media.dtmf.TelephoneEvent;
import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipUri;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.Direction;
import dev.landline.sip.sdp.OfferAnswer;
import dev.landline.sip.sdp.Parsed;
import dev.landline.sip.sdp.SessionDescription;
import dev.landline.sip.sdp.TrunkMedia;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls without the SIP stack and without waiting: events in, commands out, real RTP sockets, virtual time. */
class DemoExchangeTest {

    private static final PromptLibrary PROMPTS = PromptLibrary.synthesise();
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final long MILLI = 1_000_000;

    private final List<SipCommand> commands = new ArrayList<>();
    private final List<Packet> received = new ArrayList<>();
    private Selector selector;
    private DemoExchange exchange;
    private TestPhone phone;
    private int legs;
    private long nowNanos = 1_000_000_000_000L;

    /** What the phone does in every 20 ms, if anything. */
    private interface Speaking {
        void frame() throws IOException;
    }

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
        DemoSettings settings =
                new DemoSettings(LOOPBACK, 5070, new InetSocketAddress(LOOPBACK, 5060), 30_000, 30_999, "pstn.demo");
        exchange = new DemoExchange(
                settings, PROMPTS, selector, new Random(), () -> new LegId("out-" + ++legs), commands::add);
        phone = new TestPhone(G711Law.PCMU);
    }

    @AfterEach
    void close() throws IOException {
        exchange.close(nowNanos);
        phone.close();
        selector.close();
    }

    @ParameterizedTest
    @EnumSource(G711Law.class)
    void echoReturnsTheVoiceAsAStreamOfItsOwn(G711Law law) throws IOException {
        phone.close();
        phone = new TestPhone(law);
        InetSocketAddress demo = talk(DemoNumber.ECHO);
        run(3_000, () -> phone.speak(demo, 440, -10));

        short[] heard = phone.sound(received);
        assertEquals(440, Goertzel.strongest(heard, heard.length - 8_000, 8_000, 300, 3_400), 0.5);
        assertEquals(-10, Goertzel.levelDbm0(heard, heard.length - 8_000, 8_000, 440), 0.3);
        assertSteady(received);
        assertNotEquals(phone.ssrc(), received.getFirst().ssrc());
        int firstSound = 0;
        while (Math.abs(heard[firstSound]) < 1_000) {
            firstSound++;
        }
        // The settling time before the echo begins is part of it.
        assertTrue(firstSound < 8 * 600, "first heard after " + firstSound / 8 + " ms");
    }

    @Test
    void milliwattIsHeardAtItsFrequencyAndLevel() throws IOException {
        talk(DemoNumber.MILLIWATT);
        run(2_000, () -> {});

        short[] heard = phone.sound(received);
        assertEquals(1_004, Goertzel.strongest(heard, heard.length - 8_000, 8_000, 300, 3_400), 0.5);
        assertEquals(0, Goertzel.levelDbm0(heard, heard.length - 8_000, 8_000, 1_004), 0.1);
    }

    @Test
    void menuHearsKeysAndHangsUpOnHash() throws IOException {
        InetSocketAddress demo = talk(DemoNumber.MENU);
        run(3_000, () -> {});
        received.clear();
        phone.press(demo, '3');
        run(1_000, () -> {});
        short[] heard = phone.sound(received);
        assertEquals(ToneWriter.hertz("E5"), Goertzel.strongest(heard, 160, 880, 300, 1_400), 8);

        phone.press(demo, '#');
        run(2_000, () -> {});
        assertInstanceOf(SipCommand.HangUp.class, commands.getLast());
        assertEquals(0, exchange.calls());
    }

    @Test
    void keysFromAStrangersAddressAreNotHeard() throws IOException {
        InetSocketAddress demo = talk(DemoNumber.MENU);
        run(1_000, () -> {});
        try (TestPhone stranger = new TestPhone(G711Law.PCMU)) {
            stranger.press(demo, '#');
            run(3_000, () -> {});
            assertEquals(1, exchange.calls());
            assertTrue(stranger.packets().isEmpty());
        }
    }

    @Test
    void digitsAreSentAsTelephoneEventsWithTheirLengthAndThreeEnds() throws IOException {
        talk(DemoNumber.DIGITS);
        run(3_000, () -> {});

        List<Packet> events = received.stream()
                .filter(packet -> packet.payloadType() == TestPhone.EVENTS)
                .toList();
        StringBuilder keys = new StringBuilder();
        int ends = 0;
        TelephoneEvent view = new TelephoneEvent();
        int before = events.getFirst().timestamp() - 1;
        for (Packet event : events) {
            view.wrap(event.payload().array(), 0, event.payload().remaining());
            if (event.timestamp() != before) {
                keys.append(TelephoneEvent.digit(view.event()));
                assertTrue(event.marker());
            }
            before = event.timestamp();
            ends += view.end() ? 1 : 0;
            assertEquals(view.end(), view.durationTicks() == 160 * 8);
        }
        assertEquals("123", keys.toString());
        assertEquals(9, ends);
        for (int i = 1; i < received.size(); i++) {
            assertEquals(
                    (received.get(i - 1).sequence() + 1) & 0xFFFF,
                    received.get(i).sequence());
        }
    }

    @Test
    void announcementIsEarlyMediaAndThenARefusal() throws IOException {
        LegId leg = invite(DemoNumber.ANNOUNCEMENT.number(), phone.offer("sendrecv"));
        SipCommand.Ring early = assertInstanceOf(SipCommand.Ring.class, commands.getFirst());
        assertEquals(183, early.status());
        assertTrue(early.sdp().isPresent());
        run(6_000, () -> {});

        SipCommand.Refuse refuse = assertInstanceOf(SipCommand.Refuse.class, commands.getLast());
        assertEquals(leg, refuse.leg());
        assertEquals(480, refuse.status());
        short[] heard = phone.sound(received);
        assertEquals(950, Goertzel.strongest(heard, 8 * 400, 1_600, 300, 3_400), 3);
        assertTrue(heard.length > 8 * 4_000, "heard " + heard.length / 8 + " ms");
        assertEquals(0, exchange.calls());
    }

    @Test
    void busyAndUnallocatedNeedNoMedia() {
        invite(DemoNumber.BUSY.number(), "");
        SipCommand.Refuse busy = assertInstanceOf(SipCommand.Refuse.class, commands.getLast());
        assertEquals(486, busy.status());
        assertEquals(17, busy.reason().orElseThrow().cause());

        invite("+441632960777", "");
        SipCommand.Refuse unallocated = assertInstanceOf(SipCommand.Refuse.class, commands.getLast());
        assertEquals(404, unallocated.status());
        assertEquals(1, unallocated.reason().orElseThrow().cause());
        assertEquals(0, exchange.calls());
    }

    @Test
    void ringingThatIsCancelledIsForgotten() throws IOException {
        LegId leg = invite(DemoNumber.NO_ANSWER.number(), phone.offer("sendrecv"));
        run(1_000, () -> {});
        assertEquals(1, exchange.calls());
        exchange.on(new SipEvent.Cancelled(leg, Optional.empty()), nowNanos);
        assertEquals(0, exchange.calls());
        assertEquals(Long.MAX_VALUE, exchange.advance(nowNanos));
        assertEquals(List.of(new SipCommand.Ring(leg, 180, Optional.empty())), commands);
    }

    @Test
    void callBackDialsTheCallerAndEchoes() throws IOException {
        InetSocketAddress ended = talk(DemoNumber.CALL_BACK);
        run(1_500, () -> {});
        assertInstanceOf(SipCommand.HangUp.class, commands.getLast());
        received.clear();
        run(3_100, () -> {});

        SipCommand.Invite invite = assertInstanceOf(SipCommand.Invite.class, commands.getLast());
        assertEquals("sip:+441632960100@127.0.0.1:5060", invite.requestUri().toString());
        assertEquals("sip:+441632960006@pstn.demo", invite.from().uri().toString());
        InetSocketAddress demo = media(invite.sdp()).rtp();
        assertNotEquals(ended, demo);
        exchange.on(new SipEvent.Answered(invite.leg(), Optional.of(phone.offer("sendrecv"))), nowNanos);
        run(5_000, () -> phone.speak(demo, 440, -10));

        short[] heard = phone.sound(received);
        assertEquals(440, Goertzel.strongest(heard, heard.length - 4_000, 4_000, 300, 3_400), 0.5);
        exchange.on(new SipEvent.HungUp(invite.leg(), Optional.empty()), nowNanos);
        assertEquals(0, exchange.calls());
    }

    @Test
    void holdStopsOurStreamAndResumeContinuesIt() throws IOException {
        talk(DemoNumber.MILLIWATT);
        run(1_000, () -> {});
        LegId leg = ((SipCommand.Answer) commands.getLast()).leg();
        Packet before = received.getLast();

        exchange.on(new SipEvent.OfferReceived(leg, 1, Optional.of(phone.offer("sendonly"))), nowNanos);
        SipCommand.AcceptOffer held = assertInstanceOf(SipCommand.AcceptOffer.class, commands.getLast());
        assertEquals(Direction.RECVONLY, media(held.sdp()).direction());
        received.clear();
        run(1_000, () -> {});
        assertEquals(0, received.size());

        exchange.on(new SipEvent.OfferReceived(leg, 2, Optional.of(phone.offer("sendrecv"))), nowNanos);
        run(1_000, () -> {});
        Packet after = received.getFirst();
        assertEquals((before.sequence() + 1) & 0xFFFF, after.sequence());
        assertEquals(before.timestamp() + 8_000 + 160, after.timestamp(), 320);
        assertEquals(before.ssrc(), after.ssrc());
        assertTrue(after.marker());
    }

    @Test
    void sameOfferAgainGetsTheSameAnswer() throws IOException {
        talk(DemoNumber.MILLIWATT);
        SipCommand.Answer answer = (SipCommand.Answer) commands.getLast();
        exchange.on(new SipEvent.OfferReceived(answer.leg(), 1, Optional.of(phone.offer("sendrecv"))), nowNanos);
        assertEquals(answer.sdp(), ((SipCommand.AcceptOffer) commands.getLast()).sdp());
        exchange.on(new SipEvent.OfferReceived(answer.leg(), 2, Optional.empty()), nowNanos);
        assertEquals(answer.sdp(), ((SipCommand.AcceptOffer) commands.getLast()).sdp());
        exchange.on(new SipEvent.OfferReceived(answer.leg(), 3, Optional.of("v=0\r\n")), nowNanos);
        assertEquals(488, ((SipCommand.RefuseOffer) commands.getLast()).status());
        assertEquals(1, exchange.calls());
    }

    @Test
    void senderReportsComeEveryFiveSeconds() throws IOException {
        InetSocketAddress demo = talk(DemoNumber.ECHO);
        List<byte[]> reports = new ArrayList<>();
        run(11_000, () -> {
            phone.speak(demo, 440, -10);
            reports.addAll(phone.reports());
        });
        assertEquals(2, reports.size());
        assertEquals(200, reports.getFirst()[1] & 0xFF);
        assertEquals(
                received.getFirst().ssrc(),
                java.nio.ByteBuffer.wrap(reports.getFirst()).getInt(4));
    }

    @Test
    void moreCallsThanTheBoundAreRefused() throws IOException {
        for (int i = 0; i < DemoExchange.MAX_CALLS; i++) {
            invite(DemoNumber.ECHO.number(), phone.offer("sendrecv"));
        }
        commands.clear();
        invite(DemoNumber.ECHO.number(), phone.offer("sendrecv"));
        SipCommand.Refuse refuse = assertInstanceOf(SipCommand.Refuse.class, commands.getFirst());
        assertEquals(503, refuse.status());
        assertTrue(refuse.retryAfterSeconds() > 0);
        assertEquals(DemoExchange.MAX_CALLS, exchange.calls());
    }

    @Test
    void offerWithoutAnyCodecOfOursIsRefused() throws IOException {
        invite(DemoNumber.ECHO.number(), phone.offer("sendrecv").replace("RTP/AVP 0 101", "RTP/AVP 18"));
        run(1_000, () -> {});
        assertEquals(488, ((SipCommand.Refuse) commands.getLast()).status());
        invite(DemoNumber.ECHO.number(), "");
        run(1_000, () -> {});
        assertEquals(488, ((SipCommand.Refuse) commands.getLast()).status());
        assertEquals(0, exchange.calls());
    }

    @Test
    void stallOfASecondIsNotMadeUpForInABurst() throws IOException {
        talk(DemoNumber.MILLIWATT);
        run(500, () -> {});
        Packet before = received.getLast();
        received.clear();
        nowNanos += 1_000 * MILLI;
        exchange.advance(nowNanos);
        List<Packet> burst = phone.packets();
        assertTrue(burst.size() <= 11, burst.size() + " packets");
        int late = before.timestamp() + 8_000 - burst.getLast().timestamp();
        assertTrue(Math.abs(late) <= 320, "clock off by " + late + " samples");
    }

    @Test
    void closingHangsUpEveryCall() throws IOException {
        talk(DemoNumber.ECHO);
        invite(DemoNumber.NO_ANSWER.number(), phone.offer("sendrecv"));
        commands.clear();
        exchange.close(nowNanos);
        assertEquals(
                2, commands.stream().filter(SipCommand.HangUp.class::isInstance).count());
        assertEquals(0, exchange.calls());
    }

    /** Calls, waits for the answer and says where the demo PSTN wants RTP. */
    private InetSocketAddress talk(DemoNumber number) throws IOException {
        invite(number.number(), phone.offer("sendrecv"));
        run(520, () -> {});
        SipCommand.Answer answer = assertInstanceOf(SipCommand.Answer.class, commands.getLast());
        return media(answer.sdp()).rtp();
    }

    /** An empty {@code sdp} stands for none. */
    private LegId invite(String number, String sdp) {
        LegId leg = new LegId("in-" + ++legs);
        Party caller = new Party("Alice", SipUri.of("+441632960100", "gateway.example"));
        exchange.on(
                new SipEvent.InviteReceived(
                        leg,
                        "call-" + legs,
                        new SipSource.Trunk("gateway", new InetSocketAddress(LOOPBACK, 5060)),
                        SipUri.of(number, "127.0.0.1"),
                        caller,
                        new Party("", SipUri.of(number, "127.0.0.1")),
                        Optional.empty(),
                        sdp.isEmpty() ? Optional.empty() : Optional.of(sdp)),
                nowNanos);
        return leg;
    }

    /** Lets time pass in steps of 20 ms; what the phone hears is kept. */
    private void run(int millis, Speaking speaking) throws IOException {
        for (int passed = 0; passed < millis; passed += 20) {
            nowNanos += 20 * MILLI;
            speaking.frame();
            selector.selectNow(key -> {
                try {
                    exchange.readable((DemoExchange.Arrival) key.attachment(), nowNanos);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            exchange.advance(nowNanos);
            received.addAll(phone.packets());
        }
    }

    private static TrunkMedia media(String sdp) {
        SessionDescription description = ((Parsed.Ok<SessionDescription>) SessionDescription.parse(sdp)).value();
        return ((Parsed.Ok<TrunkMedia>)
                        OfferAnswer.readTrunkAnswer(description, List.of(AudioCodec.PCMU, AudioCodec.PCMA)))
                .value();
    }

    private static void assertSteady(List<Packet> packets) {
        assertEquals(
                1,
                packets.stream().map(Packet::ssrc).collect(Collectors.toSet()).size());
        for (int i = 1; i < packets.size(); i++) {
            assertEquals(
                    (packets.get(i - 1).sequence() + 1) & 0xFFFF, packets.get(i).sequence());
            assertEquals(packets.get(i - 1).timestamp() + 160, packets.get(i).timestamp());
            assertEquals(160, packets.get(i).payload().remaining());
        }
    }
}
