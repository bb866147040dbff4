package dev.landline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.demo.TestPhone.Packet;
import dev.landline.media.codec.G711Law;
import dev.landline.media.dtmf.TelephoneEvent;
import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.Reason;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.OfferAnswer;
import dev.landline.sip.sdp.Parsed;
import dev.landline.sip.sdp.SessionDescription;
import dev.landline.sip.sdp.TrunkMedia;
import dev.landline.sip.sdp.TrunkTerms;
import dev.landline.sip.stack.SipLimits;
import dev.landline.sip.stack.SipSettings;
import dev.landline.sip.stack.SipStack;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The demo PSTN as the gateway meets it: another SIP stack calls it over UDP in real time. */
class DemoPstnTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String CALLER = "+441632960100";
    private static final long FRAME_NANOS = 20_000_000;
    private static final BlockingQueue<SipEvent> EVENTS = new LinkedBlockingQueue<>();

    private static SipStack gateway;
    private static DemoPstn pstn;
    private static DemoSettings settings;
    private static InetSocketAddress pstnSip;

    private final List<Packet> received = new ArrayList<>();
    private TestPhone phone;

    /** What the phone does in every 20 ms, if anything. */
    private interface Speaking {
        void frame() throws IOException;
    }

    @BeforeAll
    static void start() throws IOException {
        InetSocketAddress gatewaySip = new InetSocketAddress(LOOPBACK, freePort());
        pstnSip = new InetSocketAddress(LOOPBACK, freePort());
        gateway = SipStack.start(
                new SipSettings(
                        LOOPBACK, Optional.empty(), gatewaySip.getPort(), 0, "gateway.example", SipLimits.standard()),
                _ -> Optional.empty(),
                from -> from.equals(pstnSip) ? Optional.of("demo") : Optional.empty(),
                EVENTS::add);
        int firstPort = ThreadLocalRandom.current().nextInt(15_500, 16_000) * 2;
        settings = new DemoSettings(LOOPBACK, pstnSip.getPort(), gatewaySip, firstPort, firstPort + 299, "pstn.demo");
        pstn = DemoPstn.start(settings);
    }

    @AfterAll
    static void stop() {
        pstn.close();
        gateway.close();
    }

    @BeforeEach
    void open() throws IOException {
        EVENTS.clear();
        phone = new TestPhone(G711Law.PCMU);
    }

    @AfterEach
    void close() throws IOException {
        phone.close();
        assertEquals(0, pstn.droppedEvents());
    }

    @Test
    void echoReturnsATone() throws IOException {
        LegId leg = call(DemoNumber.ECHO.number());
        InetSocketAddress demo = answered(leg);
        listen(2_500, () -> phone.speak(demo, 440, -10));

        short[] heard = phone.sound(received);
        assertEquals(440, Goertzel.strongest(heard, heard.length - 8_000, 8_000, 300, 3_400), 2);
        assertEquals(-10, Goertzel.levelDbm0(heard, heard.length - 8_000, 8_000, 440), 1);
        assertTrue(received.stream().noneMatch(packet -> packet.ssrc() == phone.ssrc()));
        hangUp(leg);
    }

    @ParameterizedTest
    @EnumSource(G711Law.class)
    void milliwattHasItsFrequencyAndLevel(G711Law law) throws IOException {
        phone.close();
        phone = new TestPhone(law);
        LegId leg = call(DemoNumber.MILLIWATT.number());
        answered(leg);
        listen(1_800, () -> {});

        short[] heard = phone.sound(received);
        assertEquals(1_004, Goertzel.strongest(heard, heard.length - 8_000, 8_000, 300, 3_400), 0.5);
        assertEquals(0, Goertzel.levelDbm0(heard, heard.length - 8_000, 8_000, 1_004), 0.1);
        hangUp(leg);
    }

    @ParameterizedTest
    @CsvSource({"+441632960003,486,17", "+441632960008,503,41", "+441632960777,404,1", "999,404,1"})
    void refusalsCarryStatusAndCause(String number, int status, int cause) throws IOException {
        SipEvent.Refused refused = next(SipEvent.Refused.class, call(number));
        assertEquals(status, refused.status());
        assertEquals(Reason.Q850, refused.reason().orElseThrow().protocol());
        assertEquals(cause, refused.reason().orElseThrow().cause());
        assertFalse(refused.local());
    }

    @Test
    void noAnswerRingsUntilTheCallerGivesUp() throws IOException {
        LegId leg = call(DemoNumber.NO_ANSWER.number());
        assertEquals(180, next(SipEvent.Progress.class, leg).status());
        gateway.send(new SipCommand.Cancel(leg, Optional.empty()));
        assertEquals(487, next(SipEvent.Refused.class, leg).status());
        awaitNoCalls();
    }

    @Test
    void announcementIsHeardBeforeTheRefusal() throws IOException {
        LegId leg = call(DemoNumber.ANNOUNCEMENT.number());
        SipEvent.Progress progress = next(SipEvent.Progress.class, leg);
        assertEquals(183, progress.status());
        assertEquals("127.0.0.1", media(progress.sdp().orElseThrow()).rtp().getHostString());
        listen(1_400, () -> {});
        assertEquals(480, next(SipEvent.Refused.class, leg).status());
        received.addAll(phone.packets());

        short[] heard = phone.sound(received);
        int start = 0;
        while (Math.abs(heard[start]) < 1_000) {
            start++;
        }
        assertEquals(950, Goertzel.strongest(heard, start + 160, 2_000, 300, 3_400), 3);
        assertEquals(1_400, Goertzel.strongest(heard, start + 2_640 + 160, 2_000, 300, 3_400), 3);
        assertEquals(1_800, Goertzel.strongest(heard, start + 5_280 + 160, 2_000, 300, 3_400), 3);
        assertTrue(heard.length - start > 8 * 3_900, "heard " + (heard.length - start) / 8 + " ms");
    }

    @Test
    void callBackRingsTheCaller() throws IOException {
        LegId leg = call(DemoNumber.CALL_BACK.number());
        answered(leg);
        next(SipEvent.HungUp.class, leg);

        SipEvent.InviteReceived invite = next(SipEvent.InviteReceived.class);
        assertEquals(CALLER, invite.target().user());
        assertEquals(DemoNumber.CALL_BACK.number(), invite.from().uri().user());
        phone.close();
        phone = new TestPhone(G711Law.PCMA);
        gateway.send(new SipCommand.Ring(invite.leg(), 180, Optional.empty()));
        gateway.send(new SipCommand.Answer(invite.leg(), phone.offer("sendrecv")));
        InetSocketAddress demo = media(invite.sdp().orElseThrow()).rtp();
        listen(3_500, () -> phone.speak(demo, 440, -10));

        short[] heard = phone.sound(received);
        assertTrue(Goertzel.levelDbm0(heard, 0, 8 * 1_500, 784) > -30, "no melody");
        assertEquals(440, Goertzel.strongest(heard, heard.length - 4_000, 4_000, 300, 3_400), 2);
        hangUp(invite.leg());
    }

    @Test
    void musicIsEndedByTheFarEnd() throws IOException {
        LegId leg = call(DemoNumber.MUSIC.number());
        long calledNanos = System.nanoTime();
        answered(leg);
        long ringMillis = (System.nanoTime() - calledNanos) / 1_000_000;
        assertTrue(ringMillis >= 2_900 && ringMillis < 4_500, "rang " + ringMillis + " ms");
        SipEvent.HungUp hungUp = next(SipEvent.HungUp.class, leg);
        assertEquals(16, hungUp.reason().orElseThrow().cause());
    }

    @Test
    void digitsArriveAsTelephoneEvents() throws IOException {
        LegId leg = call(DemoNumber.DIGITS.number());
        answered(leg);
        listen(2_600, () -> {});

        StringBuilder keys = new StringBuilder();
        int before = 0;
        TelephoneEvent view = new TelephoneEvent();
        for (Packet packet : received) {
            if (packet.payloadType() == TestPhone.EVENTS && packet.timestamp() != before) {
                view.wrap(packet.payload().array(), 0, packet.payload().remaining());
                keys.append(TelephoneEvent.digit(view.event()));
                before = packet.timestamp();
            }
        }
        assertEquals("123", keys.toString());
        hangUp(leg);
    }

    @Test
    void hashKeyEndsTheMenu() throws IOException {
        LegId leg = call(DemoNumber.MENU.number());
        InetSocketAddress demo = answered(leg);
        listen(1_000, () -> {});
        phone.press(demo, '2');
        listen(800, () -> {});
        short[] heard = phone.sound(received);
        assertEquals(ToneWriter.hertz("D5"), pitchOfLastBeeps(heard), 8);
        phone.press(demo, '#');
        next(SipEvent.HungUp.class, leg);
        awaitNoCalls();
    }

    @Test
    void closingSaysGoodbyeToCallsThatAreUp() throws IOException {
        LegId talking = call(DemoNumber.ECHO.number());
        answered(talking);
        LegId ringing = call(DemoNumber.NO_ANSWER.number());
        assertEquals(180, next(SipEvent.Progress.class, ringing).status());
        pstn.close();
        try {
            Map<LegId, SipEvent> ends = new HashMap<>();
            while (ends.size() < 2) {
                SipEvent event = next(SipEvent.class);
                if (event instanceof SipEvent.HungUp || event instanceof SipEvent.Refused) {
                    ends.put(event.leg(), event);
                }
            }
            SipEvent.HungUp hungUp = (SipEvent.HungUp) ends.get(talking);
            assertEquals(16, hungUp.reason().orElseThrow().cause());
            assertEquals(480, ((SipEvent.Refused) ends.get(ringing)).status());
            assertEquals(0, pstn.calls());
        } finally {
            pstn = DemoPstn.start(settings);
        }
    }

    private static double pitchOfLastBeeps(short[] heard) {
        return Goertzel.strongest(heard, heard.length - 8 * 800, 8 * 500, 300, 1_400);
    }

    private LegId call(String number) throws IOException {
        LegId leg = gateway.newLeg();
        gateway.send(new SipCommand.Invite(
                leg,
                new SipTarget.Trunk("demo", pstnSip, SipTransport.UDP),
                new SipUri("sip", number, "127.0.0.1", pstnSip.getPort(), Map.of()),
                new Party("Alice", SipUri.of(CALLER, "gateway.example")),
                new Party("", SipUri.of(number, "127.0.0.1")),
                Optional.empty(),
                phone.offer("sendrecv")));
        return leg;
    }

    /** Waits for the answer and says where the demo PSTN wants RTP. */
    private static InetSocketAddress answered(LegId leg) {
        return media(next(SipEvent.Answered.class, leg).sdp().orElseThrow()).rtp();
    }

    private static void hangUp(LegId leg) {
        gateway.send(new SipCommand.HangUp(leg, Optional.empty()));
        awaitNoCalls();
    }

    private static void awaitNoCalls() {
        long deadlineNanos = System.nanoTime() + 5_000_000_000L;
        while (pstn.calls() > 0) {
            assertTrue(System.nanoTime() - deadlineNanos < 0, "still " + pstn.calls() + " calls");
            LockSupport.parkNanos(FRAME_NANOS);
        }
    }

    /** Lets real time pass frame by frame; what the phone hears is kept. */
    private void listen(int millis, Speaking speaking) throws IOException {
        long dueNanos = System.nanoTime();
        for (int passed = 0; passed < millis; passed += 20) {
            speaking.frame();
            dueNanos += FRAME_NANOS;
            while (dueNanos - System.nanoTime() > 0) {
                LockSupport.parkNanos(dueNanos - System.nanoTime());
            }
            received.addAll(phone.packets());
        }
    }

    private static <E extends SipEvent> E next(Class<E> type, LegId leg) {
        while (true) {
            E event = next(type);
            if (event.leg().equals(leg)) {
                return event;
            }
        }
    }

    /** The next event of this kind; others are skipped. */
    private static <E extends SipEvent> E next(Class<E> type) {
        try {
            while (true) {
                SipEvent event = EVENTS.poll(15, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("No " + type.getSimpleName() + " came");
                }
                if (type.isInstance(event)) {
                    return type.cast(event);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    private static TrunkMedia media(String sdp) {
        SessionDescription description = ((Parsed.Ok<SessionDescription>) SessionDescription.parse(sdp)).value();
        return ((Parsed.Ok<TrunkMedia>)
                        OfferAnswer.readTrunkAnswer(description, TrunkTerms.plain(AudioCodec.PCMU, AudioCodec.PCMA)))
                .value();
    }
}
