package dev.landline.gateway.e2e;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Debian's baresip as a phone on the trunk: plays a sound file, records what it hears, is told what to do over its
 * control connection.
 */
final class Baresip implements AutoCloseable {

    private final Child child;
    private final Path folder;
    private final int rate;
    private final Socket control;
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private final BlockingQueue<JsonObject> responses = new LinkedBlockingQueue<>();

    private Baresip(Child child, Path folder, int rate, Socket control) {
        this.child = child;
        this.folder = folder;
        this.rate = rate;
        this.control = control;
        Thread.ofVirtual().name("baresip-events").start(this::readEvents);
    }

    /**
     * What it speaks.
     *
     * @param codec as its account names it
     * @param rate of its sound files, Hz
     * @param modules those that it needs besides the usual ones
     * @param encryption its {@code mediaenc}; empty for plain RTP
     */
    record Voice(String codec, int rate, List<String> modules, String encryption) {

        static final Voice G722 = new Voice("G722/16000/1", 16_000, List.of("g722"), "");
        static final Voice OPUS = new Voice("opus/48000/1", 48_000, List.of("opus"), "");

        static Voice of(Law law) {
            return new Voice(law + "/8000/1", 8_000, List.of(), "");
        }

        Voice encrypted(String how) {
            List<String> more = new ArrayList<>(modules);
            more.add("srtp");
            return new Voice(codec, rate, more, how);
        }
    }

    /** Starts it where this far end is, with its number, codec and transport; it plays a sine without end. */
    static Baresip start(FarEnd end, boolean autoAnswer, double hertz, double amplitude) throws IOException {
        return start(end, Voice.of(end.law()), autoAnswer, hertz, amplitude);
    }

    static Baresip start(FarEnd end, Voice voice, boolean autoAnswer, double hertz, double amplitude)
            throws IOException {
        InetSocketAddress address = end.address();
        String account = "<sip:%s@%s:%d;transport=%s>;regint=0"
                .formatted(
                        end.number(),
                        address.getAddress().getHostAddress(),
                        address.getPort(),
                        end.transport().name().toLowerCase(Locale.ROOT));
        return start(address, account, voice, autoAnswer, hertz, amplitude);
    }

    /** A phone of the PBX, which it registers at; answers by itself. */
    static Baresip registeredAt(Kamailio pbx, String number, Voice voice, double hertz, double amplitude)
            throws IOException {
        String account = "<sip:%s@%s:%d;transport=udp>;regint=600;auth_user=phone;auth_pass=%s"
                .formatted(
                        number,
                        pbx.phones().getAddress().getHostAddress(),
                        pbx.phones().getPort(),
                        Kamailio.PASSWORD);
        InetSocketAddress own = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
        Baresip phone = start(own, account, voice, true, hertz, amplitude);
        // It may have said so before its control connection was open.
        Await.value(
                () -> "baresip is not registered:\n" + phone.child.tail() + pbx.tail(),
                Duration.ofSeconds(15),
                () -> Optional.of(true).filter(_ -> phone.child.log().contains("} 200 OK (")));
        return phone;
    }

    private static Baresip start(
            InetSocketAddress address, String account, Voice voice, boolean autoAnswer, double hertz, double amplitude)
            throws IOException {
        Path folder = Places.scratch("baresip");
        int controlPort = Ports.free();
        int rtp = Ports.range(20);
        String host = address.getAddress().getHostAddress();
        Path sound = folder.resolve("plays.wav");
        Wav.sine(voice.rate(), hertz, amplitude, 60).write(sound);
        Files.writeString(folder.resolve("config"), """
                sip_listen %1$s:%2$d
                net_interface %1$s
                call_local_timeout 60
                call_max_calls 4
                audio_player aubridge,nowhere
                audio_alert aubridge,nowhere
                audio_source aufile,%3$s
                rtp_ports %4$d-%5$d
                module_path /usr/lib/baresip/modules
                module g711.so
                %8$s
                opus_stereo no
                opus_sprop_stereo no
                module aufile.so
                module aubridge.so
                module sndfile.so
                module_tmp account.so
                module_app menu.so
                module_app ctrl_tcp.so
                ctrl_tcp_listen 127.0.0.1:%6$d
                snd_path %7$s
                """.formatted(
                        host,
                        address.getPort(),
                        sound,
                        rtp,
                        rtp + 19,
                        controlPort,
                        folder,
                        voice.modules().stream()
                                .map(module -> "module " + module + ".so")
                                .collect(Collectors.joining("\n"))));
        Files.writeString(
                folder.resolve("accounts"),
                "%s;audio_codecs=%s;answermode=%s%s%n"
                        .formatted(
                                account,
                                voice.codec(),
                                autoAnswer ? "auto" : "manual",
                                voice.encryption().isEmpty() ? "" : ";mediaenc=" + voice.encryption()));
        Files.writeString(folder.resolve("contacts"), "");
        Child child = Child.start("baresip", folder, List.of("baresip", "-4", "-f", folder.toString()));
        Socket control = Await.value(
                () -> "baresip does not listen:\n" + child.tail(), Duration.ofSeconds(10), () -> connect(controlPort));
        return new Baresip(child, folder, voice.rate(), control);
    }

