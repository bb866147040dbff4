package dev.landline.gateway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Debian's kamailio as a small PBX: registrar and proxy at 127.0.0.9, with digest for everybody, UDP for its phones and TLS
 * for the gateway. See {@code src/test/kamailio/kamailio.cfg}.
 */
final class Kamailio implements AutoCloseable {

    /** Of every account there. */
    static final String PASSWORD = "of-the-pbx";

    private static final InetAddress ADDRESS = InetAddress.ofLiteral("127.0.0.9");

    private static final Pattern CONTACT = Pattern.compile("(?m)^\\s*Address: (\\S+)");

    private final Child child;
    private final Path folder;
    private final int phonePort;
    private final int tlsPort;

    private Kamailio(Child child, Path folder, int phonePort, int tlsPort) {
        this.child = child;
        this.folder = folder;
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
        Kamailio kamailio = new Kamailio(child, folder, phonePort, tlsPort);
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

    int tlsPort() {
        return tlsPort;
    }

    /** Where it knows this user to be, as it says itself: a contact's URI or nothing. */
    Optional<String> contactOf(String user) {
        return CONTACT.matcher(asked("ul.lookup", "location", user))
                .results()
                .map(found -> found.group(1))
                .findFirst();
    }

    private String asked(String... command) {
        try {
            List<String> words = new ArrayList<>(List.of("kamcmd", "-s", "unix:" + folder.resolve("kamailio_ctl")));
            words.addAll(List.of(command));
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything it wrote. */
    String log() {
        return child.log();
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
