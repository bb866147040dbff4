package dev.landline.sip.subscription;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be subscribed to (RFC 6665 section 7.2). */
public enum EventPackage {
    /** Who is in a call: busy lamps (RFC 4235). */
    DIALOG("dialog", "application/dialog-info+xml"),
    /** Whether there is voicemail (RFC 3842). */
    MESSAGE_SUMMARY("message-summary", "application/simple-message-summary"),
    /** Who is signed in (RFC 3856). */
    PRESENCE("presence", "application/pidf+xml");

    private final String token;
    private final String contentType;

    EventPackage(String token, String contentType) {
        this.token = token;
        this.contentType = contentType;
    }

    /** As the Event header names it. */
    public String token() {
        return token;
    }

    /** Of what its NOTIFY carries. */
    public String contentType() {
        return contentType;
    }

    /** The package of an Event header; empty for one that is not served. */
    public static Optional<EventPackage> named(String token) {
        String wanted = token.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(known -> known.token.equals(wanted))
                .findFirst();
    }
}
