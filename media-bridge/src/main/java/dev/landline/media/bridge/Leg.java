package dev.landline.media.bridge;

import dev.landline.media.codec.SoundCodec;
import dev.landline.media.codec.SoundEncoder;
import dev.landline.media.quality.LegNumbers;
import dev.landline.media.record.Capture;
import dev.landline.media.rtp.ExtendedReportWriter;
import dev.landline.media.rtp.ReceptionStatistics;
import dev.landline.media.rtp.RtcpReport;
import dev.landline.media.rtp.RtcpReportWriter;
import dev.landline.media.rtp.RtpStream;
import dev.landline.media.rtp.VoipMetrics;
import dev.landline.media.sound.SoundOverlay;
import dev.landline.media.sound.SoundSink;
import dev.landline.media.sound.SoundSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * One end of a bridge: what we send to this peer and what we know of what it sends. Owned by the media loop from the
 * moment it is attached.
 */
abstract sealed class Leg permits BrowserLeg, TrunkLeg {
    /** The first report tells the round trip early; after it RFC 3550's minimum interval. */
    private static final long FIRST_REPORT_NANOS = 1_000_000_000L;

    private static final long REPORT_NANOS = 5_000_000_000L;

    /** From the loops' clock to microseconds since 1970. */
    private static final long WALL_BEHIND_MICROS = System.currentTimeMillis() * 1_000 - System.nanoTime() / 1_000;

    /** A recorder, a meter, a mixer and one more. */
    private static final int MOST_LISTENERS = 4;

    /** Another one when another bridge takes the leg over. */
    Side side;

    final MediaLoop loop;

    /** The one stream toward this peer. */
    final RtpStream stream;

    final ReceptionStatistics reception;
    final RtcpReport peerReport = new RtcpReport();

    /** What the peer says of our packets. */
    final PeerLoss peerLoss = new PeerLoss();

    private final RtcpReportWriter reports;
    private final ExtendedReportWriter extendedReports = new ExtendedReportWriter();
    private ReportWishes wishes = ReportWishes.NONE;
    /** What the peer says, measured. */
    final LegMeter meter = new LegMeter();

    final PeerReports peerReports = new PeerReports();
    final LegSurvey survey = new LegSurvey();
    private LiveBridge bridge;
    private boolean dismissed;
    private long nextReportNanos = Timed.NEVER;
    private boolean heard;
    private SoundCodec[] byPayloadType = {};
    private MediaFormat format;
    private final SoundSink[] listeners = new SoundSink[MOST_LISTENERS];
    private int listenerCount;
    private SoundSource source;
    private SoundOverlay overlay;
    private Capture capture;
    private InetSocketAddress capturedRtp;
    private InetSocketAddress capturedRtcp;

    Leg(Side side, MediaLoop loop, RtpStream stream, int clockRate, String cname) {
        this.side = side;
        this.loop = loop;
        this.stream = stream;
        this.reception = new ReceptionStatistics(clockRate);
        this.reports = new RtcpReportWriter(cname);
    }

    void attachTo(LiveBridge owner, Side at) {
        bridge = owner;
        side = at;
    }

    /** Whether nothing that still comes for this leg matters: it was dismissed, or its bridge has ended. */
    boolean isOver() {
        return dismissed || bridge.isClosed();
    }

    /** Releases the leg while its bridge goes on. */
    void dismiss(long nowNanos) {
        dismissed = true;
        release(nowNanos);
    }

    LiveBridge bridge() {
        return bridge;
    }

    /** The peer's codecs are known, for the first time or anew. */
    void speak(List<MediaFormat> formats) {
        SoundCodec[] known = new SoundCodec[128];
        for (MediaFormat each : formats) {
            known[each.payloadType()] = each.codec();
        }
        byPayloadType = known;
        format = formats.getFirst();
        reception.useClock(format.codec().clockRate());
    }

    /** What we send to the peer, or null before it described itself. */
    MediaFormat format() {
        return format;
    }

    /** The codec of the format; the one that this kind of peer usually speaks before that is known. */
    SoundCodec codec() {
        return format == null ? usualCodec() : format.codec();
    }

