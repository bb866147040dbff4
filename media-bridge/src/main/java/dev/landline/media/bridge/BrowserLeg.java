package dev.landline.media.bridge;

import dev.landline.media.codec.SoundCodec;
import dev.landline.media.codec.SoundEncoder;
import dev.landline.media.dtls.CertificateFingerprint;
import dev.landline.media.dtls.DtlsHandshake;
import dev.landline.media.dtls.DtlsIdentity;
import dev.landline.media.dtls.DtlsOutcome;
import dev.landline.media.ice.IceCredentials;
import dev.landline.media.ice.IceLite;
import dev.landline.media.ice.IceTransport;
import dev.landline.media.net.DatagramPort;
import dev.landline.media.quality.LegNumbers;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * The end toward a browser: ICE, then DTLS, then SRTP, each only after the one before. Sends only to the address that
 * the browser nominated and only while it consents.
 */
final class BrowserLeg extends Leg {
    private static final int PTIME_MILLIS = 20;
    private static final int NO_RED = -1;

    /** Null in full mode. */
    private final IceLite lite;
    /** The leg's own port in full mode, null in lite mode, where the loop's port serves all. */
    private final CallIngress own;

    private final DtlsHandshake dtls;
    private final DatagramPort port;
    private final RtpPacket packet = new RtpPacket();
    private final RedReceiver redReceiver;
    private final RedSender redSender = new RedSender();
    private BrowserRemote remote;
    private CertificateFingerprint fingerprint;
    private SrtpSession srtp;
    private boolean silenced;
    private final BrowserPath path = new BrowserPath();
    // Written by the loop when the browser nominates, read by the DTLS thread.
    private volatile InetSocketAddress target;

    BrowserLeg(Side side, MediaLoop loop, RtpStream stream, String cname, DtlsIdentity identity, IceLite lite) {
        this(side, loop, stream, cname, identity, lite, null, loop.browserPort());
    }

    BrowserLeg(Side side, MediaLoop loop, RtpStream stream, String cname, DtlsIdentity identity, CallIngress own) {
        this(side, loop, stream, cname, identity, null, own, own.socket());
    }

    private BrowserLeg(
            Side side,
            MediaLoop loop,
            RtpStream stream,
            String cname,
            DtlsIdentity identity,
            IceLite lite,
            CallIngress own,
            DatagramPort port) {
        super(side, loop, stream, SoundCodec.OPUS.clockRate(), cname);
        this.lite = lite;
        this.own = own;
        this.port = port;
        this.redReceiver = new RedReceiver(loop);
        this.dtls = new DtlsHandshake(identity, this::sendDtls, this::onDtlsOutcome);
    }

    private IceTransport ice() {
        return own == null ? lite : own.ice();
    }

    String ufrag() {
        return ice().credentials().ufrag();
    }

    /** The browser is about to restart ICE; what it says with it comes next. Lite mode; in full mode its port is told. */
    void restartIce(IceCredentials fresh) {
        lite.restart(fresh);
        loop.browsers().add(this);
    }

    /** Its ICE in lite mode; asked by the port that serves lite legs only. */
    IceLite lite() {
        return lite;
    }

    /** Begins to hear the browser. */
    void listen() throws IOException {
        if (own == null) {
            loop.browsers().add(this);
        } else {
            own.listen(this);
        }
    }

    /** What the browser said about itself, or null before it did. */
    BrowserRemote remote() {
        return remote;
    }

    void connect(BrowserRemote description) {
        Optional<CertificateFingerprint> expected =
                CertificateFingerprint.parse(description.fingerprintHash(), description.fingerprint());
        remote = description;
        survey.described(System.nanoTime());
        speak(description.formats());
        if (expected.isEmpty()) {
            handshakeFailed("the SDP's fingerprint cannot be used");
            return;
        }
        fingerprint = expected.get();
        ice().connect(description.ice(), System.nanoTime());
    }

    void onNominated(InetSocketAddress address) {
        boolean first = target == null;
        target = address;
        if (first) {
            bridge().report(new MediaEvent.IceConnected(side, address));
            dtls.start("dtls-" + bridge().callId(), fingerprint);
        }
    }

