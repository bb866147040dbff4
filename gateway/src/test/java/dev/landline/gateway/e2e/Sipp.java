package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of Debian's SIPp with a scenario of this repository: one call, then it ends. Its sound is that of an
 * {@link RtpPeer}, whose port the scenario's SDP names.
 */
final class Sipp implements AutoCloseable {

    /** How SIPp speaks: one socket for all calls. */
    enum Transport {
        UDP("u1"),
        TCP("t1");

        private final String option;

        Transport(String option) {
            this.option = option;
        }

        /** The value of SIPp's option -t. */
        String option() {
            return option;
        }
    }

    private final Child child;
    private final Path folder;
    private final String scenario;

    private Sipp(Child child, Path folder, String scenario) {
        this.child = child;
        this.folder = folder;
        this.scenario = scenario;
    }

    /** What one run is given. */
    static final class Run {
        private final String scenario;
        private final List<String> options = new ArrayList<>();
        private InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        private Transport transport = Transport.UDP;
        private Duration pause = Duration.ZERO;

        private Run(String scenario) {
            this.scenario = scenario;
        }

        /** The address it listens on and calls from. */
        Run on(InetSocketAddress newLocal, Transport newTransport) {
            local = newLocal;
            transport = newTransport;
            return this;
        }

        /** The sound: its port and its law are written into the SDP. */
        Run sound(RtpPeer peer) {
            return soundAt(peer.port(), peer.law());
        }

        /** Where its SDP says that the sound is. */
        Run soundAt(int port, Law law) {
            options.addAll(List.of("-key", "rtp_port", String.valueOf(port)));
            options.addAll(List.of("-key", "payload_type", String.valueOf(law.payloadType)));
            options.addAll(List.of("-key", "codec", law.name()));
            return this;
        }

        /** The number it calls, and the gateway's SIP address. */
        Run calls(String number, InetSocketAddress gateway) {
            options.addAll(List.of("-s", number));
            options.add(gateway.getAddress().getHostAddress() + ":" + gateway.getPort());
            return this;
        }

        /** A word that the scenario asks for. */
        Run key(String name, String value) {
            options.addAll(List.of("-key", name, value));
            return this;
        }

        /** The caller's number. */
        Run from(String number) {
            options.addAll(List.of("-key", "caller", number));
            return this;
        }

        /** How long the scenario's pause is. */
        Run pause(Duration newPause) {
            pause = newPause;
            return this;
        }

        Sipp start() throws IOException {
            Path folder = Places.scratch("sipp");
            String host = local.getAddress().getHostAddress();
            List<String> command =
                    new ArrayList<>(List.of("sipp", "-sf", file(scenario).toString()));
            command.addAll(List.of("-i", host, "-p", String.valueOf(local.getPort()), "-t", transport.option));
            command.addAll(List.of("-mi", host, "-mp", String.valueOf(Ports.range(4))));
            command.addAll(List.of("-m", "1", "-nostdin", "-d", String.valueOf(pause.toMillis())));
            command.addAll(List.of("-timeout", "40s", "-timeout_error", "-trace_err", "-trace_msg"));
            command.addAll(List.of("-error_file", folder.resolve("errors").toString()));
            command.addAll(List.of("-message_file", folder.resolve("messages").toString()));
            command.addAll(options);
            return new Sipp(Child.start("sipp", folder, command), folder, scenario);
        }
    }

    /** A scenario by its name, the file's without its ending. */
    static Run scenario(String name) {
        return new Run(name);
    }

    private static Path file(String scenario) {
        return Places.gatewayModule().resolve("src/test/sipp").resolve(scenario + ".xml");
    }

    /** Every message it sent and received. */
    String messages() {
        return read("messages");
    }

    private String read(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The call went as the scenario says. */
    void assertSucceeds() {
        int code = child.exitCode(Duration.ofSeconds(45));
        assertEquals(0, code, () -> scenario + " did not go as it should:\n" + read("errors") + "\n" + messages());
    }

    @Override
    public void close() {
        child.close();
    }
}
