package dev.landline.gateway;

import dev.landline.gateway.admin.Logging;
import dev.landline.gateway.cli.LandlineCommand;

/** The process: everything it does is said on its command line. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Logging.bridge();
        System.exit(LandlineCommand.run(arguments));
    }
}
