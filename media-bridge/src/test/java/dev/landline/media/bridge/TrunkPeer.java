package dev.landline.media.bridge;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.dtmf.TelephoneEvent;
import dev.landline.media.rtp.ExtendedReportWriter;
import dev.landline.media.rtp.ReceptionStatistics;
import dev.landline.media.rtp.RtcpReport;
import dev.landline.media.rtp.RtcpReportWriter;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import dev.landline.media.rtp.VoipMetrics;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A carrier as far as media goes: sends and measures G.711 tones from a port pair of its own, presses keys. */
public final class TrunkPeer implements AutoCloseable {
    static final int EVENTS = 101;

    /** So many packets wait in a bad network. */
    private static final int DELAYED = 4;

    private final G711Law law;
    private final int ptimeMillis;
    private final DatagramSocket rtp;
    private final DatagramSocket rtcp;
    private final RtpStream stream = RtpStream.random(ThreadLocalRandom.current());
    private final ToneMeter meter = new ToneMeter(8000);
    private final DigitLog digits = new DigitLog(8000);
    private final AtomicInteger packetsHeard = new AtomicInteger();
    private final AtomicInteger reportsHeard = new AtomicInteger();
    private final AtomicInteger goodbyesHeard = new AtomicInteger();
    private final AtomicInteger payloadLength = new AtomicInteger();
    private final AtomicInteger sequenceJumps = new AtomicInteger();
    private final AtomicInteger timestampJumps = new AtomicInteger();
    private final AtomicInteger ssrc = new AtomicInteger();
    private final AtomicInteger ssrcChanges = new AtomicInteger();
    private volatile int lastSequence = -1;
    private int lastTimestamp;
    private volatile double toneHertz;
    private volatile double toneAmplitude;
    private volatile int dropEvery;
    private volatile int delayEvery;
    private int frames;
    private final Queue<byte[]> delayed = new ArrayDeque<>();
    private Pacer sound;
    private final ReceptionStatistics reception = new ReceptionStatistics(8000);
    private final RtcpReportWriter reports = new RtcpReportWriter("trunk");
    private final ExtendedReportWriter extendedReports = new ExtendedReportWriter();
    private volatile Optional<VoipMetrics> metricsHeard = Optional.empty();
    private volatile Optional<VoipMetrics> metricsSaid = Optional.empty();
    private InetSocketAddress gateway;
    private volatile InetSocketAddress gatewayRtcp;
    private long phase;
    private final KeyTyper keyTyper;
    private final byte[] out = new byte[1600];

    public TrunkPeer(G711Law law, int ptimeMillis) throws IOException {
        this.law = law;
        this.ptimeMillis = ptimeMillis;
        keyTyper = new KeyTyper(EVENTS, ptimeMillis * 8);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        rtp = new DatagramSocket(anyPort);
        rtcp = new DatagramSocket(anyPort);
        Thread.ofPlatform().daemon(true).name("trunk-rtp").start(() -> receive(rtp));
        Thread.ofPlatform().daemon(true).name("trunk-rtcp").start(() -> receive(rtcp));
    }

    /** What this peer's SDP would say. */
    public TrunkRemote description() {
        return description(true);
    }

    TrunkRemote description(boolean receives) {
        MediaFormat format =
                law == G711Law.PCMU ? new MediaFormat(SoundCodec.PCMU, 0) : new MediaFormat(SoundCodec.PCMA, 8);
        return TrunkRemote.of(
                        (InetSocketAddress) rtp.getLocalSocketAddress(),
                        (InetSocketAddress) rtcp.getLocalSocketAddress(),
                        format)
                .withDtmf(new DtmfFormat(EVENTS, 8000))
                .withPtime(ptimeMillis)
                .withDirection(true, receives);
    }

    /** Types keys, each in its time, in place of the tone that is being sent. */
    void type(String keysToPress) {
        keyTyper.type(keysToPress);
    }

    /** The same description by another way to this peer. */
    TrunkRemote descriptionVia(InetSocketAddress way) {
        MediaFormat format = description().formats().getFirst();
        return TrunkRemote.of(way, (InetSocketAddress) rtcp.getLocalSocketAddress(), format)
                .withDtmf(new DtmfFormat(EVENTS, 8000))
                .withPtime(ptimeMillis);
    }

