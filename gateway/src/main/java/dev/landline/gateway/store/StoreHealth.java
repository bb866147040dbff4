package dev.landline.gateway.store;

/** How the database is. */
public sealed interface StoreHealth {

    /** What is given is written. */
    record Up() implements StoreHealth {}

    /**
     * What is given waits.
     *
     * @param sentence why, without addresses and passwords
     */
    record Down(String sentence) implements StoreHealth {}
}
