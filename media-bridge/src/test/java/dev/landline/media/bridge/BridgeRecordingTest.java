package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusDecoder;
import dev.landline.media.codec.OpusEngines;
import dev.landline.media.record.Capture;
import dev.landline.media.record.CaptureSettings;
import dev.landline.media.record.OggReader;
import dev.landline.media.record.PcapReader;
import dev.landline.media.record.Recording;
import dev.landline.media.record.RecordingFormat;
import dev.landline.media.record.RecordingSettings;
import dev.landline.media.record.RecordingState;
import dev.landline.media.record.Sounds;
import dev.landline.media.record.WavReader;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.srtp.SrtpProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings and captures of real bridges, read back. */
class BridgeRecordingTest {
    private static final double AMPLITUDE = 8000;
    private static final double LEAST_SEPARATION_DECIBELS = 40;

    private static TestEngine engine;

    @TempDir
    Path folder;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = TestEngine.start(OpusChoice.AUTO);
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    private RecordingSettings settings(RecordingFormat format, int sampleRate, boolean beep) {
        return new RecordingSettings(folder.resolve("call"), format, sampleRate, beep, Duration.ofHours(1), 1 << 30);
    }

    private static Path ended(Recording recording) {
        Waiting.until("the file", () -> recording.state().isFinal());
        return assertInstanceOf(RecordingState.Ended.class, recording.state()).file();
    }

    @ParameterizedTest
    @CsvSource({"PCMU, WAV, 8000", "PCMA, OGG_OPUS, 16000"})
    void theBrowserThatCalledIsOnTheLeftAndTheTrunkOnTheRight(G711Law law, RecordingFormat format, int sampleRate)
            throws Exception {
        try (TestCall call = engine.callToTrunk(List.of(SrtpProfile.values()), law, 20)) {
            call.awaitSecured();
            call.browser().sendTone(700, AMPLITUDE);
            call.trunk().sendTone(call.trunkLocal(), 1300, AMPLITUDE);
            call.trunk().meter().assertHears(700, AMPLITUDE);
            call.browser().meter().assertHears(1300, AMPLITUDE);
            recordApart(call.bridge(), call.trunk().meter(), settings(format, sampleRate, false));
        }
    }

    /** Records until both tones were caught undisturbed: the machine that tests run on may be busy. */
    private static void recordApart(Bridge bridge, ToneMeter meter, RecordingSettings settings) throws Exception {
        for (int attempt = 0; ; attempt++) {
            Recording recording = bridge.record(settings, state -> {});
            waitFor(meter, 3);
            recording.stop();
            assertEquals(0, recording.blocksDropped());
            try {
                assertApart(ended(recording), settings.format(), 700, 1300);
                return;
            } catch (AssertionError disturbed) {
                if (attempt == 8) {
                    throw disturbed;
                }
            }
        }
    }

    private static void waitFor(ToneMeter meter, int seconds) {
        long until = meter.seconds() + seconds;
        Waiting.until(seconds + " s of sound", () -> meter.seconds() >= until);
    }

    /** In the quarter of a second that is best. */
    private static void assertApart(Path file, RecordingFormat format, double leftHertz, double rightHertz)
            throws Exception {
        short[] left;
        short[] right;
        int rate;
        if (format == RecordingFormat.WAV) {
            WavReader wav = WavReader.read(file);
            left = wav.left();
            right = wav.right();
            rate = wav.sampleRate();
        } else {
            OggReader ogg = OggReader.read(file);
            left = ogg.left();
            right = ogg.right();
            rate = 48_000;
        }
        assertTrue(left.length > 2 * rate, left.length + " samples");
        int length = rate / 4;
        String seen = "";
        for (int from = 0; from + length <= left.length; from += rate / 20) {
            double ownLeft = Sounds.amplitude(left, from, from + length, leftHertz, rate);
            double ownRight = Sounds.amplitude(right, from, from + length, rightHertz, rate);
            double across = Math.max(
                    Sounds.amplitude(left, from, from + length, rightHertz, rate),
                    Sounds.amplitude(right, from, from + length, leftHertz, rate));
            seen += "\n%.0f left, %.0f right, %.1f across".formatted(ownLeft, ownRight, across);
            if (Math.abs(Sounds.decibels(ownLeft, AMPLITUDE)) < 1
                    && Math.abs(Sounds.decibels(ownRight, AMPLITUDE)) < 1
                    && Sounds.decibels(across, AMPLITUDE) < -LEAST_SEPARATION_DECIBELS) {
                return;
            }
        }
        throw new AssertionError("no quarter of a second with both tones apart:" + seen);
    }

