package dev.landline.media.codec;

/**
 * ITU-T G.711 companding by table. Linear samples are 16 bits with the recommendation's 14-bit (mu-law) or 13-bit
 * (A-law) value in the upper bits; a negative sample is folded by one's complement, as the ITU's own software tools
 * (G.191) do, so that both halves of the scale have equally wide steps. Stateless and thread-safe.
 */
public final class G711 {

    private static final byte[] MU_LAW_CODES = muLawCodes();
    private static final byte[] A_LAW_CODES = aLawCodes();
    private static final short[] MU_LAW_SAMPLES = muLawSamples();
    private static final short[] A_LAW_SAMPLES = aLawSamples();

    private G711() {}

    /** The code of one sample, in the form that goes on the wire (mu-law inverted, A-law with even bits inverted). */
    public static byte encode(G711Law law, short sample) {
        return switch (law) {
            case PCMU -> MU_LAW_CODES[(sample & 0xFFFF) >>> 2];
            case PCMA -> A_LAW_CODES[(sample & 0xFFFF) >>> 4];
        };
    }

    /** The sample of one code. */
    public static short decode(G711Law law, byte code) {
        return switch (law) {
            case PCMU -> MU_LAW_SAMPLES[code & 0xFF];
            case PCMA -> A_LAW_SAMPLES[code & 0xFF];
        };
    }

    /** Encodes {@code samples} samples; one byte each. */
    public static void encode(G711Law law, short[] pcm, int pcmOffset, int samples, byte[] out, int outOffset) {
        byte[] codes = law == G711Law.PCMU ? MU_LAW_CODES : A_LAW_CODES;
        int shift = law == G711Law.PCMU ? 2 : 4;
        for (int i = 0; i < samples; i++) {
            out[outOffset + i] = codes[(pcm[pcmOffset + i] & 0xFFFF) >>> shift];
        }
    }

    /** Decodes {@code length} codes; one sample each. */
    public static void decode(G711Law law, byte[] codes, int offset, int length, short[] pcm, int pcmOffset) {
        short[] samples = law == G711Law.PCMU ? MU_LAW_SAMPLES : A_LAW_SAMPLES;
        for (int i = 0; i < length; i++) {
            pcm[pcmOffset + i] = samples[codes[offset + i] & 0xFF];
        }
    }

    /** The code of digital silence: 0xFF for mu-law, 0xD5 for A-law (whose smallest step is +8, not 0). */
    public static byte silence(G711Law law) {
        return encode(law, (short) 0);
    }

    /** Indexed by the upper 14 bits of a sample. */
    private static byte[] muLawCodes() {
        byte[] codes = new byte[1 << 14];
        for (int index = 0; index < codes.length; index++) {
            boolean negative = index >= codes.length / 2;
            int magnitude = negative ? codes.length - 1 - index : index;
            int biased = Math.min(magnitude + 33, 0x1FFF);
            int segment = 26 - Integer.numberOfLeadingZeros(biased);
            int step = (biased >> (segment + 1)) & 0x0F;
            codes[index] = (byte) ~((negative ? 0x80 : 0) | segment << 4 | step);
        }
        return codes;
    }

    /** Indexed by the upper 12 bits of a sample: the 13th bit never decides a code. */
    private static byte[] aLawCodes() {
        byte[] codes = new byte[1 << 12];
        for (int index = 0; index < codes.length; index++) {
            boolean negative = index >= codes.length / 2;
            int magnitude = negative ? codes.length - 1 - index : index;
            int segment = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude));
            int step = (segment == 0 ? magnitude : magnitude >> (segment - 1)) & 0x0F;
            codes[index] = (byte) (((negative ? 0 : 0x80) | segment << 4 | step) ^ 0x55);
        }
        return codes;
    }

    private static short[] muLawSamples() {
        short[] samples = new short[256];
        for (int code = 0; code < samples.length; code++) {
            int bits = ~code;
            int segment = bits >> 4 & 0x07;
            int magnitude = ((((bits & 0x0F) << 1) + 33) << segment) - 33;
            samples[code] = (short) ((bits & 0x80) == 0 ? magnitude << 2 : -(magnitude << 2));
        }
        return samples;
    }

    private static short[] aLawSamples() {
        short[] samples = new short[256];
        for (int code = 0; code < samples.length; code++) {
            int bits = code ^ 0x55;
            int segment = bits >> 4 & 0x07;
            int step = (bits & 0x0F) << 1 | 1;
            int magnitude = segment == 0 ? step : (step + 32) << (segment - 1);
            samples[code] = (short) ((bits & 0x80) != 0 ? magnitude << 3 : -(magnitude << 3));
        }
        return samples;
    }
}
