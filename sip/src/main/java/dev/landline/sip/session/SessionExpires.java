package dev.landline.sip.session;

import java.util.Locale;
import java.util.Optional;

/**
 * The Session-Expires header (RFC 4028 section 4).
 *
 * @param seconds how long the session lives without a refresh
 * @param refresher who refreshes it, seen from the transaction that says so
 */
public record SessionExpires(long seconds, Refresher refresher) {

    /** The client or the server of the transaction that carries the header. */
    public enum Refresher {
        UNSAID,
        UAC,
        UAS
    }

    /** Longer than any call may be; larger numbers are taken for this. */
    static final long LONGEST_SECONDS = 7 * 86_400;

    /** Reads the header's value; empty when it is not one number with parameters. */
    public static Optional<SessionExpires> parse(String value) {
        String[] parts = value.strip().split("\\s*;\\s*", 8);
        if (!parts[0].matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        Refresher refresher = Refresher.UNSAID;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replaceAll("\\s", "").toLowerCase(Locale.ROOT);
            if (parameter.equals("refresher=uac")) {
                refresher = Refresher.UAC;
            } else if (parameter.equals("refresher=uas")) {
                refresher = Refresher.UAS;
            }
        }
        return Optional.of(new SessionExpires(Math.min(Long.parseLong(parts[0]), LONGEST_SECONDS), refresher));
    }

    /** As it is written. */
    public String value() {
        return switch (refresher) {
            case UNSAID -> Long.toString(seconds);
            case UAC -> seconds + ";refresher=uac";
            case UAS -> seconds + ";refresher=uas";
        };
    }
}
