package dev.landline.gateway.demo;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.dtmf.TelephoneEvent;
import dev.landline.media.dtmf.TelephoneEventReceiver;
import dev.landline.media.dtmf.TelephoneEventSender;
import dev.landline.media.net.DatagramPort;
import dev.landline.media.net.TrunkSocket;
import dev.landline.media.rtp.ReceptionStatistics;
import dev.landline.media.rtp.RtcpReport;
import dev.landline.media.rtp.RtcpReportWriter;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.TrunkMedia;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * The RTP and RTCP of one demo call: one stream of our own at a steady pace, whatever it carries; the peer's sound and
 * keys taken only from where its SDP said. Time is an argument. Owned by the demo exchange.
 */
final class DemoMedia {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long REPORT_NANOS = 5_000 * NANOS_PER_MILLI;

    /** After a longer stall the missed frames are skipped: a burst of old sound helps nobody. */
    private static final long LONGEST_CATCH_UP_NANOS = 200 * NANOS_PER_MILLI;

    private static final int CLOCK_RATE = 8_000;
    private static final int TICKS_PER_MILLI = 8;
    private static final int LONGEST_PTIME_MILLIS = 60;
    private static final int KEY_MILLIS = 160;
    private static final int KEY_STEP_MILLIS = 20;
    private static final int MAX_EVENTS = 32;
    private static final int MAX_DATAGRAMS_PER_TURN = 64;

    private final TrunkSocket socket;
    private final PromptLibrary prompts;
    private final RtpStream stream;
    private final RtcpReportWriter reports;
    private final ReceptionStatistics heard = new ReceptionStatistics(CLOCK_RATE);
    private final RtpPacket packet = new RtpPacket();
    private final RtcpReport report = new RtcpReport();
    private final TelephoneEventReceiver keysHeard = new TelephoneEventReceiver(CLOCK_RATE, new Keys());
    private final TelephoneEventSender keysToSend = new TelephoneEventSender(CLOCK_RATE);
    private final byte[] keyPacket = new byte[TelephoneEventSender.PACKET_LENGTH];
    private final Queue<DemoEvent> events = new ArrayDeque<>(MAX_EVENTS);
    private final byte[] incoming = new byte[2_048];
    private final byte[] outgoing =
            new byte[Math.max(RtcpReportWriter.MAX_LENGTH, 12 + LONGEST_PTIME_MILLIS * TICKS_PER_MILLI)];

    private Optional<TrunkMedia> remote = Optional.empty();
    private InetSocketAddress rtpTo;
    private InetSocketAddress rtcpTo;
    private G711Law law = G711Law.PCMU;
    private Sound sound;
    private int position;
    private EchoBuffer echo;
    private boolean silentBefore = true;
    private long nextFrameNanos;
    private long nextReportNanos;
    private long refused;

    DemoMedia(TrunkSocket socket, PromptLibrary prompts, RandomGenerator random) {
        this.socket = socket;
        this.prompts = prompts;
        this.stream = RtpStream.random(random);
        this.reports = new RtcpReportWriter("demo-" + Long.toHexString(random.nextLong()));
    }

    /** Has {@code selector} wake for our two ports with these attachments. */
    void register(Selector selector, Object rtp, Object rtcp) throws IOException {
        SelectionKey sound = socket.rtp().register(selector, rtp);
        SelectionKey control = socket.rtcp().register(selector, rtcp);
        assert sound.isValid() && control.isValid();
    }

    /** Where we receive RTP. */
    InetSocketAddress local() {
        return socket.rtp().local();
    }

    /** Takes what the peer's SDP said, at first or anew; our stream goes on in the same numbers. */
    void connect(TrunkMedia media, long nowNanos) {
        if (remote.isEmpty()) {
            nextFrameNanos = nowNanos;
            nextReportNanos = nowNanos + REPORT_NANOS / 2;
        }
        G711Law agreed = media.codec() == AudioCodec.PCMU ? G711Law.PCMU : G711Law.PCMA;
        if (echo != null && agreed != law) {
            echo = new EchoBuffer(agreed);
        }
        law = agreed;
        remote = Optional.of(media);
        rtpTo = media.rtp();
        rtcpTo = media.rtcp();
    }

