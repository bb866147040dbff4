package dev.landline.media.bridge;

import dev.landline.media.codec.OpusDecoder;
import dev.landline.media.codec.OpusEncoder;
import dev.landline.media.codec.OpusEncoderSettings;
import dev.landline.media.codec.OpusEngine;
import dev.landline.media.dtls.DtlsPeer;
import dev.landline.media.dtmf.TelephoneEvent;
import dev.landline.media.ice.IceCredentials;
import dev.landline.media.ice.IceRemote;
import dev.landline.media.net.PacketDemux;
import dev.landline.media.rtp.ReceptionStatistics;
import dev.landline.media.rtp.RedWriter;
import dev.landline.media.rtp.RtcpReportWriter;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import dev.landline.media.srtp.SrtpSession;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A browser as far as media goes, in this process and on real sockets: checks and nominates (ICE), shakes hands (DTLS),
 * sends and measures Opus tones (SRTP), presses keys. Independent of the bridge under test but for the codecs' and
 * ciphers' libraries.
 */
public final class BrowserPeer implements AutoCloseable {
    static final int OPUS = 111;
    static final int EVENTS = 110;
    static final int RED = 63;
    private static final int RATE = 48_000;
    private static final int FRAME = 960;

    private final PeerChecks checks = new PeerChecks(this::transmit);
    private final DatagramSocket socket;
    private final DtlsPeer dtls;
    private final OpusEncoder encoder;
    private final OpusDecoder decoder;
    private Thread receiver;
    private final RtpStream stream = RtpStream.random(ThreadLocalRandom.current());
    private final ToneMeter meter = new ToneMeter(RATE);
    private final DigitLog digits = new DigitLog(RATE);
    private final AtomicInteger packetsHeard = new AtomicInteger();
    private final AtomicInteger reportsHeard = new AtomicInteger();
    private final AtomicInteger lastSequence = new AtomicInteger(-1);
    private final AtomicInteger sequenceJumps = new AtomicInteger();
    private final AtomicLong ssrcHeard = new AtomicLong(-1);
    private final AtomicInteger ssrcChanges = new AtomicInteger();
    private final Object sendLock = new Object();
    private InetSocketAddress gateway;
    private volatile CompletableFuture<SrtpKeys> keys;
    // Two of them, because a session belongs to one thread.
    private volatile SrtpSession sending;
    private volatile SrtpSession receiving;
    private volatile double toneHertz;
    private volatile double toneAmplitude;
    private volatile boolean muted;
    private Pacer sound;
    private long phase;
    private final byte[] out = new byte[1600];
    private final short[] tone = new short[FRAME];
    private final KeyTyper keyTyper = new KeyTyper(EVENTS, FRAME);
    private final RedWriter redWriter = new RedWriter(1);
    private final AtomicInteger redHeard = new AtomicInteger();
    private final AtomicInteger copiesHeard = new AtomicInteger();
    private final ReceptionStatistics reception = new ReceptionStatistics(RATE);
    private final RtcpReportWriter reportWriter = new RtcpReportWriter("peer");
    private volatile boolean takesRed;
    private volatile boolean sendsRed;
    private Pacer reporting;

