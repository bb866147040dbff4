package dev.landline.gateway.cli;

import dev.landline.gateway.admin.Logging;

/** Commands that report speak for themselves. */
final class Quiet {

    private Quiet() {}

    /** Lets only LANDLINE_LOG in the environment bring log lines between a report's. */
    static void logging() {
        if (System.getenv("LANDLINE_LOG") == null) {
            Logging.silence();
        }
    }
}