    /** What the peer's SDP said last. */
    Optional<TrunkMedia> remote() {
        return remote;
    }

    /** Plays a sound from its start. */
    void play(Prompt prompt) {
        sound = prompts.sound(prompt);
        position = 0;
        echo = null;
    }

    /** Plays the peer's voice back. */
    void echo() {
        sound = null;
        echo = new EchoBuffer(law);
    }

    /** Sends keys of 160 ms each, when the peer understands telephone events. */
    void pressKeys(String keys) {
        for (int i = 0; i < keys.length(); i++) {
            if (keysToSend.press(TelephoneEvent.event(keys.charAt(i)))) {
                keysToSend.release(KEY_MILLIS);
            }
        }
    }

    /** The next thing that happened in the media; null when there is none. */
    DemoEvent poll() {
        return events.poll();
    }

    /** When {@link #send} has something to do next; only once connected. */
    long dueNanos() {
        return nextFrameNanos;
    }

    /** RTP and RTCP packets that were not taken: a foreign address or malformed. */
    long refused() {
        return refused;
    }

    /** Sends every frame that is due. */
    void send(long nowNanos) {
        if (remote.isEmpty()) {
            return;
        }
        TrunkMedia to = remote.get();
        int ptimeMillis = Math.min(to.ptimeMillis(), LONGEST_PTIME_MILLIS);
        long frameNanos = ptimeMillis * NANOS_PER_MILLI;
        while (nowNanos - nextFrameNanos > LONGEST_CATCH_UP_NANOS) {
            stream.advance(ptimeMillis * TICKS_PER_MILLI);
            nextFrameNanos += frameNanos;
        }
        while (nowNanos - nextFrameNanos >= 0) {
            sendFrame(to, ptimeMillis);
            nextFrameNanos += frameNanos;
        }
        if (nowNanos - nextReportNanos >= 0) {
            sendReport(to, nowNanos);
            nextReportNanos += REPORT_NANOS;
        }
    }

    private void sendFrame(TrunkMedia to, int ptimeMillis) {
        int samples = ptimeMillis * TICKS_PER_MILLI;
        boolean wanted = to.direction().receives();
        nextCodes(samples);
        if (wanted) {
            sendKeys(to, ptimeMillis);
        }
        if (wanted && !keysToSend.replacesSound()) {
            // RFC 3551 section 4.1: the first packet of sound after a time without any has the marker.
            stream.writeHeader(outgoing, 0, to.payloadType(), silentBefore);
            stream.countPayload(samples);
            socket.rtp().send(outgoing, 0, RtpPacket.FIXED_HEADER_LENGTH + samples, rtpTo);
            silentBefore = false;
        } else {
            silentBefore = true;
        }
        stream.advance(samples);
    }

    /** The key packets that belong to this frame: one for every 20 ms of it, if a key is down. */
    private void sendKeys(TrunkMedia to, int ptimeMillis) {
        if (to.dtmf().isEmpty()) {
            return;
        }
        int payloadType = to.dtmf().get().payloadType();
        for (int millis = 0; millis < ptimeMillis; millis += KEY_STEP_MILLIS) {
            long whenNanos = nextFrameNanos + millis * NANOS_PER_MILLI;
            int length = keysToSend.write(keyPacket, 0, stream, payloadType, whenNanos);
            if (length > 0) {
                socket.rtp().send(keyPacket, 0, length, rtpTo);
            }
        }
    }

