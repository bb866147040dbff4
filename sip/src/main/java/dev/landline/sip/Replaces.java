package dev.landline.sip;

import java.util.Locale;
import java.util.Optional;

/**
 * Names a dialog that a call takes the place of (RFC 3891), as the side that names it sees it.
 *
 * @param toTag a tag of the dialog
 * @param fromTag its other tag
 * @param earlyOnly nothing is replaced once the dialog is answered
 */
public record Replaces(String callId, String toTag, String fromTag, boolean earlyOnly) {

    private static final int MAX_LENGTH = 512;

    /** Reads a Replaces header's value; empty when it is longer than 512 characters or lacks a tag. */
    public static Optional<Replaces> parse(String text) {
        String[] parts = text.strip().split(";", 16);
        if (text.length() > MAX_LENGTH || parts[0].isBlank()) {
            return Optional.empty();
        }
        String toTag = "";
        String fromTag = "";
        boolean early = false;
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = (equals < 0 ? parts[i] : parts[i].substring(0, equals)).strip();
            String value = equals < 0 ? "" : parts[i].substring(equals + 1).strip();
            switch (name.toLowerCase(Locale.ROOT)) {
                case "to-tag" -> toTag = value;
                case "from-tag" -> fromTag = value;
                case "early-only" -> early = true;
                default -> {
                    // Other parameters do not change which dialog is meant.
                }
            }
        }
        return toTag.isEmpty() || fromTag.isEmpty()
                ? Optional.empty()
                : Optional.of(new Replaces(parts[0].strip(), toTag, fromTag, early));
    }

    /** As a header's value. */
    public String value() {
        return callId + ";to-tag=" + toTag + ";from-tag=" + fromTag + (earlyOnly ? ";early-only" : "");
    }

    /** Whether these are its two tags: each side of a dialog, and whoever was told of it, writes them its own way round. */
    public boolean hasTags(String one, String other) {
        return (toTag.equals(one) && fromTag.equals(other)) || (toTag.equals(other) && fromTag.equals(one));
    }
}
