package dev.landline.media.codec;

/** The two companding laws of ITU-T G.711. */
public enum G711Law {
    /** mu-law: North America and Japan; static payload type 0. */
    PCMU,
    /** A-law: the rest of the world; static payload type 8. */
    PCMA
}