    private void nextCodes(int samples) {
        int start = RtpPacket.FIXED_HEADER_LENGTH;
        if (sound != null) {
            position = sound.copy(law, position, outgoing, start, samples);
            if (position < 0) {
                sound = null;
                happened(new DemoEvent.SoundEnded());
            }
        } else if (echo != null) {
            echo.take(outgoing, start, samples);
        } else {
            Arrays.fill(outgoing, start, start + samples, G711.silence(law));
        }
    }

    private void sendReport(TrunkMedia to, long nowNanos) {
        if (to.direction().receives()) {
            int length = reports.write(outgoing, 0, stream, heard, System.currentTimeMillis(), nowNanos);
            socket.rtcp().send(outgoing, 0, length, rtcpTo);
        }
    }

    /** Takes the RTP that waits, a bounded lot at a time. */
    void receive(long nowNanos) throws IOException {
        DatagramPort port = socket.rtp();
        for (int i = 0; i < MAX_DATAGRAMS_PER_TURN; i++) {
            InetSocketAddress from = port.receive(incoming);
            if (from == null) {
                return;
            }
            if (remote.isEmpty()
                    || !isPeer(from, remote.get().rtp())
                    || !packet.wrap(incoming, 0, port.receivedLength())) {
                refused++;
            } else {
                rtpTo = from;
                received(remote.get(), nowNanos);
            }
        }
    }

    /**
     * The announced port at the announced address, or on this machine: a gateway that announces its public address still
     * reaches us over loopback, and must be answered there.
     */
    private static boolean isPeer(InetSocketAddress from, InetSocketAddress announced) {
        return from.getPort() == announced.getPort()
                && (from.getAddress().isLoopbackAddress() || from.equals(announced));
    }

    private void received(TrunkMedia from, long nowNanos) {
        if (heard.started() && heard.ssrc() != packet.ssrc()) {
            keysHeard.reset();
        }
        int type = packet.payloadType();
        if (type == from.payloadType()) {
            heard.received(packet.ssrc(), packet.sequence(), packet.timestamp(), nowNanos);
            if (echo != null) {
                echo.put(packet.timestamp(), incoming, packet.payloadOffset(), packet.payloadLength());
            }
        } else if (from.dtmf().isPresent() && type == from.dtmf().get().payloadType()) {
            heard.receivedUntimed(packet.ssrc(), packet.sequence());
            keysHeard.receive(
                    incoming,
                    packet.payloadOffset(),
                    packet.payloadLength(),
                    packet.timestamp(),
                    packet.marker(),
                    nowNanos);
        }
    }

    /** A key counts when it goes down: nobody waits for the finger to lift. */
    private final class Keys implements TelephoneEventReceiver.Listener {

        @Override
        public void pressed(int event) {
            if (event != TelephoneEvent.FLASH) {
                happened(new DemoEvent.KeyPressed(TelephoneEvent.digit(event)));
            }
        }

        @Override
        public void released(int event, int durationMillis) {
            // The press was all that mattered.
        }
    }

    /** Takes the RTCP that waits. */
    void receiveReports(long nowNanos) throws IOException {
        DatagramPort port = socket.rtcp();
        for (int i = 0; i < MAX_DATAGRAMS_PER_TURN; i++) {
            InetSocketAddress from = port.receive(incoming);
            if (from == null) {
                return;
            }
            if (remote.isEmpty()
                    || !isPeer(from, remote.get().rtcp())
                    || !report.parse(incoming, 0, port.receivedLength(), stream.ssrc())) {
                refused++;
                continue;
            }
            rtcpTo = from;
            if (report.hasSenderReport()) {
                heard.senderReport(report.senderSsrc(), report.ntp(), nowNanos);
            }
        }
    }

    /** Keys faster than anybody presses them are dropped; the end of a sound always has its place. */
    private void happened(DemoEvent event) {
        if (events.size() < MAX_EVENTS - 1 || event instanceof DemoEvent.SoundEnded) {
            events.add(event);
        }
    }

    /** Closes the ports and gives them back. */
    void close(long nowNanos) {
        socket.close(nowNanos);
    }
}
