package dev.landline.sip.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** A way for one question at a time to a SIP peer. Blocks; for tools, not for the gateway. */
public sealed interface ProbeWire extends AutoCloseable permits UdpWire, StreamWire {

    /** As it stands in Via. */
    String transport();

    /** Our end, as it stands in Via and Contact. */
    InetSocketAddress local();

    /** Sends a whole message. */
    void send(String message) throws IOException;

    /**
     * The next whole message.
     *
     * @return empty when nothing came in time
     * @throws IOException when the peer has closed or refuses
     */
    Optional<String> receive(Duration patience) throws IOException;

    /** Whether what is sent may be lost, so that it must be repeated (RFC 3261 section 17.1.2). */
    boolean isReliable();

    @Override
    void close() throws IOException;
}
