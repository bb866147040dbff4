package dev.landline.gateway.cli;

import dev.landline.gateway.call.CallPreview.Way;
import dev.landline.gateway.call.TestCall;
import dev.landline.gateway.config.GatewayConfig;
import dev.landline.media.bridge.MediaEngine;
import dev.landline.media.bridge.MediaSettings;
import dev.landline.media.bridge.MediaStartFailure;
import dev.landline.sip.SipEvent;
import dev.landline.sip.stack.SipLimits;
import dev.landline.sip.stack.SipSettings;
import dev.landline.sip.stack.SipStack;
import dev.landline.sip.stack.SipStartException;
import dev.landline.sip.stack.TlsPort;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/** SIP and media of a command that calls, beside a gateway that may be running with the same configuration. */
final class TestBench implements AutoCloseable {

    private static final int MOST_EVENTS = 1_000;
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final Duration RINGING = Duration.ofSeconds(60);

    /** A port is taken, or a part is missing; the message is one sentence. */
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    private final GatewayConfig config;
    private final MediaEngine media;
    private final SipStack sip;
    private final BlockingQueue<SipEvent> events;

    private TestBench(GatewayConfig config, MediaEngine media, SipStack sip, BlockingQueue<SipEvent> events) {
        this.config = config;
        this.media = media;
        this.sip = sip;
        this.events = events;
    }

    /** @param trunk whose calls it will make */
    static TestBench open(GatewayConfig config, TrunkLookup trunks, String trunk) throws Unavailable {
        MediaEngine media;
        try {
            media = MediaEngine.start(settings(config.media().settings()));
        } catch (MediaStartFailure e) {
            throw new Unavailable("Sound cannot be tested: " + e.getMessage(), e);
        }
        BlockingQueue<SipEvent> events = new ArrayBlockingQueue<>(MOST_EVENTS);
        try {
            SipStack sip = SipStack.start(
                    ports(config.sipSettings(SipLimits.standard())), _ -> Optional.empty(), trunks, events::offer);
            return new TestBench(config, media, sip, events);
        } catch (SipStartException | IOException e) {
            media.close();
            throw new Unavailable("No SIP port can be opened for trunk " + trunk + ": " + e.getMessage(), e);
        }
    }

    /** One loop, and no port that a running gateway would have. */
    private static MediaSettings settings(MediaSettings configured) {
        return new MediaSettings(
                configured.address(),
                configured.advertise(),
                0,
                configured.trunkPortFirst(),
                configured.trunkPortLast(),
                1,
                configured.opus(),
                configured.opusLibrary(),
                1,
                configured.ice(),
                configured.dscp(),
                configured.trunkSilence());
    }

    /** The configured ports, unless the gateway itself is running: then others, which only the trunk's answers need. */
    private static SipSettings ports(SipSettings configured) throws IOException {
        return new SipSettings(
                configured.address(),
                configured.advertise(),
                configured.udpPort() == 0 ? 0 : udp(configured.address(), configured.udpPort()),
                configured.tcpPort() == 0 ? 0 : tcp(configured.address(), configured.tcpPort()),
                new TlsPort(0, configured.tls().host(), configured.tls().identity()),
                configured.wires(),
                configured.domain(),
                configured.limits());
    }

    private static int udp(InetAddress address, int wanted) throws IOException {
        try (DatagramSocket free = new DatagramSocket(wanted, address)) {
            return free.getLocalPort();
        } catch (IOException _) {
            try (DatagramSocket free = new DatagramSocket(0, address)) {
                return free.getLocalPort();
            }
        }
    }

    private static int tcp(InetAddress address, int wanted) throws IOException {
        try (ServerSocket free = new ServerSocket(wanted, 1, address)) {
            return free.getLocalPort();
        } catch (IOException _) {
            try (ServerSocket free = new ServerSocket(0, 1, address)) {
                return free.getLocalPort();
            }
        }
    }

    /** Places a call and follows it to its end. */
    TestCall.Result call(Way way, Duration talking, Consumer<String> story) throws InterruptedException, Unavailable {
        long begun = System.nanoTime();
        Consumer<String> timed = line ->
                story.accept(String.format(Locale.ROOT, "%6.3f s  %s", (System.nanoTime() - begun) / 1e9, line));
        try {
            return new TestCall(config, media, sip::send, events, timed)
                    .place(way.branch(), config.trunks().get(way.trunk()).sound(), RINGING, talking);
        } catch (IOException e) {
            throw new Unavailable("The test call cannot listen: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        sip.drain(GOODBYE);
        sip.close();
        media.close();
    }
}
