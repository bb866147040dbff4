package dev.landline.gateway.cli;

/** What the process returns. */
final class ExitCode {

    /** Done, and all is well. */
    static final int GOOD = 0;

    /** Could not start, or what was asked about does not work: a call is refused, a trunk does not answer. */
    static final int FAILED = 1;

    /** The command or the configuration is wrong. */
    static final int WRONG = 2;

    private ExitCode() {}
}
