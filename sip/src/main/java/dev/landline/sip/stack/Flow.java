package dev.landline.sip.stack;

import dev.landline.sip.FlowId;

/** The stack's side of one WebSocket: the owner of the socket feeds it. */
public interface Flow {

    FlowId id();

    /**
     * One complete WebSocket message: one SIP message, or CRLF keep-alive (RFC 7118 section 6, RFC 5626 section 3.5.1).
     * Called in order, by one thread at a time; the array is not kept beyond the call.
     */
    void received(byte[] message);

    /** The socket is gone. */
    void closed();
}
