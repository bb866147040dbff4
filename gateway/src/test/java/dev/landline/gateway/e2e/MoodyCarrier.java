package dev.landline.gateway.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A carrier on a raw socket that is well, silent, refusing or gone, as the test wishes. Its telephones are all busy. */
final class MoodyCarrier implements AutoCloseable {

    /** How it feels. */
    enum Mood {
        /** Answers OPTIONS with 200 and calls with 486. */
        WELL,
        /** Takes everything and answers nothing. */
        SILENT,
        /** Answers everything with 503. */
        REFUSING,
        /** Over TCP: its port is closed, and connections that were open are reset. */
        GONE
    }

    private final InetSocketAddress address;
    private final boolean stream;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger options = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.WELL;
    private volatile ServerSocket server;
    private DatagramSocket datagrams;

    private MoodyCarrier(InetSocketAddress address, boolean stream) throws IOException {
        this.address = address;
        this.stream = stream;
        if (stream) {
            listen();
        } else {
            datagrams = new DatagramSocket(address);
            Thread.ofPlatform().daemon(true).name("carrier-udp").start(this::readDatagrams);
        }
    }

    static MoodyCarrier udp(int host) throws IOException {
        return new MoodyCarrier(at(host), false);
    }

    static MoodyCarrier tcp(int host) throws IOException {
        return new MoodyCarrier(at(host), true);
    }

    private static InetSocketAddress at(int host) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 9, (byte) host}), Ports.free());
    }

    InetSocketAddress address() {
        return address;
    }

    /** Calls that reached it, by their Call-ID, in order and once each. */
    List<String> calls() {
        return calls.stream().distinct().collect(Collectors.toList());
    }

    int options() {
        return options.get();
    }

    void feel(Mood next) throws IOException {
        Mood before = mood;
        mood = next;
        if (next == Mood.GONE) {
            server.close();
            for (Socket socket : open) {
                socket.setSoLinger(true, 0); // A reset, not an orderly end.
                socket.close();
            }
            open.clear();
        } else if (before == Mood.GONE) {
            listen();
        }
    }

    private void listen() throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(address);
        server = listening;
        Thread.ofPlatform().daemon(true).name("carrier-tcp").start(() -> accept(listening));
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofPlatform().daemon(true).name("carrier-tcp").start(() -> readStream(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void readStream(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                head.append((char) next);
                if (head.toString().endsWith("\r\n\r\n") && !head.toString().isBlank()) {
                    String message = head.toString();
                    in.readNBytes(length(message));
                    head.setLength(0);
                    String answer = answer(message);
                    if (!answer.isEmpty()) {
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                        socket.getOutputStream().flush();
                    }
                }
            }
        } catch (IOException reset) {
            open.remove(socket);
        }
    }

    private static int length(String message) {
        return Integer.parseInt(header(message, "Content-Length"));
    }

    private void readDatagrams() {
        byte[] buffer = new byte[65_535];
        while (!datagrams.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                datagrams.receive(packet);
                String answer = answer(new String(Arrays.copyOf(buffer, packet.getLength()), StandardCharsets.UTF_8));
                if (!answer.isEmpty()) {
                    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                    datagrams.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private String answer(String message) {
        String method = message.substring(0, Math.max(0, message.indexOf(' ')));
        if (method.equals("OPTIONS")) {
            options.incrementAndGet();
        }
        if (method.equals("INVITE")) {
            calls.add(header(message, "Call-ID"));
        }
        boolean asks = method.equals("OPTIONS") || method.equals("INVITE") || method.equals("CANCEL");
        return switch (mood) {
            case WELL -> asks ? response(message, method.equals("INVITE") ? "486 Busy Here" : "200 OK") : "";
            case REFUSING -> asks ? response(message, "503 Service Unavailable") : "";
            case SILENT, GONE -> "";
        };
    }

    static String response(String request, String status) {
        StringBuilder out = new StringBuilder("SIP/2.0 ").append(status).append("\r\n");
        for (String line : request.split("\r\n", -1)) {
            if (line.startsWith("Via:")
                    || line.startsWith("From:")
                    || line.startsWith("Call-ID:")
                    || line.startsWith("CSeq:")) {
                out.append(line).append("\r\n");
            } else if (line.startsWith("To:")) {
                out.append(line)
                        .append(line.contains(";tag=") ? "" : ";tag=carrier")
                        .append("\r\n");
            }
        }
        return out + "Content-Length: 0\r\n\r\n";
    }

    static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        try {
            if (stream) {
                server.close();
            } else {
                datagrams.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
