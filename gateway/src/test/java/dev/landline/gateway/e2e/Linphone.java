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

/**
 * Debian's linphonec as a phone on the trunk, without a sound card: plays a sound file, records what it hears, is told what
 * to do as a person would type it.
 */
final class Linphone implements AutoCloseable {

    private static final int RATE = 8_000;

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
                sip_port=%2$d
                sip_tcp_port=0
                sip_tls_port=0
                ipv6_migration_done=1
                use_ipv6=0
                bind_address=%1$s
                guess_hostname=0
                contact=sip:%3$s@%1$s:%2$d
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
                        end.law()));
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
