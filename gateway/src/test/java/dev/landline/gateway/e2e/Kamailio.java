package dev.landline.gateway.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Debian's kamailio as a small PBX: registrar and proxy at 127.0.0.9, with digest for everybody, UDP for its phones and TLS
 * for the gateway. See {@code src/test/kamailio/kamailio.cfg}.
 */
final class Kamailio implements AutoCloseable {

    /** Of every account there. */
    static final String PASSWORD = "of-the-pbx";

    private static final InetAddress ADDRESS = InetAddress.ofLiteral("127.0.0.9");

    private final Child child;
    private final int phonePort;
    private final int tlsPort;

    private Kamailio(Child child, int phonePort, int tlsPort) {
        this.child = child;
        this.phonePort = phonePort;
        this.tlsPort = tlsPort;
    }

    static InetAddress address() {
        return ADDRESS;
    }

    /**
     * Starts it.
     *
     * @param gatewayUri where calls to {@code number} go
     */
    static Kamailio start(int tlsPort, TlsFolder shown, String number, String gatewayUri) throws IOException {
        int phonePort = Ports.free();
        Path folder = Places.scratch("kamailio");
        String host = ADDRESS.getHostAddress();
        Child child = Child.start(
                "kamailio",
                folder,
                List.of(
                        "kamailio",
                        "-f",
                        Places.gatewayModule()
                                .resolve("src/test/kamailio/kamailio.cfg")
                                .toString(),
                        "-DD",
                        "-E",
                        "-m",
                        "32",
                        "-Y",
                        folder.toString(),
                        "-A",
                        "UDP_LISTEN=udp:" + host + ":" + phonePort,
                        "-A",
                        "TLS_LISTEN=tls:" + host + ":" + tlsPort,
                        "-A",
                        "GATEWAY=\"" + gatewayUri + "\"",
                        "-A",
                        "GATEWAY_NUMBER=\"" + number + "\"",
                        "-A",
                        "CERTIFICATE=\"" + shown.certificate() + "\"",
                        "-A",
                        "KEY=\"" + shown.key() + "\""));
        Kamailio kamailio = new Kamailio(child, phonePort, tlsPort);
        Await.until("kamailio listens", Duration.ofSeconds(15), kamailio::listensOrEnded);
        return kamailio;
    }

    private boolean listensOrEnded() {
        if (!child.running()) {
            throw new AssertionError("kamailio ended instead of starting:\n" + child.tail());
        }
        try (Socket tried = new Socket(ADDRESS, tlsPort)) {
            return tried.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /** Where phones register. */
    InetSocketAddress phones() {
        return new InetSocketAddress(ADDRESS, phonePort);
    }

    /** The last lines it wrote. */
    String tail() {
        return child.tail();
    }

    @Override
    public void close() {
        child.close();
    }
}
