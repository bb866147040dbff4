package dev.landline.media.bridge;

import dev.landline.media.jitter.JitterBuffer;
import dev.landline.media.quality.BurstGapMeter;
import dev.landline.media.quality.LegNumbers;
import dev.landline.media.quality.LegNumbers.Refused;
import dev.landline.media.quality.LevelMeter;
import dev.landline.media.rtp.VoipMetrics;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Gathers the numbers of one leg once a second, and counts what the leg refuses in between. Owned by the media loop.
 */
@SuppressWarnings("EnumOrdinal") // the index into an array that never leaves this class
final class LegSurvey {
    private static final long MILLI = 1_000_000L;

    /** 0 dBm0 is 6 dB below overload: a sine of full scale has -3 dBov and 3.17 dBm0 (ITU-T G.711, G.100.1). */
    private static final int DBM0_OF_DBOV = 6;

    private static final int PACKET_MILLIS = 20;

    private final long[] refusedBy = new long[MediaCounter.values().length];
    private long refusedInAll;
    private long sendFailures;
    private InetSocketAddress foreign;
    private String foreignText = "";
    private int unknownPayload = -1;
    private boolean described;
    private long describedNanos;

    private final Seen foreignSource = new Seen();
    private final Seen unknownPayloads = new Seen();
    private final Seen authentication = new Seen();
    private final Seen badChecks = new Seen();
    private final Seen malformed = new Seen();
    private final Seen others = new Seen();
    private final Seen failures = new Seen();
    private final Seen sent = new Seen();
    private final Seen ice = new Seen();
    private final Seen security = new Seen();
    private boolean everSent;
    private long begunNanos;
    private LegNumbers last = LegNumbers.NOBODY;

    /** A packet was refused. */
    void refused(MediaCounter why) {
        refusedBy[why.ordinal()]++;
        refusedInAll++;
    }

    /** A packet came from an address that is not the trunk's. */
    void foreignSource(InetSocketAddress from) {
        foreign = from;
    }

    void unknownPayload(int payloadType) {
        unknownPayload = payloadType;
    }

    /** A check for this leg had wrong credentials: not a packet of its stream. */
    void checkRefused() {
        refusedBy[MediaCounter.STUN_BAD_INTEGRITY.ordinal()]++;
    }

    void sendFailed() {
        sendFailures++;
    }

    /** The peer described itself, for the first time or anew. */
    void described(long nowNanos) {
        described = true;
        describedNanos = nowNanos;
    }

    /** The numbers as they stood at the last second. */
    LegNumbers last() {
        return last;
    }

    /**
     * A second is over.
     *
     * @param otherRoundTripMicros of the other leg, half of which is on the way too
     * @param away what leads from this leg to the other; null when there is none
     * @param concealed stretches made up so far
     */
    LegNumbers second(Leg leg, int otherRoundTripMicros, Direction away, long concealed, long nowNanos) {
        look(leg, nowNanos);
        LegNumbers.Connection connection = leg.connection(
                described ? Math.clamp((nowNanos - describedNanos) / MILLI, 0, LegNumbers.NEVER - 1) : LegNumbers.NEVER,
                ice.millis(nowNanos),
                security.millis(nowNanos));
        LegMeter meter = leg.meter;
        int roundTrip = leg.peerReports.roundTripMicros();
        long wayMicros = PACKET_MILLIS * 1000L + roundTrip / 2 + otherRoundTripMicros / 2;
        meter.second(leg.codec(), wayMicros, connection.sends() && !connection.mayPause(), nowNanos);
        last = new LegNumbers(
                connection,
                new LegNumbers.Received(
                        leg.reception.received(),
                        meter.bytes(),
                        leg.reception.lost(),
                        meter.late(),
                        meter.duplicate(),
                        leg.reception.reordered(),
                        meter.discarded(),
                        leg.reception.jitterMicros(),
                        meter.lastMillis(nowNanos)),
                refusals(nowNanos),
                new LegNumbers.Sent(
                        leg.stream.packets(),
                        leg.stream.octets(),
                        sendFailures,
                        failures.millis(nowNanos),
                        everSent
                                ? Math.clamp((nowNanos - begunNanos) / MILLI, 0, LegNumbers.NEVER - 1)
                                : LegNumbers.NEVER,
                        sent.millis(nowNanos)),
                leg.peerReports.view(leg.codec().clockRate(), nowNanos),
                new LegNumbers.Playout(
                        concealed,
                        meter.restoredFrames(),
                        meter.delayMicros(),
                        away == null ? 0 : away.targetDelayMicros()),
                meter.loudness(),
                meter.quality());
        return last;
    }

