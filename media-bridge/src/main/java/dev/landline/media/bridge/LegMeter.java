package dev.landline.media.bridge;

import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.jitter.PutResult;
import dev.landline.media.quality.BurstGapMeter;
import dev.landline.media.quality.Impairment;
import dev.landline.media.quality.LegNumbers;
import dev.landline.media.quality.LevelMeter;
import dev.landline.media.quality.QualityWindow;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.SequenceNumber;
import java.util.OptionalInt;

/**
 * Measures what a leg's peer says. A few additions per packet, no clock of its own and nothing allocated; once a second
 * the sums become numbers. Owned by the media loop.
 */
final class LegMeter {
    /** Softer is no sound of a living line (ITU-T P.56 speaks of -60 dBov and below as idle). */
    static final int SILENCE_DBOV = -60;

    private static final long MILLI = 1_000_000L;

    /** A larger jump is another beginning, not loss. */
    private static final int MOST_MISSING = 100;

    private final BurstGapMeter stream = new BurstGapMeter();
    private final LevelMeter level = new LevelMeter();
    private final QualityWindow quality = new QualityWindow();

    private long bytes;
    private long lastNanos;
    private boolean heard;
    private long late;
    private long duplicate;
    private long discarded;
    private long restored;
    private int delayMicros;
    private int lastPassed = -1;

    private long squaresBefore;
    private long samplesBefore;
    private OptionalInt levelNow = OptionalInt.empty();
    private int silentSeconds;
    private boolean everHeard;

    /** RTP was accepted. */
    void received(RtpPacket packet, long nowNanos) {
        bytes += packet.payloadLength();
        lastNanos = nowNanos;
        heard = true;
    }

    /** What the jitter buffer said to a packet. */
    void judged(PutResult result) {
        switch (result) {
            case STORED -> {}
            case LATE -> late++;
            case DUPLICATE -> duplicate++;
            case OVERFLOW, JUMP -> discarded++;
        }
    }

    /** A stretch of as many beats was played from a packet that waited this long. */
    void played(int beats, long waitedNanos) {
        for (int i = 0; i < beats; i++) {
            stream.received();
        }
        // A sixteenth at a time, as RFC 3550 smooths jitter: one packet does not make the delay.
        int waited = Math.clamp(waitedNanos / 1000, 0, 10_000_000);
        delayMicros += (waited - delayMicros) / 16;
    }

    /** A stretch was made up. */
    void concealed() {
        stream.missing(1);
    }

    /** A lost packet was restored from what another carried. */
    void restored() {
        stream.received();
        restored++;
    }

    /** A copy of a lost packet came with another in time: it will be played. */
    void copyKept() {
        restored++;
    }

    /** A packet was passed on undecoded: what is missing before it stays missing. */
    void passed(RtpPacket packet) {
        int ahead = lastPassed < 0 ? 1 : SequenceNumber.distance(lastPassed, packet.sequence());
        if (ahead <= 0 && ahead > -MOST_MISSING) {
            // It was counted as missing when the one after it came.
            return;
        }
        if (ahead > 1 && ahead < MOST_MISSING) {
            stream.missing(ahead - 1);
        }
        stream.received();
        lastPassed = packet.sequence();
    }

    /** Decoded sound of this peer. */
    void hear(short[] pcm, int samples) {
        level.hear(pcm, 0, samples);
    }

    /** Sound of this peer that is passed on; only G.711 can be measured without decoding it. */
    void hear(SoundCodec codec, byte[] bytesIn, int offset, int length) {
        if (codec == SoundCodec.PCMU) {
            level.hear(G711Law.PCMU, bytesIn, offset, length);
        } else if (codec == SoundCodec.PCMA) {
            level.hear(G711Law.PCMA, bytesIn, offset, length);
        }
    }

    /** A second is over: {@code codec} is what the peer sends, {@code expected} whether it should be sending now. */
    void second(SoundCodec codec, long wayMicros, boolean expected, long nowNanos) {
        long samples = level.samples() - samplesBefore;
        levelNow = samples == 0
                ? OptionalInt.empty()
                : OptionalInt.of(LevelMeter.level(level.squares() - squaresBefore, samples));
        squaresBefore = level.squares();
        samplesBefore = level.samples();
        if (levelNow.isPresent() && heard && nowNanos - lastNanos < 1000 * MILLI) {
            boolean silent = levelNow.getAsInt() < SILENCE_DBOV;
            silentSeconds = silent ? silentSeconds + 1 : 0;
            everHeard |= !silent;
        }
        quality.second(stream, late, (wayMicros + delayMicros) / 1000.0, impairment(codec), expected);
    }

    private static Impairment impairment(SoundCodec codec) {
        return switch (codec) {
            case OPUS -> Impairment.OPUS;
            case PCMU, PCMA -> Impairment.G711_CONCEALED;
            case G722 -> Impairment.G722_CONCEALED;
        };
    }

    long bytes() {
        return bytes;
    }

    long late() {
        return late;
    }

    long duplicate() {
        return duplicate;
    }

    long discarded() {
        return discarded;
    }

    int delayMicros() {
        return delayMicros;
    }

    long restoredFrames() {
        return restored;
    }

    BurstGapMeter stream() {
        return stream;
    }

    /** Age of the last packet in milliseconds. */
    int lastMillis(long nowNanos) {
        return heard ? Math.clamp((nowNanos - lastNanos) / MILLI, 0, LegNumbers.NEVER - 1) : LegNumbers.NEVER;
    }

    LegNumbers.Loudness loudness() {
        long all = level.samples();
        int silence = all == 0 ? 0 : (int) (100 * level.quietSamples() / all);
        return new LegNumbers.Loudness(
                levelNow, level.speechLevel(), level.noiseLevel(), silence, silentSeconds * 1000, everHeard);
    }

    LegNumbers.Quality quality() {
        return quality.now();
    }
}