    @Test
    void browsersAreDecodedWhileTheyAreRecordedAndPassThroughBeforeAndAfter() throws Exception {
        try (BrowserPeer a = engine.newBrowser();
                BrowserPeer b = engine.newBrowser();
                Bridge bridge = engine.engine().open("recorded", event -> {})) {
            connect(bridge, a, b);
            a.sendTone(700, AMPLITUDE);
            b.sendTone(1300, AMPLITUDE);
            a.meter().assertHears(1300, AMPLITUDE);
            assertEquals(0, engine.engine().openCodecs(), "nothing is decoded");
            RecordingSettings settings = settings(RecordingFormat.WAV, 16_000, false);
            Recording recording = bridge.record(settings, state -> {});
            Waiting.until("both directions to be decoded", () -> engine.engine().openCodecs() == 4);
            a.meter().assertHears(1300, AMPLITUDE);
            recording.stop();
            ended(recording);
            recordApart(bridge, b.meter(), settings);
            Waiting.until("passing through", () -> engine.engine().openCodecs() == 0);
            b.meter().assertHears(700, AMPLITUDE);
            assertEquals(0, a.ssrcChanges() + b.ssrcChanges());
            assertEquals(0, a.sequenceJumps() + b.sequenceJumps());
        }
    }

    private static void connect(Bridge bridge, BrowserPeer a, BrowserPeer b) throws Exception {
        BrowserLocal localA = bridge.openBrowser(Side.A);
        BrowserLocal localB = bridge.openBrowser(Side.B);
        bridge.connectBrowser(Side.A, a.description());
        bridge.connectBrowser(Side.B, b.description());
        a.connect(localA);
        b.connect(localB);
        a.awaitSecured(localA);
        b.awaitSecured(localB);
    }

