package dev.landline.gateway.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a person's calls go when they are not taken: numbers as the person would dial them.
 *
 * @param always all calls, without ringing
 * @param busy calls that are refused as busy or declined
 * @param noAnswer calls that nobody takes
 * @param noAnswerAfter how long those ring before
 * @param notSignedIn calls while no page is open
 */
public record Forwarding(
        Optional<String> always,
        Optional<String> busy,
        Optional<String> noAnswer,
        Optional<String> notSignedIn,
        Duration noAnswerAfter) {

    /** As in reference.conf. */
    public static final Duration USUAL_RINGING = Duration.ofSeconds(20);

    /** Calls stay where they are. */
    public static final Forwarding NONE =
            new Forwarding(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), USUAL_RINGING);

    /** The same with all calls sent on, or not. */
    public Forwarding withAlways(Optional<String> number) {
        return new Forwarding(number, busy, noAnswer, notSignedIn, noAnswerAfter);
    }
}
