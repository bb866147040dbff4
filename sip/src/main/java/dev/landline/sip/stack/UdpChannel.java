package dev.landline.sip.stack;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** A peer on UDP. */
final class UdpChannel extends SipChannel {

    private final InetSocketAddress peer;
    private final DatagramSocket socket;

    UdpChannel(UdpProcessor processor, InetSocketAddress peer, DatagramSocket socket, SipCounters counters) {
        super(processor, peer.getAddress(), peer.getPort(), counters);
        this.peer = peer;
        this.socket = socket;
    }

    @Override
    InetSocketAddress remote() {
        return peer;
    }

    @Override
    void write(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, peer));
    }

    @Override
    public boolean isReliable() {
        return false;
    }

    @Override
    public void close() {
        // The socket is shared by all peers.
    }
}
