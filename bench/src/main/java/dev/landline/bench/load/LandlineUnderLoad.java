package dev.landline.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landline.media.codec.OpusChoice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Landline's media engine in a Java machine of its own, started as {@code run} starts the gateway; with further options of
 * the Java machine a variant of it, to be measured beside the usual one.
 */
final class LandlineUnderLoad implements EngineUnderLoad {
    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;
    private final String name;

    /** @param options further options of the Java machine; they win over the usual ones, a class path included */
    LandlineUnderLoad(OpusChoice choice, int loops, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseZGC",
                "-Xmx1g",
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.addAll(List.of(EngineHost.class.getName(), choice.name(), Integer.toString(loops)));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = new PrintStream(process.getOutputStream(), true, UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String opus = answer("ready");
        name = options.isEmpty() ? "Landline, " + opus : "Landline with other options";
    }

    /** The next answer's text behind its first word; lines of the log before it are passed over. */
    private String answer(String expected) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.equals(expected) || line.startsWith(expected + " ")) {
                return line.substring(expected.length()).strip();
            }
        }
        throw new IOException("the engine ended while it was expected to say: " + expected);
    }

    private String ask(String command, String expected) throws IOException {
        commands.println(command);
        return answer(expected);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public OpenedCall open(int call, PeerDescription peers) throws IOException {
        String[] words = ask(
                        String.join(
                                " ",
                                "open",
                                Integer.toString(call),
                                peers.iceUfrag(),
                                peers.fingerprint(),
                                Integer.toString(peers.trunkRtpPort()),
                                Integer.toString(peers.trunkRtcpPort())),
                        "opened")
                .split(" ", -1);
        InetAddress here = InetAddress.getLoopbackAddress();
        return new OpenedCall(
                words[0],
                words[1],
                new InetSocketAddress(here, Integer.parseInt(words[2])),
                new InetSocketAddress(here, Integer.parseInt(words[3])));
    }

    @Override
    public void close(int call) throws IOException {
        ask("close " + call, "closed");
    }

    @Override
    public long framesConcealed() throws IOException {
        return Long.parseLong(ask("concealed", "concealed"));
    }

    @Override
    public long liveHeapBytes() throws IOException {
        return Long.parseLong(ask("heap", "heap"));
    }

    @Override
    public String remarks() throws IOException {
        return ask("counters", "counters");
    }

    @Override
    public void close() {
        // The engine ends with its input.
        commands.close();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
