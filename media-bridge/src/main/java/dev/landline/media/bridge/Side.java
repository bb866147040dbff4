package dev.landline.media.bridge;

/** One of the two ends of a bridge. By convention A is the leg that called and B the leg that was called. */
public enum Side {
    A,
    B;

    /** The other end. */
    public Side other() {
        return this == A ? B : A;
    }
}
