package dev.landline.media.bridge;

import dev.landline.media.codec.OpusWishes;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.codec.SoundEncoder;
import dev.landline.media.net.DatagramPort;
import dev.landline.media.net.TrunkSocket;
import dev.landline.media.quality.LegNumbers;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import dev.landline.media.srtp.SrtpSession;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The end toward a trunk: RTP, or SRTP with keys from the SDP, from a port pair of its own. Takes packets only from the
 * addresses of the trunk's SDP, however loudly others knock, unless the trunk is allowed to move ({@link TrunkSource}).
 */
final class TrunkLeg extends Leg {
    private static final int USUAL_PTIME_MILLIS = 20;

    private static final int DATAGRAMS_PER_TURN = 32;

    /** No trunk sends packets more often than this. */
    private static final long LEAST_PTIME_NANOS = 10_000_000;

    private final TrunkSocket socket;
    private final RtpPacket packet = new RtpPacket();
    private final TrunkSource source = new TrunkSource();
    private final TrunkSilence silence;
    private TrunkRemote remote;
    private SrtpSession srtp;
    private InetSocketAddress knownRtcpSource;
    private InetSocketAddress rtcpTarget;

    /** @param silenceNanos how long the trunk may owe us packets until that is reported; 0 for ever */
    TrunkLeg(Side side, MediaLoop loop, RtpStream stream, String cname, TrunkSocket socket, long silenceNanos) {
        super(side, loop, stream, SoundCodec.PCMU.clockRate(), cname);
        this.socket = socket;
        silence = new TrunkSilence(silenceNanos);
    }

    /** Begins to receive. */
    void listen() throws IOException {
        ReadyPort rtp = this::drainRtp;
        ReadyPort rtcp = this::drainRtcp;
        socket.rtp().register(loop.selector(), rtp);
        socket.rtcp().register(loop.selector(), rtcp);
    }

    /** What the trunk said about itself, or null before it did. */
    TrunkRemote remote() {
        return remote;
    }

    /**
     * From here on the description holds, all of it at once.
     *
     * @param session with the description's keys, made beforehand because that takes a while; null for plain RTP
     */
    void connect(TrunkRemote description, SrtpSession session, long nowNanos) {
        secure(description, session);
        remote = description;
        survey.described(nowNanos);
        speak(description.formats());
        source.describe(description.rtp(), description.latching());
        knownRtcpSource = null;
        if (!source.hasMoved()) {
            rtcpTarget = description.rtcp();
        }
        silence.describe(description.sends(), nowNanos);
        startReports(nowNanos);
    }

    /** With the same keys as before the session stays; with others the streams go on in the new one. */
    private void secure(TrunkRemote description, SrtpSession session) {
        boolean same = srtp != null
                && session != null
                && remote.keys().orElseThrow().isSameAs(description.keys().orElseThrow());
        if (same) {
            session.close();
            return;
        }
        if (srtp != null) {
            if (session != null) {
                session.carryOn(srtp);
            }
            srtp.close();
        }
        srtp = session;
    }

    /** Once a second. */
    void keepWatch(long nowNanos) {
        if (silence.isReportDue(nowNanos)) {
            bridge().report(new MediaEvent.TrunkSilent(side, silence.seconds()));
        }
    }

    private void drainRtp() {
        try {
            for (int i = 0; i < DATAGRAMS_PER_TURN; i++) {
                InetSocketAddress from = socket.rtp().receive(loop.in);
                if (from == null) {
                    break;
                }
                long nowNanos = System.nanoTime();
                onRtp(from, socket.rtp().receivedLength(), nowNanos);
                if (loop.unreadNanos(nowNanos) < LEAST_PTIME_NANOS) {
                    // One is all there is; the selector tells again if it is not. Asking costs a system call.
                    break;
                }
            }
        } catch (IOException transientError) {
            loop.counters.count(MediaCounter.RECEIVE_FAILED);
        } catch (RuntimeException bug) {
            loop.failed(bridge(), bug);
        }
        loop.reschedule(bridge());
    }

