package dev.landline.gateway.admin;

/** Whether the gateway takes new calls. */
public sealed interface Readiness {

    record Ready() implements Readiness {}

    /**
     * Calls are taken, but something beside them does not work.
     *
     * @param sentence what
     */
    record Impaired(String sentence) implements Readiness {}

    /** It does not, and why: starting, draining. */
    record NotReady(String sentence) implements Readiness {}
}
