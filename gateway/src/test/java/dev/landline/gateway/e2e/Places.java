package dev.landline.gateway.e2e;

import java.nio.file.Path;

/** Where things lie in the repository, whoever starts the tests and from where. */
final class Places {

    private Places() {}

    /** The folder of the gateway module; Surefire names it. */
    static Path gatewayModule() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    }

    static Path repository() {
        return gatewayModule().getParent();
    }

    static Path driver() {
        return gatewayModule().resolve("src/test/e2e/browser.mjs");
    }

    /** Where playwright-core is installed. */
    static Path softphone() {
        return repository().resolve("web-softphone");
    }

    /** Screenshots of failures. */
    static Path reports() {
        return gatewayModule().resolve("target/e2e");
    }
}