    private void onRtp(InetSocketAddress from, int length, long nowNanos) {
        boolean elsewhere = !source.isCurrent(from);
        if (elsewhere && !source.mayMove()) {
            survey.foreignSource(from);
            refused(MediaCounter.RTP_FOREIGN_SOURCE);
            return;
        }
        int plain = srtp == null ? length : srtp.unprotectRtp(loop.in, 0, length, nowNanos);
        if (plain < 0) {
            refused(SrtpVerdicts.counter(plain, MediaCounter.RTP_MALFORMED));
        } else if (!packet.wrap(loop.in, 0, plain)) {
            refused(MediaCounter.RTP_MALFORMED);
        } else if (elsewhere && !follow(from)) {
            survey.foreignSource(from);
            refused(MediaCounter.RTP_FOREIGN_SOURCE);
        } else {
            captureReceived(from, false, plain, nowNanos);
            onRtp(nowNanos);
        }
    }

    /** A packet came from elsewhere while the leg may move; whether it goes there. */
    private boolean follow(InetSocketAddress from) {
        boolean agreed = codecOf(packet.payloadType()) != null || isEvent(packet.payloadType());
        if (!agreed || !source.moves(from, packet.ssrc())) {
            return false;
        }
        loop.counters.count(MediaCounter.RTP_LATCHED);
        rtcpTarget = new InetSocketAddress(from.getAddress(), Math.min(from.getPort() + 1, 65_535));
        knownRtcpSource = null;
        return true;
    }

    /** From the right source, and wrapped by {@code packet}. */
    private void onRtp(long nowNanos) {
        SoundCodec codec = codecOf(packet.payloadType());
        if (codec != null) {
            heardFrom(nowNanos);
            reception.received(packet.ssrc(), packet.sequence(), packet.timestamp(), nowNanos);
            bridge().onSound(this, codec, packet, nowNanos);
        } else if (isEvent(packet.payloadType())) {
            heardFrom(nowNanos);
            reception.receivedUntimed(packet.ssrc(), packet.sequence());
            bridge().onTelephoneEvent(this, packet, remote.dtmf().get(), nowNanos);
        } else if (isNoise(packet.payloadType())) {
            heardFrom(nowNanos);
            reception.receivedUntimed(packet.ssrc(), packet.sequence());
            bridge().onComfortNoise(this, packet, nowNanos);
        } else {
            survey.unknownPayload(packet.payloadType());
            refused(MediaCounter.RTP_UNKNOWN_PAYLOAD);
        }
    }

    private void heardFrom(long nowNanos) {
        source.took(packet.ssrc());
        meter.received(packet, nowNanos);
        silence.heard(nowNanos);
    }

    private boolean isNoise(int payloadType) {
        return remote.comfortNoise().isPresent()
                && payloadType == remote.comfortNoise().getAsInt();
    }

    private boolean isEvent(int payloadType) {
        return remote.dtmf().isPresent() && payloadType == remote.dtmf().get().payloadType();
    }

    /** The channel gives the same object for the same source, so most packets need no comparison of addresses. */
    @SuppressWarnings("ReferenceEquality") // identity is what is asked
    private static boolean isSameObject(InetSocketAddress one, InetSocketAddress other) {
        return one == other;
    }

    private void drainRtcp() {
        try {
            for (int i = 0; i < DATAGRAMS_PER_TURN; i++) {
                InetSocketAddress from = socket.rtcp().receive(loop.in);
                if (from == null) {
                    break;
                }
                onRtcp(from, socket.rtcp().receivedLength(), System.nanoTime());
            }
        } catch (IOException transientError) {
            loop.counters.count(MediaCounter.RECEIVE_FAILED);
        } catch (RuntimeException bug) {
            loop.failed(bridge(), bug);
        }
    }

