package dev.landline.media.bridge;

import dev.landline.media.rtp.ReceptionStatistics;
import dev.landline.media.rtp.RtcpReport;
import dev.landline.media.rtp.RtcpReportWriter;
import dev.landline.media.rtp.RtpStream;

/**
 * One end of a bridge: what we send to this peer and what we know of what it sends. Owned by the media loop from the
 * moment it is attached.
 */
abstract sealed class Leg permits BrowserLeg, TrunkLeg {
    /** The first report tells the round trip early; after it RFC 3550's minimum interval. */
    private static final long FIRST_REPORT_NANOS = 1_000_000_000L;

    private static final long REPORT_NANOS = 5_000_000_000L;

    final Side side;
    final MediaLoop loop;

    /** The one stream toward this peer. */
    final RtpStream stream;

    final ReceptionStatistics reception;
    final RtcpReport peerReport = new RtcpReport();
    private final RtcpReportWriter reports;
    private LiveBridge bridge;
    private long packetsRefused;
    private int roundTripMicros;
    private long nextReportNanos = Timed.NEVER;
    private boolean heard;

    Leg(Side side, MediaLoop loop, RtpStream stream, int clockRate, String cname) {
        this.side = side;
        this.loop = loop;
        this.stream = stream;
        this.reception = new ReceptionStatistics(clockRate);
        this.reports = new RtcpReportWriter(cname);
    }

    void attachTo(LiveBridge owner) {
        bridge = owner;
    }

    LiveBridge bridge() {
        return bridge;
    }

    /** Sends a compound that stands at the start of {@code loop.out}. */
    abstract void sendControl(int length);

    /** Whether reports can reach the peer now. */
    abstract boolean canReport();

    /** Stops sending and releases what the leg holds. */
    abstract void release(long nowNanos);

    void refused(MediaCounter why) {
        packetsRefused++;
        loop.counters.count(why);
    }

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
            sendControl(reports.write(loop.out, 0, stream, reception, System.currentTimeMillis(), nowNanos));
        }
    }

    /** A last report with a BYE behind it (RFC 3550 section 6.6). */
    void sayGoodbye(long nowNanos) {
        if (!canReport() || nextReportNanos == Timed.NEVER) {
            return;
        }
        byte[] out = loop.out;
        int at = reports.write(out, 0, stream, reception, System.currentTimeMillis(), nowNanos);
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
            int measured = peerReport.roundTripMicros(System.currentTimeMillis());
            if (measured >= 0) {
                roundTripMicros = measured;
            }
        }
    }

    BridgeStats.End stats(long framesConcealed) {
        return new BridgeStats.End(
                reception.received(),
                stream.packets(),
                reception.lost(),
                packetsRefused,
                framesConcealed,
                reception.jitterMicros(),
                roundTripMicros);
    }
}
