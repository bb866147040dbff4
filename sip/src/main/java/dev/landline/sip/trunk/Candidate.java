package dev.landline.sip.trunk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A place as DNS offers it (RFC 2782).
 *
 * @param priority lower ones are tried first
 * @param weight the share of the calls within one priority
 */
public record Candidate(TrunkPlace place, int priority, int weight) {

    /**
     * The places in the order in which one call tries them: by priority, and within one priority by chance in proportion to
     * the weights, as RFC 2782 draws them.
     *
     * @param random gives a number from 0 to its argument, the argument excluded
     */
    public static List<TrunkPlace> draw(List<Candidate> candidates, IntUnaryOperator random) {
        List<TrunkPlace> order = new ArrayList<>();
        candidates.stream().map(Candidate::priority).distinct().sorted().forEach(priority -> {
            List<Candidate> left = new ArrayList<>(candidates.stream()
                    .filter(candidate -> candidate.priority() == priority)
                    // Weight 0 comes first, so that it has its small chance.
                    .sorted(Comparator.comparingInt(candidate -> candidate.weight() == 0 ? 0 : 1))
                    .toList());
            while (!left.isEmpty()) {
                Candidate drawn = left.get(WeightedDraw.index(
                        left.stream().mapToInt(Candidate::weight).toArray(), random));
                left.remove(drawn);
                order.add(drawn.place());
            }
        });
        return List.copyOf(order);
    }
}