    private void onRtcp(InetSocketAddress from, int length, long nowNanos) {
        if (!isSameObject(from, knownRtcpSource)) {
            boolean moved = source.hasMoved()
                    && from.getAddress().equals(source.current().getAddress());
            if (remote == null || !(moved || from.equals(remote.rtcp()))) {
                loop.counters.count(MediaCounter.RTCP_FOREIGN_SOURCE);
                return;
            }
            knownRtcpSource = from;
        }
        int plain = srtp == null ? length : srtp.unprotectRtcp(loop.in, 0, length, nowNanos);
        if (plain < 0) {
            refused(SrtpVerdicts.counter(plain, MediaCounter.RTCP_MALFORMED));
            return;
        }
        captureReceived(from, true, plain, nowNanos);
        silence.heard(nowNanos);
        onControl(plain, nowNanos);
    }

    /** Whether there is an address to send to: SDP of old puts 0.0.0.0 there for hold (RFC 3264 section 8.4). */
    @Override
    boolean canSend() {
        return remote != null && isReachable(source.current());
    }

    private static boolean isReachable(InetSocketAddress address) {
        return address.getPort() != 0
                && !address.isUnresolved()
                && !address.getAddress().isAnyLocalAddress();
    }

    @Override
    SoundCodec usualCodec() {
        return SoundCodec.PCMU;
    }

    @Override
    DtmfFormat dtmf() {
        return remote == null ? null : remote.dtmf().orElse(null);
    }

    /** Beside G.711 only: the other codecs count at another rate, or pause by themselves. */
    @Override
    int comfortNoise() {
        boolean narrow = codec() == SoundCodec.PCMU || codec() == SoundCodec.PCMA;
        return remote == null || !narrow ? -1 : remote.comfortNoise().orElse(-1);
    }

    @Override
    int ptimeMillis() {
        return remote == null ? USUAL_PTIME_MILLIS : remote.ptimeMillis();
    }

    /** Carriers hang up on streams that stop. */
    @Override
    boolean isSteady() {
        return true;
    }

    @Override
    boolean isListening() {
        return remote != null && remote.receives();
    }

    @Override
    SoundEncoder newEncoder(int sampleRate) {
        return SoundEncoder.of(codec(), loop.opus, sampleRate, remote == null ? OpusWishes.USUAL : remote.opus());
    }

    @Override
    void send(int length) {
        captureSent(source.current(), false, length);
        send(socket.rtp(), srtp == null ? length : srtp.protectRtp(loop.out, 0, length), source.current());
    }

    @Override
    int rtpPort() {
        return socket.rtp().local().getPort();
    }

    @Override
    int rtcpPort() {
        return socket.rtcp().local().getPort();
    }

    @Override
    boolean canReport() {
        return remote != null && isReachable(rtcpTarget);
    }

    @Override
    void sendControl(int length) {
        captureSent(rtcpTarget, true, length);
        send(socket.rtcp(), srtp == null ? length : srtp.protectRtcp(loop.out, 0, length), rtcpTarget);
    }

    private void send(DatagramPort from, int length, InetSocketAddress to) {
        if (length < 0 || !from.send(loop.out, 0, length, to)) {
            sendFailed();
        }
    }

    @Override
    LegNumbers.Ice iceState() {
        return LegNumbers.Ice.UNUSED;
    }

    @Override
    LegNumbers.Security security() {
        return LegNumbers.Security.UNUSED;
    }

    @Override
    LegNumbers.Connection connection(int describedMillis, int iceMillis, int securityMillis) {
        return new LegNumbers.Connection(
                LegNumbers.Peer.TRUNK,
                describedMillis,
                remote != null && remote.sends(),
                isListening(),
                canSend(),
                remote == null ? "" : LegSurvey.text(remote.rtp()),
                iceState(),
                iceMillis,
                security(),
                securityMillis,
                "",
                "",
                codec().name(),
                remote != null && remote.comfortNoise().isPresent());
    }

    @Override
    void release(long nowNanos) {
        socket.close(nowNanos);
        if (srtp != null) {
            srtp.close();
        }
    }
}
