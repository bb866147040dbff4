package dev.landline.media.quality;

import dev.landline.media.rtp.VoipMetrics;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One end of a call as it stood at a second: what its peer said about itself, what came, what went, how it sounded.
 * Totals since the call began unless said otherwise. Ages are in milliseconds, {@link #NEVER} for what has not happened.
 */
public record LegNumbers(
        Connection connection,
        Received received,
        Refusals refusals,
        Sent sent,
        PeerView peer,
        Playout playout,
        Loudness loudness,
        Quality quality) {

    /** The age of what has not happened. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** What sort of peer is at an end. */
    public enum Peer {
        BROWSER,
        TRUNK
    }

    /** How far ICE has come. */
    public enum Ice {
        /** A trunk has none. */
        UNUSED,
        /** No authentic check yet. */
        WAITING,
        /** Checked, but the browser has not chosen the path. */
        CHECKED,
        NOMINATED,
        /** The browser does not check any more (RFC 7675). */
        CONSENT_LOST
    }

    /** How far the keys have come. */
    public enum Security {
        /** Plain RTP was agreed. */
        UNUSED,
        /** No handshake yet. */
        WAITING,
        /** The handshake goes on. */
        RUNNING,
        SECURED,
        FAILED,
        /** The peer closed its side. */
        CLOSED
    }

    /**
     * What is agreed with the peer, and how far it got.
     *
     * @param describedMillis how long ago the peer described itself last; {@link #NEVER} before it did
     * @param sends the peer may send (it does not hold us)
     * @param receives the peer wants to hear us
     * @param reachable there is an address to send to: not 0.0.0.0, not port 0
     * @param address where we send to, as text; empty when there is none
     * @param iceMillis how long ago {@code ice} changed
     * @param securityMillis how long ago {@code security} changed
     * @param securityFailure why the handshake failed; empty when it did not
     * @param srtpProfile the ciphers, as {@code SRTP_...}; empty without
     * @param codec what we send
     * @param mayPause the peer may leave silence out (DTX, comfort noise)
     */
    public record Connection(
            Peer kind,
            int describedMillis,
            boolean sends,
            boolean receives,
            boolean reachable,
            String address,
            Ice ice,
            int iceMillis,
            Security security,
            int securityMillis,
            String securityFailure,
            String srtpProfile,
            String codec,
            boolean mayPause) {}

    /**
     * RTP accepted from the peer.
     *
     * @param bytes of payload
     * @param lost never came (RFC 3550 appendix A.3); negative after duplicates
     * @param late came after their time, and were not played
     * @param duplicate came twice; 0 while sound is passed on without being decoded
     * @param reordered came after one with a higher number
     * @param discarded could not be kept: too long, or their numbers jumped
     * @param jitterMicros interarrival jitter (RFC 3550 section 6.4.1)
     * @param lastMillis age of the last packet
     */
    public record Received(
            long packets,
            long bytes,
            long lost,
            long late,
            long duplicate,
            long reordered,
            long discarded,
            int jitterMicros,
            int lastMillis) {}

    /** What was refused for one reason. */
    public record Refused(long packets, int lastMillis) {
        /** Nothing was. */
        public static final Refused NONE = new Refused(0, NEVER);
    }

    /**
     * What came but was not accepted.
     *
     * @param foreignSource from an address that is not the trunk's
     * @param foreignAddress the last of them, as text; empty when there was none
     * @param unknownPayload of a payload type that was not agreed
     * @param payloadType the last of them; -1 when there was none
     * @param authentication with a wrong authentication tag
     * @param badChecks ICE checks with wrong credentials
     * @param malformed no RTP, or no RTCP
     * @param others for any other reason
     */
    public record Refusals(
            Refused foreignSource,
            String foreignAddress,
            Refused unknownPayload,
            int payloadType,
            Refused authentication,
            Refused badChecks,
            Refused malformed,
            Refused others) {

        /** Packets refused for whatever reason, checks aside. */
        public long packets() {
            return foreignSource.packets()
                    + unknownPayload.packets()
                    + authentication.packets()
                    + malformed.packets()
                    + others.packets();
        }
    }

    /**
     * RTP sent to the peer.
     *
     * @param bytes of payload
     * @param failures datagrams that the kernel would not take
     * @param failedMillis age of the last of them
     * @param begunMillis age of the first packet
     * @param lastMillis age of the last packet
     */
    public record Sent(long packets, long bytes, long failures, int failedMillis, int begunMillis, int lastMillis) {}

    /**
     * How the peer hears us, by its RTCP.
     *
     * @param reports how many came
     * @param reportsAboutUs how many of them said anything of our stream
     * @param lastMillis age of the last one
     * @param lossPercent of our packets between its last two reports
     * @param lost packets of ours that it missed in all
     * @param jitterMicros that it sees on our stream
     * @param roundTripMicros 0 when not known yet
     * @param metrics its VoIP metrics (RFC 3611); empty when it sends none
     */
    public record PeerView(
            long reports,
            long reportsAboutUs,
            int lastMillis,
            double lossPercent,
            long lost,
            int jitterMicros,
            int roundTripMicros,
            Optional<VoipMetrics> metrics) {}

    /**
     * What became of the peer's sound in the jitter buffer; zeros while it is passed on as it comes.
     *
     * @param concealed stretches that were made up
     * @param restored stretches that FEC or RED gave back
     * @param delayMicros how long packets wait now
     * @param targetMicros how long they should
     */
    public record Playout(long concealed, long restored, int delayMicros, int targetMicros) {}

    /**
     * How loud what the peer says is.
     *
     * @param level of the last second in dBov, -127 to 0; empty when nobody measures: Opus and G.722 that are passed on
     *     are not decoded
     * @param speech mean level of speech; -127 when there was none
     * @param noise mean level of the pauses
     * @param silencePercent share of time without speech
     * @param silentMillis for how long it has been below -60 dBov without a break, while it was measured
     * @param everHeard it was ever louder than that
     */
    public record Loudness(
            OptionalInt level, int speech, int noise, int silencePercent, int silentMillis, boolean everHeard) {}

    /**
     * How good the peer's sound is, by the E-model.
     *
     * @param rating R of the last five seconds
     * @param score MOS of the last five seconds with the delay of the whole way; 0 before anything came
     * @param listening MOS without the delay
     * @param worst the lowest {@code score} so far; 0 before there was one
     * @param lossPercent missing in the last five seconds after FEC, late ones included
     * @param latePercent came too late in the last five seconds
     */
    public record Quality(
            double rating, double score, double listening, double worst, double lossPercent, double latePercent) {}

    /** Packets accepted from the peer. */
    public long packetsReceived() {
        return received.packets();
    }

    /** Packets sent to the peer. */
    public long packetsSent() {
        return sent.packets();
    }

    /** Packets of the peer's that never came; negative after duplicates. */
    public long packetsLost() {
        return received.lost();
    }

    /** Packets refused before the jitter buffer. */
    public long packetsRefused() {
        return refusals.packets();
    }

    /** Stretches of sound that were made up. */
    public long framesConcealed() {
        return playout.concealed();
    }

    /** Interarrival jitter in microseconds. */
    public int jitterMicros() {
        return received.jitterMicros();
    }

    /** Round trip in microseconds, 0 when not known yet. */
    public int roundTripMicros() {
        return peer.roundTripMicros();
    }

    /** An end that nobody has opened. */
    public static final LegNumbers NOBODY = new LegNumbers(
            new Connection(
                    Peer.TRUNK,
                    NEVER,
                    false,
                    false,
                    false,
                    "",
                    Ice.UNUSED,
                    NEVER,
                    Security.UNUSED,
                    NEVER,
                    "",
                    "",
                    "",
                    false),
            new Received(0, 0, 0, 0, 0, 0, 0, 0, NEVER),
            new Refusals(Refused.NONE, "", Refused.NONE, -1, Refused.NONE, Refused.NONE, Refused.NONE, Refused.NONE),
            new Sent(0, 0, 0, NEVER, NEVER, NEVER),
            new PeerView(0, 0, NEVER, 0, 0, 0, 0, Optional.empty()),
            new Playout(0, 0, 0, 0),
            new Loudness(OptionalInt.empty(), LevelMeter.SILENT_DBOV, LevelMeter.SILENT_DBOV, 0, 0, false),
            new Quality(0, 0, 0, 0, 0, 0));
}
