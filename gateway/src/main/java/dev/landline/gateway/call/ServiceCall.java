package dev.landline.gateway.call;

import dev.landline.gateway.config.FeatureCodes;
import java.util.Optional;

/** What the gateway itself does for somebody who dials a feature code. */
public sealed interface ServiceCall {

    /** Whose wishes change. */
    String user();

    /** Calls do not ring any more, or again. */
    record Undisturbed(String user, boolean on) implements ServiceCall {}

    /** All calls go to a number, or to nobody but the person again. */
    record ForwardAlways(String user, Optional<String> number) implements ServiceCall {}

    /** The code in what a person dialled; empty for a number. */
    static Optional<ServiceCall> of(FeatureCodes codes, String user, String dialled) {
        if (codes.undisturbedOn().filter(dialled::equals).isPresent()) {
            return Optional.of(new Undisturbed(user, true));
        }
        if (codes.undisturbedOff().filter(dialled::equals).isPresent()) {
            return Optional.of(new Undisturbed(user, false));
        }
        if (codes.forwardOff().filter(dialled::equals).isPresent()) {
            return Optional.of(new ForwardAlways(user, Optional.empty()));
        }
        return rest(codes.forwardOn(), dialled).map(number -> new ForwardAlways(user, Optional.of(number)));
    }

    /** What follows a code; empty when it is another code, or nothing follows. */
    static Optional<String> rest(Optional<String> code, String dialled) {
        return code.filter(begin -> dialled.startsWith(begin) && dialled.length() > begin.length())
                .map(begin -> dialled.substring(begin.length()));
    }
}
