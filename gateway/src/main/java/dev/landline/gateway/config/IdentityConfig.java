package dev.landline.gateway.config;

import java.util.List;

/**
 * Who is shown to whom, for all trunks.
 *
 * @param hidePrefixes dialled in front of a number, each hides the caller's own for that call
 * @param stir how signed caller numbers are checked
 */
public record IdentityConfig(List<String> hidePrefixes, StirConfig stir) {

    public IdentityConfig {
        hidePrefixes = List.copyOf(hidePrefixes);
    }

    /** Nothing configured. */
    public static IdentityConfig standard() {
        return new IdentityConfig(List.of("*67", "#31#"), StirConfig.off());
    }
}
