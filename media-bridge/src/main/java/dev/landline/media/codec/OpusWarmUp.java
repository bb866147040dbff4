package dev.landline.media.codec;

/**
 * Makes the JIT compile what calls will use before the first call does: our own direction at 8 kHz, and decoding of each
 * mode a browser may send (SILK, hybrid, CELT), with concealment and FEC.
 */
final class OpusWarmUp {

    private static final int[] BROWSER_BITRATES = {16_000, 28_000, 64_000};

    private OpusWarmUp() {}

    /** Runs {@code frames} frames of 20 ms through each mode. */
    static void run(OpusEngine engine, int frames) {
        for (int bitrate : BROWSER_BITRATES) {
            run(engine, new OpusEncoderSettings(48_000, bitrate, 1, true, 5, false), frames / 4 + 1, frames);
        }
        run(engine, OpusEncoderSettings.narrowband(), frames * 2, frames);
        run(engine, OpusEncoderSettings.narrowband().expectingNoLoss(), frames * 2, frames);
    }

    /** Encodes {@code encodes} frames and decodes them over and over until {@code decodes} frames are done. */
    private static void run(OpusEngine engine, OpusEncoderSettings settings, int encodes, int decodes) {
        int samples = settings.sampleRate() / 50;
        short[] pcm = new short[samples];
        short[] decoded = new short[OpusPacket.maxSamples(8000)];
        byte[][] packets = new byte[encodes][];
        byte[] packet = new byte[OpusPacket.MAX_LENGTH];
        try (OpusEncoder encoder = engine.newEncoder(settings);
                OpusDecoder decoder = engine.newDecoder(8000)) {
            for (int frame = 0; frame < encodes; frame++) {
                speechLike(pcm, frame * samples, settings.sampleRate());
                int length = encoder.encode(pcm, 0, samples, packet, 0, packet.length);
                packets[frame] = java.util.Arrays.copyOf(packet, Math.max(1, length));
            }
            for (int frame = 0; frame < decodes; frame++) {
                byte[] next = packets[frame % encodes];
                if (frame % 8 == 7) {
                    decoder.conceal(decoded, 0, 160);
                } else if (frame % 8 == 3) {
                    decoder.decodeFec(next, 0, next.length, decoded, 0, 160);
                }
                decoder.decode(next, 0, next.length, decoded, 0, decoded.length);
            }
        }
    }

    /** A voice-like buzz with pauses, so that the voiced, unvoiced and silent branches all run. */
    private static void speechLike(short[] pcm, int firstSample, int sampleRate) {
        int noise = 22_222 + firstSample;
        for (int i = 0; i < pcm.length; i++) {
            double seconds = (firstSample + i) / (double) sampleRate;
            noise = noise * 1_103_515_245 + 12_345;
            double voice = 0;
            for (int harmonic = 1; harmonic <= 6; harmonic++) {
                voice += Math.sin(2 * Math.PI * 130 * harmonic * seconds) / harmonic;
            }
            double loudness = Math.max(0, Math.sin(2 * Math.PI * 3 * seconds));
            pcm[i] = (short) (6000 * loudness * voice + (noise >> 24));
        }
    }
}
