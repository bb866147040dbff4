package dev.landline.bench.load;

import dev.landline.media.codec.OpusDecoder;
import dev.landline.media.codec.OpusEngine;
import dev.landline.media.dtls.DtlsPeer;
import dev.landline.media.ice.StunWriter;
import dev.landline.media.net.DatagramPort;
import dev.landline.media.net.PacketDemux;
import dev.landline.media.rtp.ReceptionStatistics;
import dev.landline.media.rtp.RtcpReportWriter;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import dev.landline.media.srtp.SrtpSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * A browser as an engine sees it: checks (ICE, controlling), shakes hands (DTLS, active), then sends prepared Opus in
 * SRTP every 20 ms and a report in SRTCP every five seconds. What it hears it counts; it decrypts and decodes only while a
 * marker is under way, which keeps the generator cheap. Owned by the load loop once it is there.
 */
final class BrowserEnd implements LoadedEnd {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int DATAGRAM_BYTES = 2048;
    private static final int BEATS_BETWEEN_FIRST_CHECKS = 5;
    /** Browsers check every 2.5 s for consent. */
    private static final int BEATS_BETWEEN_CHECKS = 125;

    private static final int BEATS_BETWEEN_REPORTS = 250;

    /** What a browser knows after a second: engines that wait for a first report have it early. */
    private static final int BEATS_BEFORE_FIRST_REPORT = 50;

    private static final int STUN_SUCCESS = 0x0101;
    private static final int STUN_REQUEST = 0x0001;

    private final DatagramPort port;
    private final String ufrag;
    private final String password;
    private final DtlsPeer dtls;
    private final LoadSounds sounds;
    private final OpusDecoder decoder;
    private final RtpStream stream;
    private final RtpPacket packet = new RtpPacket();
    private final StreamMeter meter = new StreamMeter(48_000);
    private final ReceptionStatistics reception = new ReceptionStatistics(48_000);
    private final RtcpReportWriter reports = new RtcpReportWriter("load");
    private final MarkerWatch towardTrunk;
    private final MarkerWatch towardBrowser;
    private final SplittableRandom random;
    private final byte[] in = new byte[DATAGRAM_BYTES];
    private final byte[] out = new byte[DATAGRAM_BYTES];
    private final short[] pcm = new short[960];
    // Written before the end is given to the loop, read there and by DTLS threads.
    private volatile OpenedCall gateway;
    private boolean checked;
    private CompletableFuture<SrtpSession> securing;
    private SrtpSession srtp;
    private int beats;
    private int securedBeats;
    private int position;
    private long sent;

