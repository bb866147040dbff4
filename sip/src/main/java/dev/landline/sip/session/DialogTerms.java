package dev.landline.sip.session;

/**
 * How dialogs with a peer are conducted.
 *
 * @param reliability what its provisional answers and ours are worth
 * @param timer how its sessions are kept alive
 */
public record DialogTerms(Reliability reliability, TimerTerms timer) {

    /** As with a peer of whom nothing is said. */
    public static final DialogTerms STANDARD = new DialogTerms(Reliability.SUPPORTED, TimerTerms.STANDARD);

    /** Reliable provisional answers (RFC 3262). */
    public enum Reliability {
        /** We do not know them: a caller that requires them gets 420. */
        OFF,
        /** We confirm those that come, and send them to a caller that requires them. */
        SUPPORTED,
        /** We require them of whom we call, and send them to every caller that knows them. */
        REQUIRED
    }
}
