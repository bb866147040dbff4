package dev.landline.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How Identity headers (STIR/SHAKEN, RFC 8224) are checked.
 *
 * @param certificates folder of PEM files, each named as the last part of the certificate's URL; empty checks nothing
 * @param urls certificate URLs whose file has another name
 * @param freshness how old a signature may be
 * @param refuseInvalid a call whose signature is wrong is refused
 */
public record StirConfig(
        Optional<Path> certificates, Map<String, String> urls, Duration freshness, boolean refuseInvalid) {

    public StirConfig {
        urls = Map.copyOf(urls);
    }

    /** Nothing is checked. */
    public static StirConfig off() {
        return new StirConfig(Optional.empty(), Map.of(), Duration.ofSeconds(60), false);
    }
}
