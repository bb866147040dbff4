package dev.landline.gateway.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A carrier over UDP that refuses each call in the way that it was last told to, or lets it ring for ever. */
final class RefusingCarrier implements AutoCloseable {

    private final DatagramSocket socket;
    private volatile String status = "";
    private volatile String header = "";
    private volatile String invite = "";

    RefusingCarrier(InetSocketAddress address) throws IOException {
        socket = new DatagramSocket(address);
        Thread.ofPlatform().daemon(true).name("refusing-carrier").start(this::read);
    }

    /**
     * From now on.
     *
     * @param newStatus such as {@code 404 Not Found}
     * @param newHeader a further line; may be empty
     */
    void refuses(String newStatus, String newHeader) {
        header = newHeader;
        status = newStatus;
    }

    void ringsForEver() {
        refuses("", "");
    }

    private void read() {
        byte[] buffer = new byte[65_535];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                String message = new String(Arrays.copyOf(buffer, packet.getLength()), StandardCharsets.UTF_8);
                answer(message, packet.getSocketAddress());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(String message, SocketAddress to) throws IOException {
        switch (message.substring(0, Math.max(0, message.indexOf(' ')))) {
            case "INVITE" -> {
                invite = message;
                send(MoodyCarrier.response(message, status.isEmpty() ? "180 Ringing" : status), to);
            }
            case "CANCEL" -> {
                send(MoodyCarrier.response(message, "200 OK"), to);
                send(MoodyCarrier.response(invite, "487 Request Terminated"), to);
            }
            default -> {
                // ACK: it has its answer.
            }
        }
    }

    private void send(String response, SocketAddress to) throws IOException {
        String whole =
                header.isEmpty() ? response : response.replace("Content-Length:", header + "\r\nContent-Length:");
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    @Override
    public void close() {
        socket.close();
    }
}