    /** What a payload type that came from the peer means, or null. */
    SoundCodec codecOf(int payloadType) {
        return payloadType < byPayloadType.length ? byPayloadType[payloadType] : null;
    }

    abstract SoundCodec usualCodec();

    /** Telephone-event as negotiated, or null. */
    abstract DtmfFormat dtmf();

    /** Payload type in which pauses are described to the peer (RFC 3389), or -1 when it gets every packet. */
    abstract int comfortNoise();

    /** How much sound one packet toward the peer carries. */
    abstract int ptimeMillis();

    /** Whether the peer's stream must not stop, whatever happens on the other side. */
    abstract boolean isSteady();

    /** Whether RTP can be sent: there is an address, and keys where they are needed. */
    abstract boolean canSend();

    /** Whether the peer wants to hear us; otherwise it holds us. */
    abstract boolean isListening();

    /** Sends an RTP packet that stands at the start of {@code loop.out}. */
    abstract void send(int length);

    /** Whether sound goes out in RED now (RFC 2198): the peer takes it, and loses much. */
    boolean sendsRed() {
        return false;
    }

    /** RED's payload type; only where the peer takes it. */
    int redPayloadType() {
        throw new IllegalStateException("this peer takes no RED");
    }

    /** Wraps the payload in {@code out} into RED, in place; returns its new length. */
    int wrapInRed(byte[] out, int at, int length) {
        throw new IllegalStateException("this peer takes no RED");
    }

    /** An encoder for the format, fed at {@code sampleRate} Hz. */
    abstract SoundEncoder newEncoder(int sampleRate);

    /** Adds one who hears what the peer says; false when there are too many. */
    boolean listen(SoundSink sink) {
        if (listenerCount == MOST_LISTENERS) {
            return false;
        }
        listeners[listenerCount++] = sink;
        return true;
    }

    void unlisten(SoundSink sink) {
        for (int i = 0; i < listenerCount; i++) {
            if (listeners[i] == sink) {
                listenerCount--;
                System.arraycopy(listeners, i + 1, listeners, i, listenerCount - i);
                listeners[listenerCount] = null;
                return;
            }
        }
    }

    boolean hasListeners() {
        return listenerCount > 0;
    }

    /** The peer said this: the first samples of {@code pcm}. */
    void tellListeners(short[] pcm, int samples, int sampleRate, long nowNanos) {
        for (int i = 0; i < listenerCount; i++) {
            listeners[i].hear(pcm, 0, samples, sampleRate, nowNanos);
        }
    }

    /** What is played to the peer instead of the other side's voice, or null. */
    SoundSource source() {
        return source;
    }

    /** Plays something to the peer instead of the other side's voice; null ends that. */
    void play(SoundSource what) {
        source = what;
    }

    /** A source has given its last sample. */
    void sourceEnded(SoundSource ended) {
        if (source == ended) {
            source = null;
        }
    }

    /** What is added to all that is sent to the peer, or null. */
    SoundOverlay overlay() {
        return overlay;
    }

    void overlay(SoundOverlay what) {
        overlay = what;
    }

    /**
     * Copies this leg's packets, as they are without SRTP, from now on; null ends that.
     *
     * @param ownAddress what stands for us in the capture
     */
    void capture(Capture what, InetAddress ownAddress) {
        capture = what;
        if (what != null) {
            capturedRtp = new InetSocketAddress(ownAddress, rtpPort());
            capturedRtcp = new InetSocketAddress(ownAddress, rtcpPort());
        }
    }

    abstract int rtpPort();

    abstract int rtcpPort();

    /** A plain packet from the peer stands at the start of {@code loop.in}. */
    final void captureReceived(InetSocketAddress source, boolean control, int length, long nowNanos) {
        if (capture != null && source != null) {
            capture.packet(source, control ? capturedRtcp : capturedRtp, loop.in, 0, length, nowNanos);
        }
    }

    /** A plain packet for the peer stands at the start of {@code loop.out}. */
    final void captureSent(InetSocketAddress target, boolean control, int length) {
        if (capture != null) {
            capture.packet(control ? capturedRtcp : capturedRtp, target, loop.out, 0, length, System.nanoTime());
        }
    }

