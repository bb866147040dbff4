package dev.landline.media.ice;

/** How the gateway takes part in ICE toward browsers. */
public enum IceMode {
    /** It answers checks and never sends first (RFC 8445 section 2.5): for an address that browsers can reach. */
    LITE,
    /** It checks and gathers candidates as a browser does: for a gateway that is itself behind NAT. */
    FULL
}
