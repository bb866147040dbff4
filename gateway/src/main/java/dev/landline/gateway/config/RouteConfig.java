package dev.landline.gateway.config;

/**
 * One line of the dial plan.
 *
 * @param match digits, {@code + * #}, {@code x} for any digit, and a trailing {@code .} for one or more further
 *     characters
 * @param strip how many leading characters are taken off
 * @param prepend what is put in front after that
 * @param trunk name of the trunk that takes the call
 */
public record RouteConfig(String match, int strip, String prepend, String trunk) {}
