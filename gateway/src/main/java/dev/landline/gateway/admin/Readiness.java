package dev.landline.gateway.admin;

/** Whether the gateway takes new calls. */
public sealed interface Readiness {

    record Ready() implements Readiness {}

    /** It does not, and why: starting, draining. */
    record NotReady(String sentence) implements Readiness {}
}