    private static Optional<Socket> connect(int port) {
        try {
            return Optional.of(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Again while it says that it cannot: it takes commands before its account is ready. */
    void dial(String uri) {
        Await.value(() -> "baresip does not dial:\n" + child.tail(), Duration.ofSeconds(10), () -> {
            responses.clear();
            command("dial", uri);
            Optional<JsonObject> response = response();
            return response.isPresent() && !response.get().getBoolean("ok", true) ? Optional.empty() : Optional.of(uri);
        });
    }

    private Optional<JsonObject> response() {
        try {
            return Optional.ofNullable(responses.poll(2, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    void answer() {
        command("accept", "");
    }

    void hangUp() {
        command("hangup", "");
    }

    void hold() {
        command("hold", "");
    }

    void resume() {
        command("resume", "");
    }

    /** Blind: sends REFER in the call it has. */
    void transfer(String uri) {
        command("transfer", uri);
    }

    /** The digits that it has been sent, in their order. */
    String digits() {
        return events.stream()
                .filter(event -> event.getString("type", "").equals("CALL_DTMF_START"))
                .map(event -> event.getString("param", ""))
                .collect(Collectors.joining());
    }

    private void command(String name, String parameters) {
        byte[] body = new JsonObject()
                .put("command", name)
                .put("params", parameters)
                .encode()
                .getBytes(StandardCharsets.UTF_8);
        byte[] message =
                (body.length + ":" + new String(body, StandardCharsets.UTF_8) + ",").getBytes(StandardCharsets.UTF_8);
        try {
            control.getOutputStream().write(message);
        } catch (IOException e) {
            throw new UncheckedIOException("baresip took no command:\n" + child.tail(), e);
        }
    }

    /** Netstrings of JSON: the answers to commands and the events. */
    private void readEvents() {
        try {
            InputStream in = control.getInputStream();
            while (true) {
                int length = 0;
                int next = in.read();
                while (next >= '0' && next <= '9') {
                    length = length * 10 + next - '0';
                    next = in.read();
                }
                if (next < 0) {
                    return;
                }
                byte[] body = in.readNBytes(length);
                in.skipNBytes(1);
                JsonObject message = new JsonObject(new String(body, StandardCharsets.UTF_8));
                if (message.getBoolean("event", false)) {
                    events.add(message);
                } else if (message.getBoolean("response", false)) {
                    responses.add(message);
                }
            }
        } catch (IOException e) {
            // The process has ended.
        }
    }

    /** Waits for an event such as CALL_INCOMING, CALL_ESTABLISHED or CALL_CLOSED. */
    void await(String type) {
        Await.value(
                () -> "no " + type + " from baresip; events " + events + "\n" + child.tail(),
                Duration.ofSeconds(15),
                () -> events.stream()
                        .filter(event -> event.getString("type", "").equals(type))
                        .findFirst());
    }

    /** Waits until its recording has this sine. */
    void assertHears(double hertz, double amplitude) {
        Tone.awaitSine("in baresip's recording", hertz, amplitude, this::recorded);
    }

    /** Waits until this sine is most of what its recording has: single frames may be missing. */
    void assertStillHears(double hertz) {
        Await.value(
                () -> "no sine of " + hertz + " Hz in baresip's recording, but " + recorded(),
                Duration.ofSeconds(15),
                () -> recorded().filter(tone -> Math.abs(tone.hertz() - hertz) <= 2 && tone.purity() > 0.8));
    }

    private Optional<Tone> recorded() {
        return lastSecond().map(samples -> Tone.of(samples, rate));
    }

    /** How loud each of these tones is in the last second of its recording, 0 to 1; empty without one. */
    Optional<double[]> amplitudes(double... hertz) {
        return lastSecond().map(samples -> Chord.amplitudes(samples, rate, hertz));
    }

    private Optional<short[]> lastSecond() {
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> file =
                    files.filter(path -> path.toString().endsWith("-dec.wav")).max(Path::compareTo);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            Wav wav = Wav.read(file.get());
            short[] samples =
                    Arrays.copyOfRange(wav.samples(), Math.max(0, wav.samples().length - rate), wav.samples().length);
            return samples.length < rate ? Optional.empty() : Optional.of(samples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            control.close();
        } catch (IOException e) {
            // It is going away anyhow.
        }
        child.close();
    }
}
