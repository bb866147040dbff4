package dev.landline.gateway.config;

import java.util.Optional;

/**
 * What a person may do, and what becomes of its calls.
 *
 * @param doNotDisturb calls do not ring
 * @param pickupGroup accounts with the same word may take each other's calls
 * @param role whose calls it sees
 */
public record AccountFeatures(Optional<String> pickupGroup, Role role, boolean doNotDisturb, Forwarding forwarding) {

    /** The defaults of reference.conf. */
    public static final AccountFeatures STANDARD =
            new AccountFeatures(Optional.empty(), Role.USER, false, Forwarding.NONE);

    /** Somebody whose calls ring and stay. */
    public AccountFeatures(Optional<String> pickupGroup, Role role) {
        this(pickupGroup, role, false, Forwarding.NONE);
    }
}