    /** Sends a compound that stands at the start of {@code loop.out}. */
    abstract void sendControl(int length);

    /** Whether reports can reach the peer now. */
    abstract boolean canReport();

    /** Stops sending and releases what the leg holds. */
    abstract void release(long nowNanos);

    void refused(MediaCounter why) {
        survey.refused(why);
        loop.counters.count(why);
    }

    /** The kernel would not take a packet of ours. */
    void sendFailed() {
        survey.sendFailed();
        loop.counters.count(MediaCounter.SEND_FAILED);
    }

    abstract LegNumbers.Ice iceState();

    abstract LegNumbers.Security security();

    /** What is agreed with the peer; the arguments are how long ago it was described, and its states changed. */
    abstract LegNumbers.Connection connection(int describedMillis, int iceMillis, int securityMillis);

    /** The first packet of sound that will be decoded. */
    void heardSound() {
        if (!heard) {
            heard = true;
            bridge.report(new MediaEvent.FirstSound(side));
        }
    }

    void startReports(long nowNanos) {
        if (nextReportNanos == Timed.NEVER) {
            nextReportNanos = nowNanos + FIRST_REPORT_NANOS;
        }
    }

    long nextReportNanos() {
        return nextReportNanos;
    }

    void reportWhenDue(long nowNanos) {
        if (nowNanos < nextReportNanos) {
            return;
        }
        // Spread over half to one and a half intervals, so that reports do not march in step (RFC 3550 section 6.3.1).
        nextReportNanos = nowNanos + REPORT_NANOS / 2 + loop.random.nextLong(REPORT_NANOS);
        if (canReport()) {
            sendControl(writeReports(nowNanos));
        }
    }

    void extendReports(ReportWishes asked) {
        wishes = asked;
    }

    /** A clock in milliseconds cannot tell the round trip of a near peer. */
    private static long wallMicros(long nowNanos) {
        return nowNanos / 1_000 + WALL_BEHIND_MICROS;
    }

    /** Our report, and what the peer wants beyond it, at the start of {@code loop.out}. */
    private int writeReports(long nowNanos) {
        long wallMicros = wallMicros(nowNanos);
        int length = reports.write(loop.out, 0, stream, reception, wallMicros, nowNanos);
        Optional<VoipMetrics> metrics = wishes.voipMetrics() ? survey.metrics(this) : Optional.empty();
        return length
                + extendedReports.write(
                        loop.out, length, stream.ssrc(), wishes.roundTrip(), wallMicros, nowNanos, metrics);
    }

    /** A last report with a BYE behind it (RFC 3550 section 6.6). */
    void sayGoodbye(long nowNanos) {
        if (!canReport() || nextReportNanos == Timed.NEVER) {
            return;
        }
        byte[] out = loop.out;
        int at = writeReports(nowNanos);
        int ssrc = stream.ssrc();
        out[at] = (byte) 0x81;
        out[at + 1] = (byte) 203;
        out[at + 2] = 0;
        out[at + 3] = 1;
        out[at + 4] = (byte) (ssrc >> 24);
        out[at + 5] = (byte) (ssrc >> 16);
        out[at + 6] = (byte) (ssrc >> 8);
        out[at + 7] = (byte) ssrc;
        sendControl(at + 8);
    }

    /** Reads a plain compound that stands at the start of {@code loop.in}. */
    void onControl(int length, long nowNanos) {
        if (!peerReport.parse(loop.in, 0, length, stream.ssrc())) {
            refused(MediaCounter.RTCP_MALFORMED);
            return;
        }
        if (peerReport.hasSenderReport()) {
            reception.senderReport(peerReport.senderSsrc(), peerReport.ntp(), nowNanos);
        }
        if (peerReport.hasReceptionReport()) {
            peerLoss.reported(peerReport.fractionLost());
        }
        if (peerReport.extended().hasReferenceTime()) {
            extendedReports.heard(peerReport.senderSsrc(), peerReport.extended().referenceTime(), nowNanos);
        }
        peerReports.heard(peerReport, wallMicros(nowNanos), nowNanos);
    }
}
