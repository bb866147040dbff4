package dev.landline.gateway.demo;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import java.util.Arrays;

/** A sound in both companding laws, ready to be cut into packets. Immutable and shared by all calls. */
final class Sound {

    private final byte[] muLaw;
    private final byte[] aLaw;
    private final boolean endless;

    private Sound(byte[] muLaw, byte[] aLaw, boolean endless) {
        this.muLaw = muLaw;
        this.aLaw = aLaw;
        this.endless = endless;
    }

    /** A sound that ends. */
    static Sound of(short[] samples) {
        return new Sound(encode(G711Law.PCMU, samples), encode(G711Law.PCMA, samples), false);
    }

    /** A sound that starts again when it is over; each law may have its own samples. */
    static Sound endless(short[] forMuLaw, short[] forALaw) {
        return new Sound(encode(G711Law.PCMU, forMuLaw), encode(G711Law.PCMA, forALaw), true);
    }

    private static byte[] encode(G711Law law, short[] samples) {
        byte[] codes = new byte[samples.length];
        G711.encode(law, samples, 0, samples.length, codes, 0);
        return codes;
    }

    /** The sound never ends. */
    boolean isEndless() {
        return endless;
    }

    /** How long it plays once, in milliseconds. */
    long millis() {
        return muLaw.length * 1_000L / ToneWriter.SAMPLE_RATE;
    }

    /**
     * Copies the next codes; after the end of a sound that ends comes silence.
     *
     * @param position samples played so far
     * @return the position for the next call, or -1 when the sound ended within these codes or before
     */
    int copy(G711Law law, int position, byte[] out, int offset, int count) {
        byte[] codes = law == G711Law.PCMU ? muLaw : aLaw;
        int at = position;
        for (int i = 0; i < count; i++) {
            if (at == codes.length) {
                if (!endless) {
                    Arrays.fill(out, offset + i, offset + count, G711.silence(law));
                    return -1;
                }
                at = 0;
            }
            out[offset + i] = codes[at++];
        }
        return at;
    }
}
