package dev.landline.media.bridge;

import dev.landline.media.codec.OpusWishes;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.codec.SoundEncoder;
import dev.landline.media.net.DatagramPort;
import dev.landline.media.net.TrunkSocket;
import dev.landline.media.quality.LegNumbers;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The end toward a trunk: plain RTP from a port pair of its own. Takes RTP and RTCP only from the addresses of the
 * trunk's SDP, however loudly others knock.
 */
final class TrunkLeg extends Leg {
    private static final int USUAL_PTIME_MILLIS = 20;

    private static final int DATAGRAMS_PER_TURN = 32;

    /** No trunk sends packets more often than this. */
    private static final long LEAST_PTIME_NANOS = 10_000_000;

    private final TrunkSocket socket;
    private final RtpPacket packet = new RtpPacket();
    private TrunkRemote remote;
    private InetSocketAddress knownRtpSource;
    private InetSocketAddress knownRtcpSource;

    TrunkLeg(Side side, MediaLoop loop, RtpStream stream, String cname, TrunkSocket socket) {
        super(side, loop, stream, SoundCodec.PCMU.clockRate(), cname);
        this.socket = socket;
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

    void connect(TrunkRemote description, long nowNanos) {
        remote = description;
        survey.described(nowNanos);
        speak(description.formats());
        knownRtpSource = null;
        knownRtcpSource = null;
        startReports(nowNanos);
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
        if (!isSameObject(from, knownRtpSource)) {
            if (remote == null || !from.equals(remote.rtp())) {
                survey.foreignSource(from);
                refused(MediaCounter.RTP_FOREIGN_SOURCE);
                return;
            }
            knownRtpSource = from;
        }
        if (!packet.wrap(loop.in, 0, length)) {
            refused(MediaCounter.RTP_MALFORMED);
            return;
        }
        captureReceived(from, false, length, nowNanos);
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
        } else {
            survey.unknownPayload(packet.payloadType());
            refused(MediaCounter.RTP_UNKNOWN_PAYLOAD);
        }
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
            if (remote == null || !from.equals(remote.rtcp())) {
                loop.counters.count(MediaCounter.RTCP_FOREIGN_SOURCE);
                return;
            }
            knownRtcpSource = from;
        }
        captureReceived(from, true, length, nowNanos);
        onControl(length, nowNanos);
    }

    /** Whether there is an address to send to: SDP of old puts 0.0.0.0 there for hold (RFC 3264 section 8.4). */
    @Override
    boolean canSend() {
        return remote != null && isReachable(remote.rtp());
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
        return SoundEncoder.of(codec(), loop.opus, sampleRate, OpusWishes.USUAL);
    }

    @Override
    void send(int length) {
        captureSent(remote.rtp(), false, length);
        send(socket.rtp(), length, remote.rtp());
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
        return remote != null && isReachable(remote.rtcp());
    }

    @Override
    void sendControl(int length) {
        captureSent(remote.rtcp(), true, length);
        send(socket.rtcp(), length, remote.rtcp());
    }

    private void send(DatagramPort from, int length, InetSocketAddress to) {
        if (!from.send(loop.out, 0, length, to)) {
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
    }
}
