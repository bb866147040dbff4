package dev.landline.gateway.call;

import dev.landline.gateway.config.Forwarding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a call has been sent on and where it would go next.
 *
 * @param user whose pages are called now; empty for others
 * @param rules what that person wants done with calls
 * @param path who sent the call on so far, the first one first
 */
public record Forwards(Optional<String> user, Forwarding rules, List<Hop> path) {

    /** A call is sent on at most so often, and by nobody twice. */
    static final int MOST = 5;

    static final Forwards NONE = new Forwards(Optional.empty(), Forwarding.NONE, List.of());

    public Forwards {
        path = List.copyOf(path);
    }

    /** One sending on. */
    public record Hop(String user, Occasion occasion) {}

    /** Where the call goes when this failure is what became of it. */
    Optional<Onward> after(CallFailure failure) {
        return user.flatMap(owner -> occasion(failure)
                .flatMap(occasion -> number(occasion).map(number -> new Onward(owner, number, occasion, path))));
    }

    private static Optional<Occasion> occasion(CallFailure failure) {
        if (failure == CallFailure.Plain.NOT_SIGNED_IN) {
            return Optional.of(Occasion.NOT_SIGNED_IN);
        }
        return switch (failure.sipStatus()) {
            case 486, 600, 603 -> Optional.of(Occasion.BUSY);
            case 480, 408 -> Optional.of(Occasion.NO_ANSWER);
            default -> Optional.empty();
        };
    }

    private Optional<String> number(Occasion occasion) {
        return switch (occasion) {
            case ALWAYS -> rules.always();
            case BUSY, DO_NOT_DISTURB -> rules.busy();
            case NO_ANSWER -> rules.noAnswer();
            case NOT_SIGNED_IN -> rules.notSignedIn();
            case DEFLECTED -> Optional.empty();
        };
    }

    /** How long it rings before it goes on; empty when it does not for that. */
    Optional<Duration> ringsFor() {
        return rules.noAnswer().map(_ -> rules.noAnswerAfter());
    }

    /** With one more; empty when that goes round in a circle or too far. */
    static Optional<List<Hop>> extended(List<Hop> path, String user, Occasion occasion) {
        if (path.size() >= MOST || path.stream().anyMatch(hop -> hop.user().equals(user))) {
            return Optional.empty();
        }
        List<Hop> longer = new ArrayList<>(path);
        longer.add(new Hop(user, occasion));
        return Optional.of(longer);
    }
}
