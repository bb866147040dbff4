package dev.landline.media.ice;

import org.ice4j.message.Request;

/**
 * A well-formed STUN Binding request with a USERNAME, not yet authenticated. Attributes behind MESSAGE-INTEGRITY are
 * not in it (RFC 8489 section 14.5).
 */
public final class BindingRequest {

    /** The role the peer says it has (RFC 8445 section 7.1.3). */
    enum Role {
        CONTROLLING,
        CONTROLLED,
        NONE
    }

    private final Request message;
    private final byte[] packet;
    private final int integrityOffset;
    private final String username;
    private final Role role;
    private final boolean useCandidate;
    private final char[] unknownAttributes;

    BindingRequest(
            Request message,
            byte[] packet,
            int integrityOffset,
            String username,
            Role role,
            boolean useCandidate,
            char[] unknownAttributes) {
        this.message = message;
        this.packet = packet;
        this.integrityOffset = integrityOffset;
        this.username = username;
        this.role = role;
        this.useCandidate = useCandidate;
        this.unknownAttributes = unknownAttributes;
    }

    /** The part of the USERNAME before the colon: whom the request is for. The whole when there is no colon. */
    public String localUfrag() {
        int colon = username.indexOf(':');
        return colon < 0 ? username : username.substring(0, colon);
    }

    String username() {
        return username;
    }

    Role role() {
        return role;
    }

    boolean useCandidate() {
        return useCandidate;
    }

    /** Comprehension-required attributes that we do not know. */
    char[] unknownAttributes() {
        return unknownAttributes;
    }

    Request message() {
        return message;
    }

    /** The whole datagram. */
    byte[] packet() {
        return packet;
    }

    /** Where MESSAGE-INTEGRITY starts in the datagram, or -1 when there is none. */
    int integrityOffset() {
        return integrityOffset;
    }
}
