package dev.landline.gateway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Debian's linphonec as a phone on the trunk, without a sound card: plays a sound file, records what it hears, is told what
 * to do as a person would type it.
 */
final class Linphone implements AutoCloseable {

    private static final int RATE = 8_000;
    private static final Pattern RECEIVED_DIGIT = Pattern.compile("Receiving tone (.) from");

    private final Child child;
    private final Path recording;
    /** Samples that were recorded before it was last resumed: they prove nothing any more. */
    private int old;

    private Linphone(Child child, Path recording) {
        this.child = child;
        this.recording = recording;
    }

    /** Starts it where this far end is, with its number and codec; it answers by itself and plays a sine. */
    static Linphone start(FarEnd end, String encryption, double hertz, double amplitude) throws IOException {
        String ports = "sip_port=%d\nsip_tcp_port=0\nsip_tls_port=0"
                .formatted(end.address().getPort());
        return start(end, ports, "", encryption, hertz, amplitude);
    }

    /**
     * The same over TLS with encrypted sound. It only connects: to a connection that somebody opens to it, it says no word.
     *
     * @param trusted the certificate that it wants to see
     * @param shown its own
     */
    static Linphone startOverTls(FarEnd end, Path trusted, TlsFolder shown, double hertz, double amplitude)
            throws IOException {
        String settings = """
                sip_port=0
                sip_tcp_port=0
                sip_tls_port=%d
                root_ca=%s
                client_cert_chain=%s
                client_cert_key=%s
                """.formatted(end.address().getPort(), trusted, shown.certificate(), shown.key());
        return start(end, settings, ";transport=tls", "srtp", hertz, amplitude);
    }

    private static Linphone start(
            FarEnd end, String transport, String contact, String encryption, double hertz, double amplitude)
            throws IOException {
        Path folder = Places.scratch("linphone");
        Path sound = folder.resolve("plays.wav");
        Path recording = folder.resolve("hears.wav");
        Wav.sine(RATE, hertz, amplitude, 60).write(sound);
        // Without a place for its database it opens no port.
        Files.createDirectories(folder.resolve(".local/share/linphone"));
        Path settings = folder.resolve("linphonerc");
        InetSocketAddress address = end.address();
        String host = address.getAddress().getHostAddress();
        Files.writeString(settings, """
                [sip]
                %8$s
                ipv6_migration_done=1
                use_ipv6=0
                bind_address=%1$s
                guess_hostname=0
                contact=sip:%3$s@%1$s:%2$d%9$s
                media_encryption=%4$s
                media_encryption_mandatory=%5$d
                [rtp]
                bind_address=%1$s
                audio_rtp_port=%6$d
                [sound]
                echocancellation=0
                [video]
                automatically_initiate=0
                [audio_codec_0]
                mime=%7$s
                rate=8000
                channels=1
                enabled=1
                """.formatted(
                        host,
                        address.getPort(),
                        end.number(),
                        encryption,
                        encryption.equals("none") ? 0 : 1,
                        Ports.range(2),
                        end.law(),
                        transport,
                        contact));
        Child child = Child.listening(
                "linphone",
                folder,
                List.of("env", "HOME=" + folder, "TERM=dumb", "linphonec", "-a", "-c", settings.toString()));
        Linphone phone = new Linphone(child, recording);
        child.tell("soundcard use files");
        phone.await("Using wav files instead of soundcard.");
        child.tell("play " + sound);
        child.tell("record " + recording);
        return phone;
    }

    void dial(String uri) {
        child.tell("call " + uri);
    }

    /** It goes on playing its file, to one who may only listen: for linphone that is its music. */
    void hold() {
        child.tell("pause");
        await(" is now paused.");
    }

    void resume() {
        old = samples().length;
        child.tell("resume");
    }

    /** Presses these keys one after the other; it sends them by RFC 4733. */
    void press(String digits) {
        digits.chars().forEach(digit -> child.tell(String.valueOf((char) digit)));
    }

    /** The digits that it has been sent, in their order. */
    String digits() {
        return RECEIVED_DIGIT
                .matcher(child.log())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining());
    }

    /** Blind: sends REFER in the call it has. */
    void transfer(String uri) {
        child.tell("transfer " + uri);
    }

    void hangUp() {
        child.tell("terminate");
    }

    /** Waits until it has written these words. */
    void await(String words) {
        Await.value(
                () -> "no '" + words + "' from linphone:\n" + child.tail(),
                Duration.ofSeconds(15),
                () -> Optional.of(child.log()).filter(log -> log.contains(words)));
    }

    void awaitEnd() {
        await(" ended (");
    }

    /** Waits until its recording has this sine. */
    void assertHears(double hertz, double amplitude) {
        Tone.awaitSine("in linphone's recording", hertz, amplitude, this::recorded);
    }

    private Optional<Tone> recorded() {
        short[] all = samples();
        return all.length - old < RATE
                ? Optional.empty()
                : Optional.of(Tone.of(Arrays.copyOfRange(all, all.length - RATE, all.length), RATE));
    }

    private short[] samples() {
        try {
            return Files.exists(recording) ? Wav.samplesOf(recording) : new short[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
