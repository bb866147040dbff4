package dev.landline.gateway.config;

import java.util.List;

/** What reading the configuration came to. */
public sealed interface ConfigResult {

    /**
     * It can be used.
     *
     * @param warnings what is allowed but seldom meant, in the order of reference.conf
     */
    record Valid(GatewayConfig config, List<Mistake> warnings) implements ConfigResult {

        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

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
