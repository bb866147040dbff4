package dev.landline.media.codec;

/**
 * What our Opus encoder is asked for: our own tuning, and what the peer's description says.
 *
 * @param tuning bit rate, complexity and FEC as configured
 * @param fec the peer takes in-band FEC ({@code useinbandfec=1}, RFC 7587 section 6.1)
 * @param dtx the peer asks for discontinuous transmission ({@code usedtx=1})
 */
public record OpusWishes(OpusTuning tuning, boolean fec, boolean dtx) {

    /** For a peer that says nothing of it. */
    public static final OpusWishes USUAL = new OpusWishes(OpusTuning.USUAL, true, false);
}
