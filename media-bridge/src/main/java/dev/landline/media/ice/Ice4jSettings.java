package dev.landline.media.ice;

import com.typesafe.config.ConfigFactory;

/**
 * The settings ice4j reads once, when its first class loads. They are system properties because that is the only way
 * to reach them before; this is the one place that sets any.
 */
final class Ice4jSettings {

    private Ice4jSettings() {}

    /** Must run before any other ice4j class is touched. Values given on the command line win. */
    static void apply() {
        // The default asks a cloud metadata address over HTTP at first use, which stalls half a second and leaks a
        // request.
        setUnlessGiven("ice4j.harvest.mapping.aws.enabled", "false");
        setUnlessGiven("ice4j.harvest.udp.use-dynamic-ports", "false");
        setUnlessGiven("ice4j.use-component-socket", "false");
        // Sixteen bytes in every response that tell an attacker what he talks to.
        setUnlessGiven("ice4j.software", "");
        // Addresses of callers are personal data.
        setUnlessGiven("ice4j.redact-remote-addresses", "true");
        // Whoever read a configuration before us has made the library remember the properties as they were.
        ConfigFactory.invalidateCaches();
    }

    private static void setUnlessGiven(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
