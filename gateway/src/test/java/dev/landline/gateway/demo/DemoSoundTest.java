package dev.landline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.demo.TestPhone.Packet;
import dev.landline.media.codec.G711Law;
import dev.landline.media.dtmf.TelephoneEvent;
import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.sdp.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a demo call sounds like, and which keys it hears and sends. */
class DemoSoundTest extends ExchangeRig {

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
    void gatewayThatAnnouncesItsPublicAddressIsAnsweredOverLoopback() throws IOException {
        invite(DemoNumber.ECHO.number(), phone.offer("sendrecv").replace("127.0.0.1", "192.0.2.7"));
        run(900, () -> {});
        InetSocketAddress demo =
                media(((SipCommand.Answer) commands.getLast()).sdp()).rtp();
        assertEquals(0, received.size());
        run(1_500, () -> phone.speak(demo, 440, -10));

        short[] heard = phone.sound(received);
        assertEquals(440, Goertzel.strongest(heard, heard.length - 4_000, 4_000, 300, 3_400), 1);
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
