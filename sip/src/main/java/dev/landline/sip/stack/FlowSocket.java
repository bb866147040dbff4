package dev.landline.sip.stack;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One accepted WebSocket, as its owner (the web server) lends it to the stack. Implementations are safe from any thread.
 */
public interface FlowSocket {

    /**
     * Sends one text message.
     *
     * @return false when the socket is closed or its write queue is full: the message is not sent
     */
    boolean send(byte[] message);

    /** Closes the socket; {@link Flow#closed()} is still to be called by the owner. */
    void close();

    /** The peer's address as the web server sees it. */
    InetSocketAddress remoteAddress();

    /** The connection is TLS (wss). */
    boolean secure();

    /** The origin of the page that opened the socket, as its browser sent it. */
    default Optional<String> origin() {
        return Optional.empty();
    }
}
