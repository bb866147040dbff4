package dev.landline.gateway.config;

/** What a person sees through the API. */
public enum Role {
    /** Their own calls, and contacts that are theirs or everybody's. */
    USER,
    /** The calls of everybody, and changes everybody's contacts. */
    SUPERVISOR
}