    private void look(Leg leg, long nowNanos) {
        foreignSource.look(count(MediaCounter.RTP_FOREIGN_SOURCE), nowNanos);
        unknownPayloads.look(count(MediaCounter.RTP_UNKNOWN_PAYLOAD), nowNanos);
        authentication.look(count(MediaCounter.SRTP_AUTH_FAILED), nowNanos);
        badChecks.look(count(MediaCounter.STUN_BAD_INTEGRITY), nowNanos);
        malformed.look(count(MediaCounter.RTP_MALFORMED), nowNanos);
        others.look(
                refusedInAll
                        - count(MediaCounter.RTP_FOREIGN_SOURCE)
                        - count(MediaCounter.RTP_UNKNOWN_PAYLOAD)
                        - count(MediaCounter.SRTP_AUTH_FAILED)
                        - count(MediaCounter.RTP_MALFORMED),
                nowNanos);
        failures.look(sendFailures, nowNanos);
        sent.look(leg.stream.packets(), nowNanos);
        // From one on, so that the first state counts as a change too.
        ice.look(leg.iceState().ordinal() + 1, nowNanos);
        security.look(leg.security().ordinal() + 1, nowNanos);
        if (!everSent && leg.stream.packets() > 0) {
            everSent = true;
            begunNanos = nowNanos;
        }
    }

    private long count(MediaCounter why) {
        return refusedBy[why.ordinal()];
    }

    private LegNumbers.Refusals refusals(long nowNanos) {
        Refused fromForeign = foreignSource.refused(nowNanos);
        if (foreign != null && fromForeign.lastMillis() == 0) {
            foreignText = text(foreign);
        }
        return new LegNumbers.Refusals(
                fromForeign,
                foreignText,
                unknownPayloads.refused(nowNanos),
                unknownPayload,
                authentication.refused(nowNanos),
                badChecks.refused(nowNanos),
                malformed.refused(nowNanos),
                others.refused(nowNanos));
    }

    /** An address as people write it. */
    static String text(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** How we hear the peer's stream, for its own use; empty before anything came. */
    Optional<VoipMetrics> metrics(Leg leg) {
        BurstGapMeter stream = leg.meter.stream();
        long all = stream.packetsReceived() + stream.packetsMissing();
        if (all == 0 || !leg.reception.started()) {
            return Optional.empty();
        }
        long late = Math.min(leg.meter.late(), stream.packetsMissing());
        LegNumbers.Loudness loudness = leg.meter.loudness();
        LegNumbers.Quality quality = leg.meter.quality();
        int delayMillis = leg.meter.delayMicros() / 1000;
        return Optional.of(new VoipMetrics(
                leg.reception.ssrc(),
                (int) (256 * (stream.packetsMissing() - late) / all),
                (int) (256 * late / all),
                stream.burstDensity(),
                stream.gapDensity(),
                stream.burstMillis(PACKET_MILLIS),
                stream.gapMillis(PACKET_MILLIS),
                leg.peerReports.roundTripMicros() / 1000,
                delayMillis + PACKET_MILLIS,
                dbm0(loudness.speech()),
                dbm0(loudness.noise()),
                quality.score() == 0 ? VoipMetrics.UNAVAILABLE : (int) Math.round(quality.rating()),
                tenths(quality.listening()),
                tenths(quality.score()),
                delayMillis,
                last.playout().targetMicros() / 1000,
                JitterBuffer.MAX_DELAY_MILLIS));
    }

    private static int dbm0(int dbov) {
        return dbov == LevelMeter.SILENT_DBOV ? VoipMetrics.UNAVAILABLE : dbov + DBM0_OF_DBOV;
    }

    private static int tenths(double score) {
        return score == 0 ? VoipMetrics.UNAVAILABLE : (int) Math.round(score * 10);
    }
}