    /** Takes the array over; false when too many wait. */
    boolean onDtls(byte[] datagram) {
        path.handshakeBegun();
        return dtls.offer(datagram);
    }

    /** On the DTLS thread. */
    private void sendDtls(byte[] bytes, int offset, int length) {
        InetSocketAddress to = target;
        if (to != null && !port.send(ByteBuffer.wrap(bytes, offset, length), to)) {
            loop.counters.countFromOutside(MediaCounter.SEND_FAILED);
        }
    }

    /** On the DTLS thread: makes the ciphers there, because deriving keys takes a while, and hands them over. */
    private void onDtlsOutcome(DtlsOutcome outcome) {
        switch (outcome) {
            case DtlsOutcome.Established(SrtpKeys keys) -> {
                try {
                    SrtpSession session = new SrtpSession(keys, Integer.toUnsignedLong(stream.ssrc()));
                    loop.tell(() -> secured(session, keys.profile().name()));
                } catch (GeneralSecurityException missing) {
                    loop.tell(() -> handshakeFailed("the ciphers are missing"));
                }
            }
            case DtlsOutcome.Failed(String reason) -> loop.tell(() -> handshakeFailed(reason));
            case DtlsOutcome.ClosedByPeer _ -> loop.tell(this::departed);
        }
    }

    private void secured(SrtpSession session, String agreed) {
        if (isOver()) {
            session.close();
            return;
        }
        srtp = session;
        path.secured(agreed);
        startReports(System.nanoTime());
        bridge().report(new MediaEvent.Secured(side, agreed));
        loop.reschedule(bridge());
    }

    private void handshakeFailed(String reason) {
        if (!isOver()) {
            path.handshakeFailed(reason);
            loop.counters.count(MediaCounter.DTLS_FAILED);
            bridge().report(new MediaEvent.DtlsFailed(side, reason));
        }
    }

    private void lost() {
        path.consentLost();
        silence(new MediaEvent.ConsentLost(side));
    }

    private void departed() {
        silence(new MediaEvent.Departed(side));
    }

    /** The browser is gone, as far as we may send to it; said once. */
    private void silence(MediaEvent why) {
        if (!silenced && !isOver()) {
            silenced = true;
            path.left();
            bridge().report(why);
        }
    }

    /** Once a second: consent, and addresses that nobody vouches for any more. */
    void keepWatch(long nowNanos) {
        if (own == null) {
            forgetStale(nowNanos);
        } else {
            own.keepWatch(nowNanos);
        }
        if (own == null ? lite.isConsentLost(nowNanos) : own.isConsentLost(nowNanos)) {
            lost();
        }
    }

    private void forgetStale(long nowNanos) {
        Optional<InetSocketAddress> stale = lite.expireOne(nowNanos);
        while (stale.isPresent()) {
            loop.browsers().forget(stale.get(), this);
            stale = lite.expireOne(nowNanos);
        }
    }

    /** An SRTP packet stands at the start of {@code loop.in}. */
    void onSrtp(int length, long nowNanos) {
        if (srtp == null) {
            refused(MediaCounter.SRTP_EARLY);
            return;
        }
        int plain = srtp.unprotectRtp(loop.in, 0, length, nowNanos);
        if (plain < 0) {
            refused(SrtpVerdicts.counter(plain, MediaCounter.RTP_MALFORMED));
        } else if (!packet.wrap(loop.in, 0, plain)) {
            refused(MediaCounter.RTP_MALFORMED);
        } else {
            captureReceived(target, false, plain, nowNanos);
            onRtp(nowNanos);
        }
    }