    InetSocketAddress rtpAddress() {
        return (InetSocketAddress) rtp.getLocalSocketAddress();
    }

    /** Sends a steady tone from now on, by another way to the gateway. */
    void sendTone(InetSocketAddress way, double hertz, double amplitude) {
        gateway = way;
        toneHertz = hertz;
        toneAmplitude = amplitude;
        sound = new Pacer("trunk-sound", ptimeMillis * 1_000_000L, this::sendFrame);
    }

    private void receive(DatagramSocket socket) {
        byte[] in = new byte[2048];
        DatagramPacket datagram = new DatagramPacket(in, in.length);
        while (!socket.isClosed()) {
            try {
                datagram.setLength(in.length);
                socket.receive(datagram);
            } catch (IOException closed) {
                return;
            }
            if (socket == rtp) {
                onRtp(in, datagram.getLength());
            } else {
                onRtcp(in, datagram.getLength());
            }
        }
    }

    private void onRtp(byte[] in, int length) {
        RtpPacket packet = new RtpPacket();
        if (!packet.wrap(in, 0, length)) {
            throw new IllegalStateException("bad RTP from the gateway");
        }
        follow(packet);
        packetsHeard.incrementAndGet();
        if (packet.payloadType() == EVENTS) {
            digits.add(in, packet);
            return;
        }
        short[] pcm = new short[packet.payloadLength()];
        G711.decode(law, in, packet.payloadOffset(), packet.payloadLength(), pcm, 0);
        payloadLength.set(packet.payloadLength());
        meter.add(pcm, 0, pcm.length);
    }

    private void follow(RtpPacket packet) {
        synchronized (reception) {
            reception.receivedUntimed(packet.ssrc(), packet.sequence());
        }
        if (lastSequence >= 0) {
            if (((lastSequence + 1) & 0xffff) != packet.sequence()) {
                sequenceJumps.incrementAndGet();
            }
            if (packet.payloadType() != EVENTS && (packet.timestamp() - lastTimestamp) % 80 != 0) {
                timestampJumps.incrementAndGet();
            }
            if (ssrc.get() != packet.ssrc()) {
                ssrcChanges.incrementAndGet();
            }
        }
        ssrc.set(packet.ssrc());
        lastSequence = packet.sequence();
        lastTimestamp = packet.timestamp();
    }

    private void onRtcp(byte[] in, int length) {
        reportsHeard.incrementAndGet();
        synchronized (reception) {
            RtcpReport report = new RtcpReport();
            boolean read = report.parse(in, 0, length, stream.ssrc());
            if (read && report.extended().hasVoipMetrics()) {
                metricsHeard = report.extended().voipMetrics();
            }
            if (read && report.extended().hasReferenceTime()) {
                extendedReports.heard(report.senderSsrc(), report.extended().referenceTime(), System.nanoTime());
            }
            if (read && report.hasSenderReport() && gatewayRtcp != null) {
                reception.senderReport(report.senderSsrc(), report.ntp(), System.nanoTime());
                byte[] answer = new byte[RtcpReportWriter.MAX_LENGTH + ExtendedReportWriter.MAX_LENGTH];
                int written =
                        reports.write(answer, 0, stream, reception, System.currentTimeMillis(), System.nanoTime());
                if (metricsSaid.isPresent()) {
                    written += extendedReports.write(
                            answer,
                            written,
                            stream.ssrc(),
                            true,
                            System.currentTimeMillis(),
                            System.nanoTime(),
                            metricsSaid);
                }
                send(rtcp, answer, written, gatewayRtcp);
            }
        }
        int at = 0;
        while (at + 4 <= length) {
            if ((in[at + 1] & 0xff) == 203) {
                goodbyesHeard.incrementAndGet();
            }
            at += 4 * ((((in[at + 2] & 0xff) << 8) | (in[at + 3] & 0xff)) + 1);
        }
    }

    /** Answers the gateway's reports from now on. */
    public void answerReports(TrunkLocal to) {
        gatewayRtcp = to.rtcp();
    }

