package dev.landline.sip;

import java.util.Locale;

/** How SIP travels to a trunk. */
public enum SipTransport {
    UDP,
    TCP,
    TLS;

    /** By its name in a Via or URI, in any case. */
    public static SipTransport named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Its port where none is named (RFC 3261 section 19.1.2). */
    public int usualPort() {
        return this == TLS ? 5061 : 5060;
    }
}