    @Test
    void bothSidesHearTheBeepAndAStopEndsIt() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.browser().sendTone(500, 0);
            call.trunk().sendTone(call.trunkLocal(), 500, 0);
            Recording recording = call.bridge().record(settings(RecordingFormat.WAV, 8000, true), state -> {});
            for (ToneMeter meter : List.of(call.trunk().meter(), call.browser().meter())) {
                Waiting.until("a beep", () -> isBeep(meter.lastSecond()));
            }
            recording.stop();
            WavReader wav = WavReader.read(ended(recording));
            int length = wav.left().length;
            assertTrue(Sounds.amplitude(wav.left(), 0, length, 1400, 8000) < 20, "the beep is not in the file");
            waitFor(call.trunk().meter(), 2);
            assertTrue(call.trunk().meter().lastSecond().amplitude() < 50);
        }
    }

    private static boolean isBeep(ToneMeter.Tone tone) {
        return Math.abs(tone.hertz() - 1400) < 8 && tone.amplitude() > 300;
    }

    @Test
    void aRecordingMayBeginBeforeTheLegsAndEndsWithTheBridge() throws Exception {
        Recording recording;
        try (Bridge bridge = engine.engine().open("early", event -> {});
                BrowserPeer a = engine.newBrowser();
                BrowserPeer b = engine.newBrowser()) {
            RecordingSettings settings = settings(RecordingFormat.WAV, 8000, false);
            recording = bridge.record(settings, state -> {});
            assertThrows(IllegalStateException.class, () -> bridge.record(settings, state -> {}));
            connect(bridge, a, b);
            a.sendTone(700, AMPLITUDE);
            b.sendTone(1300, AMPLITUDE);
            a.meter().assertHears(1300, AMPLITUDE);
            b.meter().assertHears(700, AMPLITUDE);
            waitFor(b.meter(), 1);
        }
        assertApart(ended(recording), RecordingFormat.WAV, 700, 1300);
        Waiting.until("codecs to be freed", () -> engine.engine().openCodecs() == 0);
    }

    @Test
    void aRecordingThatCannotBeWrittenLeavesTheCallAlone() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.browser().sendTone(700, AMPLITUDE);
            RecordingSettings nowhere = new RecordingSettings(
                    folder.resolve("missing/call.wav"), RecordingFormat.WAV, 8000, false, Duration.ofHours(1), 1 << 30);
            Recording failing = call.bridge().record(nowhere, state -> {});
            Waiting.until("the failure", () -> failing.state().isFinal());
            RecordingState.Failed failed = assertInstanceOf(RecordingState.Failed.class, failing.state());
            assertTrue(failed.sentence().endsWith("does not exist."), failed.sentence());
            call.trunk().meter().assertHears(700, AMPLITUDE);
            Recording next = call.bridge().record(settings(RecordingFormat.WAV, 8000, false), state -> {});
            waitFor(call.trunk().meter(), 1);
            next.stop();
            ended(next);
        }
    }

    @Test
    void aCaptureHoldsThePlainPacketsOfBothLegsInBothDirections() throws Exception {
        try (TestCall call = engine.callToTrunk()) {
            call.awaitSecured();
            call.browser().sendTone(700, AMPLITUDE);
            call.trunk().answerReports(call.trunkLocal());
            call.trunk().sendTone(call.trunkLocal(), 1300, AMPLITUDE);
            call.trunk().meter().assertHears(700, AMPLITUDE);
            Instant began = Instant.parse("2026-11-25T12:00:00Z");
            Capture capture = call.bridge()
                    .capture(
                            new CaptureSettings(folder.resolve("call.pcap"), began, Duration.ofHours(1), 1 << 24),
                            state -> {});
            waitFor(call.trunk().meter(), 9);
            capture.stop();
            Waiting.until("the file", () -> capture.state().isFinal());
            assertEquals(0, capture.packetsDropped());
            List<PcapReader.Datagram> all = PcapReader.read(folder.resolve("call.pcap"));
            all.forEach(each -> assertTrue(each.epochNanos() - began.getEpochSecond() * 1_000_000_000L < 60e9));
            TrunkRemote trunk = call.trunk().description();
            assertTone(700, g711(all, each -> each.target().equals(trunk.rtp())), 8000);
            assertTone(1300, g711(all, each -> each.source().equals(trunk.rtp())), 8000);
            int ours = call.browserLocal().candidates().getFirst().getPort();
            assertTone(700, opus(all, each -> each.target().getPort() == ours), 8000);
            assertTone(1300, opus(all, each -> each.source().getPort() == ours), 8000);
            assertTrue(all.stream().anyMatch(each -> each.target().equals(trunk.rtcp())), "reports to the trunk");
            assertTrue(all.stream().anyMatch(each -> each.source().equals(trunk.rtcp())), "reports from the trunk");
            assertTrue(
                    all.stream().anyMatch(each -> each.source().getPort() == ours && (each.payload()[1] & 0xFF) == 200),
                    "reports to the browser");
        }
    }

    private static void assertTone(double hertz, short[] pcm, int rate) {
        assertTrue(pcm.length > 5 * rate, pcm.length + " samples");
        double amplitude = Sounds.amplitude(pcm, pcm.length - 4 * rate, pcm.length, hertz, rate);
        assertEquals(0, Sounds.decibels(amplitude, AMPLITUDE), 3, hertz + " Hz");
    }

    private static short[] g711(List<PcapReader.Datagram> all, Predicate<PcapReader.Datagram> which) {
        short[] pcm = new short[all.size() * 160];
        int at = 0;
        RtpPacket packet = new RtpPacket();
        for (PcapReader.Datagram each : all) {
            if (which.test(each) && packet.wrap(each.payload(), 0, each.payload().length)) {
                G711.decode(G711Law.PCMU, each.payload(), packet.payloadOffset(), packet.payloadLength(), pcm, at);
                at += packet.payloadLength();
            }
        }
        return Arrays.copyOf(pcm, at);
    }

    private static short[] opus(List<PcapReader.Datagram> all, Predicate<PcapReader.Datagram> which) throws Exception {
        short[] pcm = new short[all.size() * 160];
        int at = 0;
        RtpPacket packet = new RtpPacket();
        try (OpusDecoder decoder =
                OpusEngines.choose(OpusChoice.AUTO, Optional.empty()).newDecoder(8000)) {
            for (PcapReader.Datagram each : all) {
                if (which.test(each)
                        && packet.wrap(each.payload(), 0, each.payload().length)
                        && packet.payloadType() == BrowserPeer.OPUS) {
                    at += decoder.decode(
                            each.payload(), packet.payloadOffset(), packet.payloadLength(), pcm, at, pcm.length - at);
                }
            }
        }
        return Arrays.copyOf(pcm, at);
    }
}
