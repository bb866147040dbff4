package dev.landline.gateway.config;

/** How digits go to a trunk. From it they are taken in every form. */
public enum DtmfMode {
    /** Telephone events when the trunk agrees to them, tones in the sound otherwise. */
    AUTO,
    /** Telephone events (RFC 4733) or not at all. */
    RFC4733,
    /** SIP INFO with {@code application/dtmf-relay}. */
    INFO,
    /** Tones in the sound. */
    INBAND
}
