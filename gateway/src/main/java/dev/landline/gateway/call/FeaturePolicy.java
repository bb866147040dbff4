package dev.landline.gateway.call;

import dev.landline.gateway.config.GatewayConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what with calls of others.
 *
 * @param trunksThatTransfer trunks whose REFER is carried out
 * @param pickupGroupOf by account: who shares a group may take each other's calls
 * @param pickupCode what is dialled before the user or number whose ringing call is taken
 */
record FeaturePolicy(Set<String> trunksThatTransfer, Map<String, String> pickupGroupOf, Optional<String> pickupCode) {

    /** A policy without a code. */
    FeaturePolicy(Set<String> trunksThatTransfer, Map<String, String> pickupGroupOf) {
        this(trunksThatTransfer, pickupGroupOf, Optional.empty());
    }

    /** Nothing that is off by default is allowed. */
    static final FeaturePolicy STRICT = new FeaturePolicy(Set.of(), Map.of());

    FeaturePolicy {
        trunksThatTransfer = Set.copyOf(trunksThatTransfer);
        pickupGroupOf = Map.copyOf(pickupGroupOf);
    }

    static FeaturePolicy of(GatewayConfig config) {
        Set<String> transfer = new HashSet<>();
        config.trunks().forEach((name, trunk) -> {
            if (trunk.features().transfers()) {
                transfer.add(name);
            }
        });
        Map<String, String> groups = new HashMap<>();
        config.accounts()
                .forEach((user, account) ->
                        account.features().pickupGroup().ifPresent(group -> groups.put(user, group)));
        return new FeaturePolicy(transfer, groups, config.features().codes().pickup());
    }

    boolean mayTransfer(Who who) {
        return switch (who) {
            case Who.Account _ -> true;
            case Who.Line(String trunk) -> trunksThatTransfer.contains(trunk);
        };
    }

    /** Whether somebody may take a leg of another's. */
    boolean maySee(Who asker, Who owner) {
        if (asker.equals(owner)) {
            return true;
        }
        return asker instanceof Who.Account(String one)
                && owner instanceof Who.Account(String other)
                && pickupGroupOf.containsKey(one)
                && pickupGroupOf.get(one).equals(pickupGroupOf.get(other));
    }
}
