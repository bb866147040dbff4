package dev.landline.sip.probe;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SIP over a connection that somebody has opened, TCP or TLS. */
public final class StreamWire implements ProbeWire {

    private static final Pattern LENGTH = Pattern.compile("(?im)^(?:content-length|l)\\s*:\\s*([0-9]{1,6})\\s*$");
    private static final int LONGEST = 65_536;

    private final Socket socket;
    private final String transport;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    /** @param transport as it stands in Via: {@code TCP} or {@code TLS} */
    public StreamWire(Socket socket, String transport) {
        this.socket = socket;
        this.transport = transport;
    }

    @Override
    public String transport() {
        return transport;
    }

    @Override
    public InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void send(String message) throws IOException {
        socket.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public Optional<String> receive(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[4_096];
        while (true) {
            Optional<String> whole = cut();
            if (whole.isPresent()) {
                return whole;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            socket.setSoTimeout((int) Math.max(1, left / 1_000_000));
            try {
                int count = in.read(buffer);
                if (count < 0) {
                    throw new EOFException("the other side closed the connection");
                }
                read.write(buffer, 0, count);
            } catch (SocketTimeoutException _) {
                return Optional.empty();
            }
            if (read.size() > LONGEST) {
                throw new IOException("the other side does not speak SIP");
            }
        }
    }

    /** Takes a whole message off what was read (RFC 3261 section 18.3). */
    private Optional<String> cut() {
        String text = read.toString(StandardCharsets.ISO_8859_1).replaceFirst("^[\r\n]+", "");
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return Optional.empty();
        }
        Matcher length = LENGTH.matcher(text.substring(0, end + 2));
        int whole = end + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
        if (text.length() < whole) {
            return Optional.empty();
        }
        read.reset();
        read.writeBytes(text.substring(whole).getBytes(StandardCharsets.ISO_8859_1));
        return Optional.of(text.substring(0, whole));
    }

    @Override
    public boolean isReliable() {
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
