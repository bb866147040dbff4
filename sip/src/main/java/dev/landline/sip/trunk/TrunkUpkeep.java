package dev.landline.sip.trunk;

import java.util.List;
import java.util.Optional;

/**
 * What it takes to be a trunk's customer.
 *
 * @param register how we register there; empty when the trunk knows where we are
 * @param health how it is asked whether it is alive
 * @param limits what its contract allows
 * @param sources where its calls come from, besides its own places
 */
public record TrunkUpkeep(
        Optional<RegisterSettings> register, HealthSettings health, TrunkLimits limits, List<SourceNetwork> sources) {

    public TrunkUpkeep {
        sources = List.copyOf(sources);
    }

    /** No registration, OPTIONS every 30 seconds, no limit. */
    public static TrunkUpkeep standard() {
        return new TrunkUpkeep(Optional.empty(), HealthSettings.standard(), TrunkLimits.NONE, List.of());
    }
}
