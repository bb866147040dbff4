package dev.landline.gateway.store;

/** Whose calls may be seen. */
public sealed interface Scope {

    /** Everybody's. */
    record Everybody() implements Scope {}

    /** Those that this person took part in or was assigned. */
    record Of(String person) implements Scope {}
}
