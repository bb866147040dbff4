package dev.landline.media.dtls;

/** Where DTLS sends its datagrams. Called on DTLS threads. */
@FunctionalInterface
public interface DatagramSink {

    /** Sends, or loses, one datagram; the bytes may be reused when this returns. */
    void send(byte[] bytes, int offset, int length);
}
