package dev.landline.sip.subscription;

import java.util.Locale;

/**
 * One call of a user as watchers are told of it. With whom it is stays between those two.
 *
 * @param id names the call among the user's calls
 * @param initiator the user calls; otherwise the user is called
 */
public record LineState(String id, boolean initiator, State state) {

    /** RFC 4235 section 3.7.1, the states that are told apart here. */
    public enum State {
        TRYING,
        EARLY,
        CONFIRMED,
        TERMINATED;

        String token() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
