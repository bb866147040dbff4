package dev.landline.sip.identity;

import dev.landline.sip.Party;

/**
 * One Diversion header (RFC 5806): who was called first and sent the call on.
 *
 * @param party whose call it was
 * @param reason a token such as {@code unconditional}, {@code user-busy} or {@code no-answer}
 * @param count how many diversions this one stands for, at least 1
 * @param hidden {@code privacy=full}: not to be shown to the called person
 */
public record Diversion(Party party, String reason, int count, boolean hidden) {

    /** Words that need no quotes in the header. */
    private static final String TOKEN = "[a-z0-9-]{1,32}";

    public Diversion {
        if (!reason.matches(TOKEN)) {
            reason = "unknown";
        }
        count = Math.clamp(count, 1, 99);
    }
}
