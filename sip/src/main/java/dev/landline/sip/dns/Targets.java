package dev.landline.sip.dns;

import dev.landline.sip.trunk.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * What a search came to.
 *
 * @param candidates the places, best first; empty when there are none
 * @param problem why there is none, or why DNS could not say, in words
 */
public record Targets(List<Candidate> candidates, Optional<String> problem) {
    public Targets {
        candidates = List.copyOf(candidates);
    }
}
