package dev.landline.sip.stack;

/** Marks a 503 that was made here because a message could not leave, and that no peer has sent. */
enum TransportFailure {
    MARK
}