    BrowserEnd(
            OpusEngine opus,
            LoadSounds sounds,
            SrtpProfile profile,
            SplittableRandom random,
            MarkerWatch towardTrunk,
            MarkerWatch towardBrowser)
            throws IOException {
        this.sounds = sounds;
        this.random = random;
        this.towardTrunk = towardTrunk;
        this.towardBrowser = towardBrowser;
        port = DatagramPort.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BUFFER_BYTES);
        ufrag = "load" + random.nextInt(100_000, 1_000_000);
        password = "password-of-the-load-" + random.nextInt(100_000, 1_000_000);
        dtls = new DtlsPeer(List.of(profile), 0, this::sendDtls);
        decoder = opus.newDecoder(8000);
        stream = RtpStream.random(random);
        position = random.nextInt(LoadSounds.PACKETS);
    }

    int port() {
        return port.local().getPort();
    }

    String ufrag() {
        return ufrag;
    }

    String password() {
        return password;
    }

    void connect(OpenedCall opened) {
        gateway = opened;
    }

    boolean isSecured() {
        return srtp != null;
    }

    @Override
    public DatagramPort socket() {
        return port;
    }

    @Override
    public void beat() {
        int every = checked ? BEATS_BETWEEN_CHECKS : BEATS_BETWEEN_FIRST_CHECKS;
        if (beats++ % every == 0) {
            check();
        }
        if (srtp != null) {
            sendSound();
            if (securedBeats++ % BEATS_BETWEEN_REPORTS == BEATS_BEFORE_FIRST_REPORT) {
                sendReport();
            }
        } else if (securing != null && securing.isDone()) {
            srtp = securing.join();
        }
    }

    private void check() {
        byte[] transaction = new byte[12];
        random.nextBytes(transaction);
        byte[] request = StunWriter.check(transaction, gateway.iceUfrag() + ":" + ufrag, true)
                .integrity(gateway.icePassword())
                .fingerprint();
        port.send(ByteBuffer.wrap(request), gateway.browserAddress());
    }

    private void sendSound() {
        byte[] payload = sounds.opus(position);
        int header = stream.writeHeader(out, 0, EngineUnderLoad.OPUS, false);
        System.arraycopy(payload, 0, out, header, payload.length);
        int length = srtp.protectRtp(out, 0, header + payload.length);
        if (LoadSounds.isMarker(position)) {
            towardTrunk.sent(System.nanoTime());
        }
        port.send(out, 0, length, gateway.browserAddress());
        stream.countPayload(payload.length);
        stream.advance(LoadSounds.FRAME_TICKS_OPUS);
        position = (position + 1) % LoadSounds.PACKETS;
        sent++;
    }

    private void sendReport() {
        int plain = reports.write(out, 0, stream, reception, System.currentTimeMillis(), System.nanoTime());
        int length = srtp.protectRtcp(out, 0, plain);
        port.send(out, 0, length, gateway.browserAddress());
    }

    /** On DTLS threads. */
    private void sendDtls(byte[] bytes, int offset, int length) {
        port.send(ByteBuffer.wrap(bytes, offset, length), gateway.browserAddress());
    }

    @Override
    public void drain() throws IOException {
        InetSocketAddress from = port.receive(in);
        while (from != null) {
            int length = port.receivedLength();
            switch (PacketDemux.classify(in, 0, length)) {
                case RTP -> onSrtp(length, System.nanoTime());
                case STUN -> onStun(length, from);
                case DTLS -> dtls.offer(Arrays.copyOf(in, length));
                case RTCP, OTHER -> {}
            }
            from = port.receive(in);
        }
    }

    private void onSrtp(int length, long nowNanos) {
        if (srtp == null || !packet.wrap(in, 0, length) || packet.payloadType() != EngineUnderLoad.OPUS) {
            return;
        }
        meter.received(packet.timestamp(), nowNanos);
        reception.received(packet.ssrc(), packet.sequence(), packet.timestamp(), nowNanos);
        if (!towardBrowser.isNearOrSent()) {
            return;
        }
        int plain = srtp.unprotectRtp(in, 0, length, nowNanos);
        if (plain < 0 || !packet.wrap(in, 0, plain)) {
            throw new IllegalStateException("the engine's SRTP cannot be read: " + plain);
        }
        int samples = decoder.decode(in, packet.payloadOffset(), packet.payloadLength(), pcm, 0, pcm.length);
        if (towardBrowser.isSent() && LoadSounds.isLoud(pcm, samples)) {
            towardBrowser.heard(nowNanos);
        }
    }

    private void onStun(int length, InetSocketAddress from) {
        int type = in[0] << 8 | in[1];
        if (type == STUN_SUCCESS && !checked) {
            checked = true;
            securing = dtls.connect().thenApply(this::newSession);
        } else if (type == STUN_REQUEST && length >= 20) {
            // A full agent checks us, too.
            byte[] response = StunWriter.successResponse(Arrays.copyOfRange(in, 8, 20))
                    .attribute(0x0020, xorMapped(from))
                    .integrity(password)
                    .fingerprint();
            port.send(ByteBuffer.wrap(response), from);
        }
    }

    /** XOR-MAPPED-ADDRESS of an IPv4 address (RFC 8489 section 14.2). */
    private static byte[] xorMapped(InetSocketAddress address) {
        byte[] ip = address.getAddress().getAddress();
        int port = address.getPort() ^ 0x2112;
        byte[] cookie = {0x21, 0x12, (byte) 0xA4, 0x42};
        byte[] value = {0, 1, (byte) (port >> 8), (byte) port, 0, 0, 0, 0};
        for (int i = 0; i < 4; i++) {
            value[4 + i] = (byte) (ip[i] ^ cookie[i]);
        }
        return value;
    }

    private SrtpSession newSession(SrtpKeys keys) {
        try {
            return new SrtpSession(keys, Integer.toUnsignedLong(stream.ssrc()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Override
    public StreamMeter meter() {
        return meter;
    }

    @Override
    public long sent() {
        return sent;
    }

    @Override
    public void clearMeters() {
        meter.clear();
        sent = 0;
    }

    @Override
    public void close() {
        dtls.close();
        port.close();
        decoder.close();
    }
}