    public BrowserPeer(OpusEngine opus, List<SrtpProfile> profiles, int helloPaddingBytes) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        dtls = new DtlsPeer(profiles, helloPaddingBytes, this::transmit);
        encoder = opus.newEncoder(new OpusEncoderSettings(RATE, 32_000, 5, true, 5, false));
        decoder = opus.newDecoder(RATE);
    }

    /** What this peer's SDP would say. */
    public BrowserRemote description() {
        BrowserRemote plain = BrowserRemote.opus(checks.ufrag(), "sha-256", DtlsPeer.fingerprint(), OPUS)
                .withDtmf(new DtmfFormat(EVENTS, RATE))
                .withIce(new IceRemote(checks.ufrag(), checks.password(), List.of(address()), true));
        return takesRed ? plain.withRed(RED) : plain;
    }

    /** Before {@link #description}: takes RED (RFC 2198). */
    BrowserPeer takingRed() {
        takesRed = true;
        return this;
    }

    /** From now on packets carry a copy of the one before. */
    void sendRed() {
        sendsRed = true;
    }

    /** Types keys, each in its time, in place of the tone that is being sent. */
    void type(String keysToPress) {
        keyTyper.type(keysToPress);
    }

    /** Sends receiver reports, often. */
    void reportReception() {
        reporting = new Pacer("peer-reports", 500_000_000, this::report);
    }

    private void report() {
        byte[] bytes = new byte[RtcpReportWriter.MAX_LENGTH + 64];
        synchronized (sendLock) {
            int length;
            synchronized (reception) {
                length = reportWriter.write(bytes, 0, stream, reception, System.currentTimeMillis(), System.nanoTime());
            }
            transmit(bytes, 0, sending.protectRtcp(bytes, 0, length));
        }
    }

    /** Starts checks, and the handshake as soon as a check is answered. */
    public void connect(BrowserLocal local) {
        connect(local, local.candidates().getFirst());
    }

    /** The same by another way to the gateway. */
    void connect(BrowserLocal local, InetSocketAddress way) {
        gateway = way;
        receiver = Thread.ofPlatform().daemon(true).name("peer-receive").start(this::receive);
        checks.start(local);
    }

    private void transmit(byte[] bytes, int offset, int length) {
        try {
            socket.send(new DatagramPacket(bytes, offset, length, gateway));
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void receive() {
        byte[] in = new byte[2048];
        DatagramPacket datagram = new DatagramPacket(in, in.length);
        while (!socket.isClosed()) {
            try {
                datagram.setLength(in.length);
                socket.receive(datagram);
            } catch (IOException closed) {
                return;
            }
            if (datagram.getSocketAddress().equals(gateway)) {
                onDatagram(in, datagram.getLength());
            }
        }
    }

    private void onDatagram(byte[] in, int length) {
        switch (PacketDemux.classify(in, 0, length)) {
            case STUN -> {
                if (checks.received(in, gateway)) {
                    keys = dtls.connect();
                }
            }
            case DTLS -> dtls.offer(Arrays.copyOf(in, length));
            case RTP -> onSrtp(in, length);
            case RTCP -> onSrtcp(in, length);
            case OTHER -> throw new IllegalStateException("a datagram of no protocol");
        }
    }

    /** Waits until SRTP is ready on this side. */
    public void awaitSecured(BrowserLocal local) throws Exception {
        Waiting.until("an answered check", () -> keys != null);
        ssrcHeard.set(local.ssrc());
        SrtpKeys agreed = keys.get(30, TimeUnit.SECONDS);
        sending = new SrtpSession(agreed, Integer.toUnsignedLong(stream.ssrc()));
        receiving = new SrtpSession(agreed, Integer.toUnsignedLong(stream.ssrc()));
    }

    private void onSrtp(byte[] in, int length) {
        SrtpSession session = receiving;
        if (session == null) {
            return;
        }
        int plain = session.unprotectRtp(in, 0, length, System.nanoTime());
        if (plain == SrtpSession.REPLAYED) {
            // The network doubled it.
            return;
        }
        RtpPacket packet = new RtpPacket();
        if (plain < 0 || !packet.wrap(in, 0, plain)) {
            throw new IllegalStateException("bad SRTP from the gateway: " + plain);
        }
        if (Integer.toUnsignedLong(packet.ssrc()) != ssrcHeard.get()) {
            ssrcChanges.incrementAndGet();
        }
        int last = lastSequence.getAndSet(packet.sequence());
        if (last >= 0 && ((last + 1) & 0xffff) != packet.sequence()) {
            sequenceJumps.incrementAndGet();
        }
        synchronized (reception) {
            reception.receivedUntimed(packet.ssrc(), packet.sequence());
        }
        if (packet.payloadType() == RED) {
            redHeard.incrementAndGet();
            copiesHeard.addAndGet(RedEar.showNewest(in, packet));
        }
        if (packet.payloadType() == OPUS) {
            short[] pcm = new short[5760];
            int samples = decoder.decode(in, packet.payloadOffset(), packet.payloadLength(), pcm, 0, pcm.length);
            meter.add(pcm, 0, samples);
            packetsHeard.incrementAndGet();
        } else if (packet.payloadType() == EVENTS) {
            digits.add(in, packet);
        }
    }

    private void onSrtcp(byte[] in, int length) {
        SrtpSession session = receiving;
        if (session != null && session.unprotectRtcp(in, 0, length, System.nanoTime()) > 0) {
            reportsHeard.incrementAndGet();
        }
    }

    /** Sends a steady tone in packets of 20 ms from now on; amplitude in units of 16-bit samples. */
    public void sendTone(double hertz, double amplitude) {
        toneHertz = hertz;
        toneAmplitude = amplitude;
        if (sound == null) {
            sound = new Pacer("peer-sound", 20_000_000, this::sendFrame);
        }
    }

    /** Stops sending packets, as a browser that lost its microphone would. */
    public void mute(boolean quiet) {
        muted = quiet;
    }

    private void sendFrame() {
        synchronized (sendLock) {
            int event = keyTyper.write(out, stream);
            if (event > 0) {
                sendProtected(event);
                stream.advance(FRAME);
                return;
            }
            double hertz = toneHertz;
            for (int i = 0; i < FRAME; i++) {
                tone[i] = (short) (toneAmplitude * Math.sin(2 * Math.PI * hertz * phase++ / RATE));
            }
            int length = encoder.encode(tone, 0, FRAME, out, RtpPacket.FIXED_HEADER_LENGTH, 1200);
            if (!muted) {
                sendSound(length);
            }
            stream.advance(FRAME);
        }
    }

    private void sendSound(int length) {
        int header = RtpPacket.FIXED_HEADER_LENGTH;
        int payload = length;
        if (sendsRed) {
            byte[] frame = Arrays.copyOfRange(out, header, header + length);
            payload = redWriter.write(out, header, 1300, OPUS, frame, 0, length, stream.timestamp());
        }
        stream.writeHeader(out, 0, sendsRed ? RED : OPUS, false);
        sendProtected(header + payload);
    }

    private void sendProtected(int length) {
        int protectedLength = sending.protectRtp(out, 0, length);
        transmit(out, 0, protectedLength);
    }

    /** Presses a key as a browser does: a packet every 20 ms, the end three times; at once, not paced. */
    public void press(int event, int frames) {
        synchronized (sendLock) {
            int start = stream.timestamp();
            for (int i = 1; i <= frames + 2; i++) {
                boolean end = i >= frames;
                int header = stream.writeHeader(out, 0, EVENTS, i == 1, start);
                int duration = Math.min(i, frames) * FRAME;
                int payload = TelephoneEvent.write(out, header, event, end, 10, duration);
                sendProtected(header + payload);
            }
            stream.advance(frames * FRAME);
        }
    }

    /** A valid SRTP packet of this peer, unsent. */
    public byte[] protectedPacket() {
        synchronized (sendLock) {
            stream.writeHeader(out, 0, OPUS, false);
            int length = sending.protectRtp(out, 0, RtpPacket.FIXED_HEADER_LENGTH + 40);
            return Arrays.copyOf(out, length);
        }
    }

    /** Restarts ICE: gives itself other credentials, which {@link #description} has from now on. */
    void restartIce() {
        checks.renew();
    }

    /** Checks with what the gateway answered to that. */
    void checkWith(IceCredentials ofGateway) {
        checks.with(ofGateway.ufrag(), ofGateway.password());
    }

    /** Stops the checks and the answers, so that consent runs out. */
    public void stopChecking() {
        checks.stop();
    }

    /** Sends a raw datagram from this peer's own address before it is connected. */
    void sendTo(BrowserLocal local, byte[] datagram) {
        gateway = local.candidates().getFirst();
        transmit(datagram, 0, datagram.length);
    }

    /** Sends a raw datagram from this peer's own address. */
    public void sendRaw(byte[] datagram) {
        transmit(datagram, 0, datagram.length);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
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

    int redHeard() {
        return redHeard.get();
    }

    int copiesHeard() {
        return copiesHeard.get();
    }

    public int reportsHeard() {
        return reportsHeard.get();
    }

    public int sequenceJumps() {
        return sequenceJumps.get();
    }

    public int ssrcChanges() {
        return ssrcChanges.get();
    }

    /** Whether the handshake failed on this side too. */
    public boolean handshakeFailed() {
        return keys != null && keys.isCompletedExceptionally();
    }

    /** Closes as a page does: close_notify, then the socket. */
    @Override
    public void close() {
        if (sound != null) {
            sound.close();
        }
        if (reporting != null) {
            reporting.close();
        }
        checks.close();
        dtls.close();
        socket.close();
        // The codecs are native memory: nobody may be decoding when they are freed.
        if (receiver != null) {
            try {
                receiver.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        encoder.close();
        decoder.close();
    }
}
