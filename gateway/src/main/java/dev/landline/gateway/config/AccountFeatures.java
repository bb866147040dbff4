package dev.landline.gateway.config;

import java.util.Optional;

/**
 * What becomes of a person's calls.
 *
 * @param pickupGroup accounts with the same word may take each other's calls
 */
public record AccountFeatures(Optional<String> pickupGroup) {

    /** The defaults of reference.conf. */
    public static final AccountFeatures STANDARD = new AccountFeatures(Optional.empty());
}
