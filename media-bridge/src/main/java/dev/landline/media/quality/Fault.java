package dev.landline.media.quality;

/** Who can do something about it. */
public enum Fault {
    NOBODY,
    /** The person or the browser that called. */
    CALLER,
    /** The person or the browser that was called. */
    CALLEE,
    /** The carrier or the PBX. */
    TRUNK,
    /** What lies between the gateway and a peer. */
    NETWORK,
    /** The gateway, its machine or its configuration. */
    GATEWAY
}
