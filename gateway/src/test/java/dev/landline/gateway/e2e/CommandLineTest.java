package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own, beside a running gateway with the simulated telephone network. */
class CommandLineTest {

    @TempDir
    static Path folder;

    private static GatewayProcess gateway;
    private static Path demo;

    @BeforeAll
    static void start() throws IOException {
        GatewayFile file = GatewayFile.demo();
        gateway = GatewayProcess.start(file);
        demo = Files.writeString(folder.resolve("demo.conf"), file.text());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** A configuration with one trunk. */
    private static Path trunk(String name, String lines) throws IOException {
        int ports = Ports.range(8);
        return Files.writeString(folder.resolve(name + ".conf"), """
                landline {
                  sip { address = "127.0.0.1", udp-port = %d, tcp-port = 0 }
                  media { address = "127.0.0.1", trunk-ports { first = %d, last = %d } }
                  calls.max-calls = 4
                  accounts.alice {
                    password = secret
                    caller-id = "+441632960011", caller-ids = ["+441632960012"]
                  }
                  trunks.office { host = "127.0.0.1", %s }
                  routes = [ { match = "+44.", trunk = office } ]
                }
                """.formatted(Ports.free(), ports, ports + 7, lines));
    }

    private static CommandRun run(Path configuration, String... arguments) throws IOException {
        CommandRun run = CommandRun.of(folder, configuration, arguments);
        assertFalse(run.output().contains("Exception") || run.output().contains("\tat "), run::output);
        return run;
    }

    @Test
    void aCallIsExplainedWithEverythingThatWouldBeSent() throws IOException {
        CommandRun run = run(demo, "explain", "01632 960001", "--from", "bob");
        assertEquals(0, run.code(), run::output);
        assertTrue(run.output().contains("is understood as +441632960001"), run::output);
        assertTrue(run.output().contains("It goes to trunk demo at 127.0.0.1:"), run::output);
        assertTrue(run.output().contains("    INVITE sip:+441632960001@127.0.0.1:"), run::output);
        assertTrue(
                run.output().contains("P-Asserted-Identity: \"Bob Baker\" <sip:+441632960102@127.0.0.1>"), run::output);
        assertTrue(run.output().contains("Supported: replaces,timer,100rel"), run::output);
        assertTrue(run.output().contains("Session-Expires: 1800"), run::output);
        assertTrue(run.output().contains("    m=audio "), run::output);
    }

    @Test
    void aHiddenCallIsExplainedAsAnonymous() throws IOException {
        CommandRun run = run(demo, "explain", "*6701632960001");
        assertTrue(run.output().contains("From: \"Anonymous\" <sip:anonymous@anonymous.invalid>"), run::output);
        assertTrue(run.output().contains("Privacy: id"), run::output);
        assertFalse(run.output().contains("+441632960101"), run::output);
    }

    @Test
    void aRefusedCallIsExplainedByItsReason() throws IOException {
        CommandRun run = run(demo, "explain", "+33 1 42 68 53 00");
        assertEquals(1, run.code(), run::output);
        assertTrue(run.output().contains("International calls are not allowed here (403"), run::output);
        CommandRun nobody = run(demo, "explain", "112", "--from", "mallory");
        assertEquals(2, nobody.code(), nobody::output);
        assertTrue(nobody.output().contains("There is no account 'mallory'; there are: alice, bob"), nobody::output);
    }

    @Test
    void aTestCallHearsTheEchoOfItsOwnTone() throws IOException {
        CommandRun run = run(demo, "call", "01632960001", "--seconds", "2");
        assertEquals(0, run.code(), run::output);
        assertTrue(run.output().contains("200 OK: answered"), run::output);
        assertTrue(run.output().contains("codec    PCMU"), run::output);
        assertTrue(run.output().contains("loudest -10 dBm0"), run::output);
        assertTrue(run.output().contains("the far side is an echo"), run::output);
    }

    @Test
    void aTestCallToABusyNumberSaysSo() throws IOException {
        CommandRun run = run(demo, "call", "01632960003");
        assertEquals(1, run.code(), run::output);
        assertTrue(run.output().contains("Refused with 486"), run::output);
        assertTrue(run.output().contains("the trunk works"), run::output);
    }

    @Test
    void aHealthyTrunkPassesTheDoctorWithACall() throws IOException {
        CommandRun run = run(demo, "trunk", "doctor", "demo", "--call", "01632960001");
        assertEquals(0, run.code(), run::output);
        assertTrue(run.output().contains("ok    OPTIONS"), run::output);
        assertTrue(run.output().contains("Nothing wrong was found."), run::output);
    }

    @Test
    void aPortWhereNobodyListensIsNamedByTheDoctor() throws IOException {
        CommandRun udp = run(trunk("closed-udp", "port = " + Ports.free()), "trunk", "doctor", "office");
        assertEquals(1, udp.code(), udp::output);
        assertTrue(udp.output().contains("FAIL  OPTIONS") && udp.output().contains("no such port"), udp::output);
        CommandRun tcp =
                run(trunk("closed-tcp", "port = " + Ports.free() + ", transport = tcp"), "trunk", "doctor", "office");
        assertEquals(1, tcp.code(), tcp::output);
        assertTrue(tcp.output().contains("refuses connections"), tcp::output);
        assertTrue(tcp.output().contains("check port and transport"), tcp::output);
    }

    @Test
    void aNameThatDoesNotExistIsNamedByTheDoctor() throws IOException {
        CommandRun run = run(trunk("no-name", ""), "trunk", "doctor", "elsewhere");
        assertEquals(2, run.code(), run::output);
        assertTrue(run.output().contains("There is no trunk 'elsewhere'; there are: office"), run::output);
        CommandRun dns = run(trunk("no-dns", "host = \"pbx.invalid\""), "trunk", "doctor", "office");
        assertEquals(1, dns.code(), dns::output);
        assertTrue(
                dns.output().contains("FAIL  DNS") && dns.output().contains("Check the spelling of pbx.invalid"),
                dns::output);
    }

    @Test
    void aWrongPasswordIsNamedByTheDoctorAndNotShown() throws IOException {
        AtomicReference<String> refusal = new AtomicReference<>("401 Unauthorized");
        try (DatagramSocket registrar = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(registrar, refusal));
            Path configuration = trunk(
                    "password",
                    "port = " + registrar.getLocalPort()
                            + ", username = \"4711\", password = \"geheim\", register.enabled = true");
            CommandRun wrong = run(configuration, "trunk", "doctor", "office");
            assertEquals(1, wrong.code(), wrong::output);
            assertTrue(wrong.output().contains("FAIL  REGISTER   as 4711: 401"), wrong::output);
            assertTrue(wrong.output().contains("The password or user name is wrong"), wrong::output);
            assertFalse(wrong.output().contains("geheim"), wrong::output);
            refusal.set("200 OK");
            CommandRun right = run(configuration, "trunk", "doctor", "office");
            assertEquals(0, right.code(), right::output);
        }
    }

