package dev.landline.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * What a person may do, and what becomes of its calls.
 *
 * @param doNotDisturb calls do not ring
 * @param pickupGroup accounts with the same word may take each other's calls
 * @param role whose calls it sees
 * @param mayCall all that it may dial, as it is dialled; empty is whatever the dial plan allows
 */
public record AccountFeatures(
        Optional<String> pickupGroup, Role role, boolean doNotDisturb, Forwarding forwarding, List<String> mayCall) {

    /** The defaults of reference.conf. */
    public static final AccountFeatures STANDARD = new AccountFeatures(Optional.empty(), Role.USER);

    public AccountFeatures {
        mayCall = List.copyOf(mayCall);
    }

    /** Somebody whose calls ring and stay. */
    public AccountFeatures(Optional<String> pickupGroup, Role role) {
        this(pickupGroup, role, false, Forwarding.NONE, List.of());
    }
}
