package dev.landline.gateway.config;

import java.util.List;

/**
 * One line of the dial plan.
 *
 * @param match digits, {@code + * #}, {@code x} for any digit, and a trailing {@code .} for one or more further
 *     characters
 * @param strip how many leading characters are taken off
 * @param prepend what is put in front after that
 * @param trunks the trunks that take the call, by priority; at least one
 * @param from names of the trunks whose calls may take this route, besides those of browsers
 * @param sound how its calls sound, where that differs
 */
public record RouteConfig(
        String match, int strip, String prepend, List<RouteTrunk> trunks, List<String> from, RouteSound sound) {

    public RouteConfig {
        trunks = List.copyOf(trunks);
        from = List.copyOf(from);
    }

    /** Whether this trunk is one of those that take the call. */
    public boolean leadsTo(String trunk) {
        return trunks.stream().anyMatch(taker -> taker.name().equals(trunk));
    }

    /** A route to one trunk. */
    public RouteConfig(String match, int strip, String prepend, String trunk, List<String> from, RouteSound sound) {
        this(match, strip, prepend, List.of(RouteTrunk.only(trunk)), from, sound);
    }

    /** A route for browsers only. */
    public RouteConfig(String match, int strip, String prepend, String trunk, RouteSound sound) {
        this(match, strip, prepend, trunk, List.of(), sound);
    }

    /** A route that says nothing about sound. */
    public RouteConfig(String match, int strip, String prepend, String trunk) {
        this(match, strip, prepend, trunk, RouteSound.NONE);
    }
}
