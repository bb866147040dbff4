package dev.landline.gateway.config;

/**
 * One of the trunks that a route names.
 *
 * @param name name of the trunk
 * @param priority lower ones are tried first
 * @param weight the share of the calls among those of one priority
 */
public record RouteTrunk(String name, int priority, int weight) {

    /** The only one, or the first. */
    public static RouteTrunk only(String name) {
        return new RouteTrunk(name, 1, 1);
    }
}
