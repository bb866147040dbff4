package dev.landline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How demo calls begin, are refused, change and end. */
class DemoExchangeTest extends ExchangeRig {

    @Test
    void brokenSocketEndsItsOwnCallOnly() throws IOException {
        talk(DemoNumber.MILLIWATT);
        LegId broken = ((SipCommand.Answer) commands.getLast()).leg();
        invite(DemoNumber.NO_ANSWER.number(), phone.offer("sendrecv"));
        selector.keys().forEach(key -> {
            try {
                key.channel().close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        List<DemoExchange.Arrival> arrivals = selector.keys().stream()
                .map(key -> (DemoExchange.Arrival) key.attachment())
                .toList();
        exchange.arrived(arrivals.getFirst(), nowNanos);
        SipCommand.HangUp hangUp = assertInstanceOf(SipCommand.HangUp.class, commands.getLast());
        assertEquals(broken, hangUp.leg());
        assertEquals(1, exchange.calls());
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
        InetSocketAddress demo = media(invite.sdp().orElseThrow()).rtp();
        assertNotEquals(ended, demo);
        exchange.on(new SipEvent.Answered(invite.leg(), Optional.of(phone.offer("sendrecv"))), nowNanos);
        run(5_000, () -> phone.speak(demo, 440, -10));

        short[] heard = phone.sound(received);
        assertEquals(440, Goertzel.strongest(heard, heard.length - 4_000, 4_000, 300, 3_400), 0.5);
        exchange.on(new SipEvent.HungUp(invite.leg(), Optional.empty()), nowNanos);
        assertEquals(0, exchange.calls());
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
    void closingHangsUpEveryCall() throws IOException {
        talk(DemoNumber.ECHO);
        invite(DemoNumber.NO_ANSWER.number(), phone.offer("sendrecv"));
        commands.clear();
        exchange.close(nowNanos);
        assertEquals(
                2, commands.stream().filter(SipCommand.HangUp.class::isInstance).count());
        assertEquals(0, exchange.calls());
    }
}
