package dev.landline.bench.signalling;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A carrier on TCP that takes an INVITE and resets the connection. */
final class ResettingTrunk implements AutoCloseable {

    private final ServerSocket server = new ServerSocket();

    ResettingTrunk(String host, int port) throws IOException {
        server.bind(new InetSocketAddress(host, port), 500);
        Thread.ofVirtual().name("resetting-trunk").start(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                connection.setSoLinger(true, 0);
                if (connection.getInputStream().read() < 0) {
                    System.err.println("a connection without a word");
                }
            } catch (IOException e) {
                // The next one; or the end, which the loop sees.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