    /** Adds extended reports with this to its answers. */
    void sayMetrics(VoipMetrics metrics) {
        metricsSaid = Optional.of(metrics);
    }

    /** How the gateway hears us, by its own word. */
    Optional<VoipMetrics> metricsHeard() {
        return metricsHeard;
    }

    /** The sequence number last heard. */
    public int lastSequence() {
        return lastSequence;
    }

    /** Sends a steady tone from now on. */
    public void sendTone(TrunkLocal to, double hertz, double amplitude) {
        gateway = to.rtp();
        toneHertz = hertz;
        toneAmplitude = amplitude;
        if (sound == null) {
            sound = new Pacer("trunk-sound", ptimeMillis * 1_000_000L, this::sendFrame);
        }
    }

    private synchronized void sendFrame() {
        int samples = ptimeMillis * 8;
        int event = keyTyper.write(out, stream);
        if (event > 0) {
            transmit(event);
            stream.advance(samples);
            return;
        }
        int header = stream.writeHeader(out, 0, law == G711Law.PCMU ? 0 : 8, false);
        for (int i = 0; i < samples; i++) {
            double sample = toneAmplitude * Math.sin(2 * Math.PI * toneHertz * phase++ / 8000);
            out[header + i] = G711.encode(law, (short) sample);
        }
        stream.advance(samples);
        frames++;
        if (delayEvery > 0 && frames % delayEvery == 0) {
            delayed.add(Arrays.copyOf(out, header + samples));
            if (delayed.size() > DELAYED) {
                byte[] old = delayed.remove();
                send(rtp, old, old.length, gateway);
            }
        } else if (dropEvery == 0 || frames % dropEvery != 0) {
            transmit(header + samples);
        }
    }

    /** Loses every nth packet of sound from now on, as a bad network does. */
    void dropEvery(int nth) {
        dropEvery = nth;
    }

    /** Sends every nth packet long after its time from now on. */
    void delayEvery(int nth) {
        delayEvery = nth;
    }

    /** Sends bytes from the RTP port. */
    void sendRaw(TrunkLocal to, byte[] bytes) {
        send(rtp, bytes, bytes.length, to.rtp());
    }

    /** Sends bytes from the RTCP port. */
    void sendControl(TrunkLocal to, byte[] bytes) {
        send(rtcp, bytes, bytes.length, to.rtcp());
    }

    /** Ends the tone. */
    void stopTone() {
        sound.close();
    }

    private void transmit(int length) {
        send(rtp, out, length, gateway);
    }

    private static void send(DatagramSocket from, byte[] bytes, int length, InetSocketAddress to) {
        try {
            from.send(new DatagramPacket(bytes, length, to));
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** Presses a key: {@code packets} of 20 ms each, the end three times; at once, not paced. */
    public synchronized void press(TrunkLocal to, int event, int packets) {
        gateway = to.rtp();
        int start = stream.timestamp();
        for (int i = 1; i <= packets + 2; i++) {
            int header = stream.writeHeader(out, 0, EVENTS, i == 1, start);
            int duration = Math.min(i, packets) * 160;
            transmit(header + TelephoneEvent.write(out, header, event, i >= packets, 10, duration));
        }
        stream.advance(packets * 160);
    }

    public ToneMeter meter() {
        return meter;
    }

    DigitLog digits() {
        return digits;
    }

    public int packetsHeard() {
        return packetsHeard.get();
    }

    public int reportsHeard() {
        return reportsHeard.get();
    }

    public int goodbyesHeard() {
        return goodbyesHeard.get();
    }

    /** Bytes of sound in the packet last heard. */
    public int payloadLength() {
        return payloadLength.get();
    }

    public int sequenceJumps() {
        return sequenceJumps.get();
    }

    /** Times that a timestamp was off the 10 ms grid of the stream. */
    public int timestampJumps() {
        return timestampJumps.get();
    }

    public int ssrc() {
        return ssrc.get();
    }

    public int ssrcChanges() {
        return ssrcChanges.get();
    }

    @Override
    public void close() {
        if (sound != null) {
            sound.close();
        }
        rtp.close();
        rtcp.close();
    }
}
