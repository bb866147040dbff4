package dev.landline.sip.trunk;

import java.util.List;
import java.util.Optional;

/**
 * How a trunk stands, for people.
 *
 * @param calls going on now, both ways
 * @param refusedFull calls that found no line free, since the start
 * @param refusedFast calls that came too fast, since the start
 * @param places empty while its name cannot be resolved
 */
public record TrunkView(
        String name,
        int calls,
        long refusedFull,
        long refusedFast,
        List<Place> places,
        Optional<Registration> registration) {

    public TrunkView {
        places = List.copyOf(places);
    }

    /**
     * One place of it.
     *
     * @param trouble why calls keep away from it now
     * @param avoidedSeconds for how long still
     */
    public record Place(String address, Liveness liveness, Optional<Trouble> trouble, long avoidedSeconds) {}

    /**
     * Our registration there.
     *
     * @param expiresInSeconds 0 while there is none
     * @param sentence what happened last
     */
    public record Registration(RegistrationState state, long expiresInSeconds, String sentence) {}

    /** Whether calls can go there. */
    public boolean isUp() {
        return places.stream().anyMatch(place -> place.liveness() != Liveness.DOWN);
    }
}
