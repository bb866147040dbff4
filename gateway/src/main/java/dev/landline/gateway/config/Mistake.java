package dev.landline.gateway.config;

/**
 * One thing wrong in the configuration.
 *
 * @param place {@code file:line}, or the name of the environment variable the value came from
 * @param key full key, such as {@code landline.http.port}
 * @param sentence what is wrong and what would be right; never shows a secret
 */
public record Mistake(String place, String key, String sentence) {

    @Override
    public String toString() {
        return place + ": " + key + ": " + sentence;
    }
}
