package dev.landline.media.ice;

/** What a datagram that looked like STUN turned out to be. */
public sealed interface StunParse {

    /** A Binding request, to be authenticated by the leg it names. */
    record Binding(BindingRequest request) implements StunParse {}

    /** STUN that a lite agent has no answer for: responses, indications, other methods. */
    record Irrelevant() implements StunParse {}

    /** Not STUN, or not acceptable in ICE: no USERNAME, no FINGERPRINT or a wrong one, broken attributes. */
    record Malformed() implements StunParse {}
}
