package dev.landline.gateway.config;

import java.util.List;

/** What reading the configuration came to. */
public sealed interface ConfigResult {

    record Valid(GatewayConfig config) implements ConfigResult {}

    /**
     * Something is wrong.
     *
     * @param mistakes at least one, in the order of reference.conf
     */
    record Invalid(List<Mistake> mistakes) implements ConfigResult {

        public Invalid {
            mistakes = List.copyOf(mistakes);
        }
    }
}
