package dev.landline.media.rtp;

/**
 * A VoIP metrics report block (RFC 3611 section 4.7): how a stream is heard at the reporting end, in the wire's units.
 * What is out of range is clamped when it is written.
 *
 * @param ssrc the stream that is reported on
 * @param lossRate share of packets lost after FEC, 0 to 255 in 1/256
 * @param discardRate share of packets that came but could not be played, likewise
 * @param burstDensity share missing within bursts, likewise
 * @param gapDensity share missing within gaps, likewise
 * @param burstMillis mean length of bursts, 0 to 65535 ms
 * @param gapMillis mean length of gaps, 0 to 65535 ms
 * @param roundTripMillis between the two RTP ends, 0 to 65535; 0 when not known
 * @param endSystemMillis delay within the reporting end, both ways added, 0 to 65535
 * @param signalLevel mean level of speech in dBm0, -128 to 126, or {@link #UNAVAILABLE}
 * @param noiseLevel mean level of the pauses in dBm0, likewise
 * @param rating R of the E-model, 0 to 100, or {@link #UNAVAILABLE}
 * @param listeningScore MOS-LQ in tenths, 10 to 50, or {@link #UNAVAILABLE}
 * @param conversationScore MOS-CQ, which delay lowers, likewise
 * @param bufferMillis delay that the jitter buffer adds now, 0 to 65535
 * @param bufferMaximumMillis the same for the latest packet that is still played
 * @param bufferLimitMillis the most that the buffer can ever add
 */
public record VoipMetrics(
        int ssrc,
        int lossRate,
        int discardRate,
        int burstDensity,
        int gapDensity,
        int burstMillis,
        int gapMillis,
        int roundTripMillis,
        int endSystemMillis,
        int signalLevel,
        int noiseLevel,
        int rating,
        int listeningScore,
        int conversationScore,
        int bufferMillis,
        int bufferMaximumMillis,
        int bufferLimitMillis) {

    /** Stands for a level, a rating or a score that is not known. */
    public static final int UNAVAILABLE = 127;

    static final int TYPE = 7;
    static final int LENGTH = 36;

    /** Standard concealment in bits 6 and 7, an adaptive jitter buffer in bits 4 and 5. */
    private static final int OUR_RECEIVER = 0b1111_0000;

    /** Packets in a row that end a burst. */
    private static final int GMIN = 16;

    void write(byte[] out, int offset) {
        out[offset] = TYPE;
        out[offset + 1] = 0;
        Bytes.put16(out, offset + 2, LENGTH / 4 - 1);
        Bytes.put32(out, offset + 4, ssrc);
        out[offset + 8] = (byte) clamped(lossRate, 0xFF);
        out[offset + 9] = (byte) clamped(discardRate, 0xFF);
        out[offset + 10] = (byte) clamped(burstDensity, 0xFF);
        out[offset + 11] = (byte) clamped(gapDensity, 0xFF);
        Bytes.put16(out, offset + 12, clamped(burstMillis, 0xFFFF));
        Bytes.put16(out, offset + 14, clamped(gapMillis, 0xFFFF));
        Bytes.put16(out, offset + 16, clamped(roundTripMillis, 0xFFFF));
        Bytes.put16(out, offset + 18, clamped(endSystemMillis, 0xFFFF));
        out[offset + 20] = (byte) Math.clamp(signalLevel, -128, UNAVAILABLE);
        out[offset + 21] = (byte) Math.clamp(noiseLevel, -128, UNAVAILABLE);
        // Residual echo return loss: cancelling echo is the peers' affair, we cannot measure it.
        out[offset + 22] = UNAVAILABLE;
        out[offset + 23] = GMIN;
        out[offset + 24] = (byte) clamped(rating, UNAVAILABLE);
        // The rating of what lies behind us on the way to the other end.
        out[offset + 25] = UNAVAILABLE;
        out[offset + 26] = (byte) clamped(listeningScore, UNAVAILABLE);
        out[offset + 27] = (byte) clamped(conversationScore, UNAVAILABLE);
        out[offset + 28] = (byte) OUR_RECEIVER;
        out[offset + 29] = 0;
        Bytes.put16(out, offset + 30, clamped(bufferMillis, 0xFFFF));
        Bytes.put16(out, offset + 32, clamped(bufferMaximumMillis, 0xFFFF));
        Bytes.put16(out, offset + 34, clamped(bufferLimitMillis, 0xFFFF));
    }

    /** Reads a block of {@link #LENGTH} bytes; whatever they say becomes a number in range, or unavailable. */
    static VoipMetrics read(byte[] block) {
        return new VoipMetrics(
                Bytes.int32(block, 4),
                block[8] & 0xFF,
                block[9] & 0xFF,
                block[10] & 0xFF,
                block[11] & 0xFF,
                Bytes.unsigned16(block, 12),
                Bytes.unsigned16(block, 14),
                Bytes.unsigned16(block, 16),
                Bytes.unsigned16(block, 18),
                block[20],
                block[21],
                inRange(block[24], 0, 100),
                inRange(block[26], 10, 50),
                inRange(block[27], 10, 50),
                Bytes.unsigned16(block, 30),
                Bytes.unsigned16(block, 32),
                Bytes.unsigned16(block, 34));
    }

    private static int inRange(byte value, int least, int most) {
        return value < least || value > most ? UNAVAILABLE : value;
    }

    private static int clamped(int value, int most) {
        return Math.clamp(value, 0, most);
    }
}