    private static void answer(DatagramSocket registrar, AtomicReference<String> refusal) {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
                registrar.receive(packet);
                String request = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                boolean options = request.startsWith("OPTIONS");
                StringBuilder reply = new StringBuilder("SIP/2.0 " + (options ? "200 OK" : refusal.get()) + "\r\n");
                request.lines()
                        .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq):.*"))
                        .forEach(line -> reply.append(line).append("\r\n"));
                reply.append("WWW-Authenticate: Digest realm=\"office\", nonce=\"n\", qop=\"auth\"\r\n");
                byte[] bytes = (reply + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.UTF_8);
                registrar.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
            }
        } catch (IOException _) {
            refusal.set("closed");
        }
    }

    @Test
    void aCertificateThatIsNotTrustedOrForSomebodyElseIsNamedByTheDoctor() throws IOException {
        try (TlsPeer peer = new TlsPeer("pbx.example.com")) {
            String tls = "port = " + peer.port() + ", transport = tls, ";
            CommandRun stranger =
                    run(trunk("tls-stranger", tls + "tls.name = \"pbx.example.com\""), "trunk", "doctor", "office");
            assertEquals(1, stranger.code(), stranger::output);
            assertTrue(stranger.output().contains("FAIL  TLS"), stranger::output);
            assertTrue(stranger.output().contains("is signed by itself, which is not trusted"), stranger::output);
            Files.writeString(folder.resolve("pbx.pem"), peer.pem());
            CommandRun other = run(
                    trunk(
                            "tls-other",
                            tls + "tls { name = \"other.example.com\", trusted-certificates = \"pbx.pem\" }"),
                    "trunk",
                    "doctor",
                    "office");
            assertEquals(1, other.code(), other::output);
            assertTrue(other.output().contains("is for pbx.example.com, not for it"), other::output);
            CommandRun known = run(
                    trunk("tls-known", tls + "tls { name = \"pbx.example.com\", trusted-certificates = \"pbx.pem\" }"),
                    "trunk",
                    "doctor",
                    "office");
            assertEquals(0, known.code(), known::output);
            assertTrue(known.output().contains("ok    TLS        TLSv1.3"), known::output);
            assertTrue(known.output().contains("ok    OPTIONS"), known::output);
        }
    }

    @Test
    void aConfigurationIsCheckedAndTrunksAreListed() throws IOException {
        assertEquals(0, run(demo, "config", "check").code());
        CommandRun list = run(demo, "trunk", "list");
        assertEquals(0, list.code(), list::output);
        assertTrue(list.output().contains("numbers  +441632960xxx"), list::output);
        Path wrong = Files.writeString(folder.resolve("wrong.conf"), "landline.trunks.a { hots = \"x\" }");
        CommandRun check = run(wrong, "config", "check");
        assertEquals(2, check.code(), check::output);
        assertTrue(check.output().contains("did you mean 'host'?"), check::output);
    }

    @Test
    void theHelpNamesEveryCommandAndAWrongOneIsAMistake() throws IOException {
        CommandRun help = run(demo, "--help");
        assertEquals(0, help.code(), help::output);
        for (String command : new String[] {"serve", "trunk", "explain", "call", "config"}) {
            assertTrue(help.output().contains("\n  " + command + " "), help::output);
        }
        CommandRun wrong = run(demo, "explian", "112");
        assertEquals(2, wrong.code(), wrong::output);
    }
}
