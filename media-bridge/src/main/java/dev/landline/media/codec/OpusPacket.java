package dev.landline.media.codec;

/** What can be known of an Opus packet without decoding it (RFC 6716 section 3), and the bounds of the codec. */
public final class OpusPacket {

    /** The longest packet we take or make, in bytes: three full frames, more than fits into one datagram. */
    public static final int MAX_LENGTH = 3 * 1276;

    /** libopus' code for an argument out of range. */
    static final int BAD_ARGUMENT = -1;
    /** libopus' code for a failure inside. */
    static final int INTERNAL_ERROR = -3;
    /** libopus' code for bytes that are no Opus packet. */
    static final int INVALID_PACKET = -4;

    private static final int[] SILK_MICROS = {10_000, 20_000, 40_000, 60_000};

    private OpusPacket() {}

    /**
     * How much sound a packet carries, from its first one or two bytes.
     *
     * @param clockRate in Hz; RTP counts Opus at 48000 whatever the audio bandwidth (RFC 7587 section 4.1)
     * @return ticks, at most 120 ms worth; 0 when it is no valid packet
     */
    public static int ticks(byte[] packet, int offset, int length, int clockRate) {
        if (length < 1) {
            return 0;
        }
        int frames = switch (packet[offset] & 0x03) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> length < 2 ? 0 : packet[offset + 1] & 0x3F;
        };
        int micros = frames * frameMicros((packet[offset] & 0xFF) >> 3);
        return micros > 120_000 ? 0 : (int) ((long) micros * clockRate / 1_000_000);
    }

    /**
     * Whether a packet has forward error correction for the one before it: the LBRR flag of its first frame (RFC 6716
     * section 4.2.4). A packet of arbitrarily many frames (code 3), which browsers do not send, counts as having none.
     */
    public static boolean hasFec(byte[] packet, int offset, int length) {
        int configuration = (packet[offset] & 0xFF) >> 3;
        int code = packet[offset] & 0x03;
        if (length < 2 || configuration >= 16 || code == 3) {
            return false;
        }
        int first = offset + 1;
        if (code == 2) {
            first += (packet[first] & 0xFF) < 252 ? 1 : 2;
        }
        if (first >= offset + length) {
            return false;
        }
        int frames = Math.max(1, frameMicros(configuration) / 20_000);
        boolean stereo = (packet[offset] & 0x04) != 0;
        int flags = packet[first] & 0xFF;
        return (flags >> (7 - frames) & 1) != 0 || (stereo && (flags >> (6 - 2 * frames) & 1) != 0);
    }

    /** 120 ms, the most that one packet can carry. */
    static int maxSamples(int sampleRate) {
        return sampleRate / 25 * 3;
    }

    static int requireSampleRate(int sampleRate) {
        return switch (sampleRate) {
            case 8000, 12_000, 16_000, 24_000, 48_000 -> sampleRate;
            default ->
                throw new IllegalArgumentException(
                        "Opus works at 8000, 12000, 16000, 24000 or 48000 Hz, not " + sampleRate);
        };
    }

    private static int frameMicros(int configuration) {
        if (configuration < 12) {
            return SILK_MICROS[configuration & 3];
        }
        return configuration < 16 ? 10_000 << (configuration & 1) : 2500 << (configuration & 3);
    }
}
