package dev.landline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.landline.gateway.demo.TestPhone.Packet;
import dev.landline.media.codec.G711Law;
import dev.landline.media.net.PortPool;
import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipUri;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.OfferAnswer;
import dev.landline.sip.sdp.Parsed;
import dev.landline.sip.sdp.SessionDescription;
import dev.landline.sip.sdp.TrunkMedia;
import dev.landline.sip.sdp.TrunkTerms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Calls without the SIP stack and without waiting: events in, commands out, real RTP sockets, virtual time. */
class ExchangeRig {

    private static final PromptLibrary PROMPTS = PromptLibrary.synthesise();
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    static final long MILLI = 1_000_000;

    final List<SipCommand> commands = new ArrayList<>();
    final List<Packet> received = new ArrayList<>();
    Selector selector;
    DemoExchange exchange;
    TestPhone phone;
    private int legs;
    long nowNanos = 1_000_000_000_000L;

    /** What the phone does in every 20 ms, if anything. */
    interface Speaking {
        void frame() throws IOException;
    }

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
        DemoSettings settings =
                new DemoSettings(LOOPBACK, 5070, new InetSocketAddress(LOOPBACK, 5060), 30_000, 30_999, "pstn.demo");
        exchange = new DemoExchange(
                settings,
                PROMPTS,
                selector,
                new Random(),
                new PortPool(settings.rtpFirst(), settings.rtpLast(), 0, new Random()),
                () -> new LegId("out-" + ++legs),
                commands::add);
        phone = new TestPhone(G711Law.PCMU);
    }

    @AfterEach
    void close() throws IOException {
        exchange.close(nowNanos);
        phone.close();
        selector.close();
    }

    /** Calls, waits for the answer and says where the demo PSTN wants RTP. */
    InetSocketAddress talk(DemoNumber number) throws IOException {
        invite(number.number(), phone.offer("sendrecv"));
        run(520, () -> {});
        SipCommand.Answer answer = assertInstanceOf(SipCommand.Answer.class, commands.getLast());
        return media(answer.sdp()).rtp();
    }

    /** An empty {@code sdp} stands for none. */
    LegId invite(String number, String sdp) {
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
    void run(int millis, Speaking speaking) throws IOException {
        for (int passed = 0; passed < millis; passed += 20) {
            nowNanos += 20 * MILLI;
            speaking.frame();
            selector.selectNow(key -> exchange.arrived((DemoExchange.Arrival) key.attachment(), nowNanos));
            exchange.advance(nowNanos);
            received.addAll(phone.packets());
        }
    }

    static TrunkMedia media(String sdp) {
        SessionDescription description = ((Parsed.Ok<SessionDescription>) SessionDescription.parse(sdp)).value();
        return ((Parsed.Ok<TrunkMedia>)
                        OfferAnswer.readTrunkAnswer(description, TrunkTerms.plain(AudioCodec.PCMU, AudioCodec.PCMA)))
                .value();
    }
}
