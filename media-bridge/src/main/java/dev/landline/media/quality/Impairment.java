package dev.landline.media.quality;

/**
 * What a codec costs on the E-model's scale (ITU-T G.107): its impairment without loss, and how well it bears loss. The
 * scale is the narrow-band one, on which nothing is better than clean G.711: wider sound earns no bonus here, so that
 * numbers of different calls can be compared.
 */
public enum Impairment {
    /** Concealed in the manner of G.711 Appendix I; Ie and Bpl of ITU-T G.113 Appendix I for random loss. */
    G711_CONCEALED(0, 25.1),

    /** Silence where a packet is missing; Ie and Bpl of ITU-T G.113 Appendix I. */
    G711_PLAIN(0, 4.3),

    /**
     * ITU-T gives no value on the narrow-band scale. Assumed: as good as G.711 without loss, and less robust, because the
     * predictor is wrong for a while after each hole.
     */
    G722_CONCEALED(0, 14),

    /**
     * ITU-T gives no value on the narrow-band scale. Assumed: Ie 0, and a Bpl fitted to narrow-band PESQ of libopus at 32
     * kb/s with its own concealment (about 3.8 at 5 % random loss). What FEC or RED restored is not loss here.
     */
    OPUS(0, 20);

    private final double ie;
    private final double bpl;

    Impairment(double ie, double bpl) {
        this.ie = ie;
        this.bpl = bpl;
    }

    /** Equipment impairment factor without loss, 0 to 55. */
    public double ie() {
        return ie;
    }

    /** Packet-loss robustness factor: the larger, the less loss hurts. */
    public double bpl() {
        return bpl;
    }
}