    /** Authentic, and wrapped by {@code packet}. */
    private void onRtp(long nowNanos) {
        SoundCodec codec = codecOf(packet.payloadType());
        if (codec != null) {
            meter.received(packet, nowNanos);
            reception.received(packet.ssrc(), packet.sequence(), packet.timestamp(), nowNanos);
            bridge().onSound(this, codec, packet, nowNanos);
        } else if (remote.dtmf().isPresent()
                && packet.payloadType() == remote.dtmf().get().payloadType()) {
            meter.received(packet, nowNanos);
            reception.receivedUntimed(packet.ssrc(), packet.sequence());
            bridge().onTelephoneEvent(this, packet, remote.dtmf().get(), nowNanos);
        } else if (packet.payloadType() == redPayloadType()) {
            meter.received(packet, nowNanos);
            reception.received(packet.ssrc(), packet.sequence(), packet.timestamp(), nowNanos);
            if (!redReceiver.receive(this, packet, nowNanos)) {
                refused(MediaCounter.RTP_MALFORMED);
            }
        } else if (packet.payloadType() == remote.comfortNoise().orElse(-1)) {
            meter.received(packet, nowNanos);
            reception.receivedUntimed(packet.ssrc(), packet.sequence());
            bridge().onComfortNoise(this, packet, nowNanos);
        } else {
            survey.unknownPayload(packet.payloadType());
            refused(MediaCounter.RTP_UNKNOWN_PAYLOAD);
        }
    }

    /** An SRTCP packet stands at the start of {@code loop.in}. */
    void onSrtcp(int length, long nowNanos) {
        if (srtp == null) {
            refused(MediaCounter.SRTP_EARLY);
            return;
        }
        int plain = srtp.unprotectRtcp(loop.in, 0, length, nowNanos);
        if (plain < 0) {
            refused(SrtpVerdicts.counter(plain, MediaCounter.RTCP_MALFORMED));
        } else {
            captureReceived(target, true, plain, nowNanos);
            onControl(plain, nowNanos);
        }
    }

    @Override
    SoundCodec usualCodec() {
        return SoundCodec.OPUS;
    }

    @Override
    DtmfFormat dtmf() {
        return remote == null ? null : remote.dtmf().orElse(null);
    }

    /** A browser pauses by Opus's own means, when it asks for that. */
    @Override
    int comfortNoise() {
        return -1;
    }

    @Override
    int ptimeMillis() {
        return PTIME_MILLIS;
    }

    /** A browser does not mind a pause, and on hold it wants no packets. */
    @Override
    boolean isSteady() {
        return false;
    }

    /** Keys, consent, and a browser that wants to hear. */
    @Override
    boolean canSend() {
        return srtp != null && !silenced && remote.receives();
    }

    @Override
    boolean isListening() {
        return remote != null && remote.receives();
    }

    @Override
    boolean sendsRed() {
        return peerLoss.wantsRed() && redPayloadType() >= 0 && codec() == SoundCodec.OPUS;
    }

    @Override
    int redPayloadType() {
        return remote.red().orElse(NO_RED);
    }

    @Override
    int wrapInRed(byte[] out, int at, int length) {
        return redSender.wrap(out, at, length, format().payloadType(), stream.timestamp());
    }

    @Override
    SoundEncoder newEncoder(int sampleRate) {
        return SoundEncoder.of(codec(), loop.opus, sampleRate, remote.opus());
    }

    /** Protects and sends an RTP packet that stands at the start of {@code loop.out}. */
    @Override
    void send(int length) {
        captureSent(target, false, length);
        int protectedLength = srtp.protectRtp(loop.out, 0, length);
        if (protectedLength < 0 || !port.send(loop.out, 0, protectedLength, target)) {
            sendFailed();
        }
    }

    @Override
    int rtpPort() {
        return port.local().getPort();
    }

    @Override
    int rtcpPort() {
        return rtpPort();
    }

    @Override
    boolean canReport() {
        return srtp != null && !silenced;
    }

    @Override
    void sendControl(int length) {
        captureSent(target, true, length);
        int protectedLength = srtp.protectRtcp(loop.out, 0, length);
        if (protectedLength < 0 || !port.send(loop.out, 0, protectedLength, target)) {
            sendFailed();
        }
    }

    @Override
    LegNumbers.Ice iceState() {
        return path.ice(ice().isChecked(), target != null);
    }

    @Override
    LegNumbers.Security security() {
        return path.security();
    }

    @Override
    LegNumbers.Connection connection(int describedMillis, int iceMillis, int securityMillis) {
        return path.connection(remote, target, codec().name(), iceState(), describedMillis, iceMillis, securityMillis);
    }

    @Override
    void release(long nowNanos) {
        dtls.close();
        if (own == null) {
            loop.browsers().remove(this);
        } else {
            own.close();
        }
        if (srtp != null) {
            srtp.close();
        }
    }
}
