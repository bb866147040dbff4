package dev.landline.media.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusEngines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Recordings in virtual time, read back by readers of the test's own. */
class RecordingTest {
    private static final double AMPLITUDE = 8000;
    private static final double LEAST_SEPARATION_DECIBELS = 40;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("call.wav");
    }

    @ParameterizedTest
    @CsvSource({"8000, 8000, 8000, 20", "16000, 16000, 16000, 20", "16000, 8000, 16000, 10", "8000, 16000, 8000, 60"})
    void theCallerIsOnTheLeftAndTheCalleeOnTheRight(int fileRate, int callerRate, int calleeRate, int ptimeMillis)
            throws Exception {
        VirtualCall call = new VirtualCall(file, RecordingFormat.WAV, fileRate)
                .caller(callerRate, ptimeMillis, 0, Talker.tone(500, AMPLITUDE))
                .callee(calleeRate, ptimeMillis, 0, Talker.tone(1700, AMPLITUDE))
                .run(5);
        RecordingState.Ended ended = assertInstanceOf(RecordingState.Ended.class, call.stop());
        assertEquals(file, ended.file());
        assertEquals(RecordingEnd.STOPPED, ended.why());
        WavReader wav = WavReader.read(file);
        assertEquals(fileRate, wav.sampleRate());
        assertEquals(5, wav.seconds(), 0.001);
        assertEquals(Duration.ofSeconds(5), ended.length());
        assertApart(wav.left(), wav.right(), fileRate);
    }

    private static void assertApart(short[] left, short[] right, int rate) {
        int from = rate;
        int until = 4 * rate;
        assertEquals(0, Sounds.decibels(Sounds.amplitude(left, from, until, 500, rate), AMPLITUDE), 0.5);
        assertEquals(0, Sounds.decibels(Sounds.amplitude(right, from, until, 1700, rate), AMPLITUDE), 0.5);
        double calleeOnTheLeft = Sounds.decibels(Sounds.amplitude(left, from, until, 1700, rate), AMPLITUDE);
        double callerOnTheRight = Sounds.decibels(Sounds.amplitude(right, from, until, 500, rate), AMPLITUDE);
        assertTrue(calleeOnTheLeft < -LEAST_SEPARATION_DECIBELS, "callee on the left: " + calleeOnTheLeft + " dB");
        assertTrue(callerOnTheRight < -LEAST_SEPARATION_DECIBELS, "caller on the right: " + callerOnTheRight + " dB");
    }

    @ParameterizedTest
    @CsvSource({"8000, NATIVE", "16000, NATIVE", "8000, CONCENTUS", "16000, CONCENTUS"})
    void anOggOpusFileHoldsTheTwoSidesApart(int fileRate, OpusChoice choice) throws Exception {
        Path ogg = folder.resolve("call.opus");
        RecordingSettings settings =
                new RecordingSettings(ogg, RecordingFormat.OGG_OPUS, fileRate, false, Duration.ofHours(1), 1 << 30);
        VirtualCall call = new VirtualCall(settings, OpusEngines.choose(choice, Optional.empty()))
                .caller(fileRate, 20, 0, Talker.tone(500, AMPLITUDE))
                .callee(fileRate, 20, 0, Talker.tone(1700, AMPLITUDE))
                .run(4.5037);
        assertInstanceOf(RecordingState.Ended.class, call.stop());
        OggReader reader = OggReader.read(ogg);
        assertTrue(reader.isComplete());
        assertEquals(48_000 * 4.504, reader.left().length, 48 * 2);
        assertApart(reader.left(), reader.right(), 48_000);
        assertTrue(reader.pages() >= 6 && reader.pages() <= 9, reader.pages() + " pages");
    }

    @Test
    void soundIsInTheSamePlaceInBothFormats() throws Exception {
        Path ogg = folder.resolve("call.opus");
        VirtualCall opus = new VirtualCall(ogg, RecordingFormat.OGG_OPUS, 16_000);
        VirtualCall pcm = new VirtualCall(file, RecordingFormat.WAV, 16_000);
        for (VirtualCall call : List.of(opus, pcm)) {
            call.caller(16_000, 20, 0, Talker.knocks()).run(22).stop();
        }
        List<Integer> inOpus = Knocks.millis(OggReader.read(ogg).left(), 48_000);
        List<Integer> inPcm = Knocks.millis(WavReader.read(file).left(), 16_000);
        assertEquals(3, inPcm.size());
        for (int i = 0; i < 3; i++) {
            assertEquals(inPcm.get(i), inOpus.get(i), 2);
        }
    }

    @Test
    void bothSidesStayInStepForAnHourOfDriftStallsHoldsAndSilence() throws Exception {
        VirtualCall call = new VirtualCall(file, RecordingFormat.WAV, 8000)
                .caller(8000, 20, 200, Talker.knocks())
                .callee(8000, 30, -200, Talker.knocks());
        call.talker(1).beSilent(true);
        call.run(27.35);
        call.talker(1).beSilent(false);
        for (int minute = 1; minute < 60; minute++) {
            call.run(41.3);
            call.stall(0.15);
            call.run(12.55);
            call.talker(minute % 2).beSilent(true);
            call.run(6);
            call.talker(minute % 2).beSilent(false);
        }
        call.run(32.65);
        call.stop();
        WavReader wav = WavReader.read(file);
        assertEquals(3600, wav.seconds(), 0.001);
        List<Integer> left = Knocks.millis(wav.left(), 8000);
        List<Integer> right = Knocks.millis(wav.right(), 8000);
        assertTrue(left.size() > 320 && right.size() > 320, left.size() + " and " + right.size() + " knocks");
        assertOnTheTens(left);
        assertOnTheTens(right);
    }

    private static void assertOnTheTens(List<Integer> millis) {
        for (int knock : millis) {
            int off = Math.floorMod(knock + 5000, 10_000) - 5000;
            assertTrue(Math.abs(off) <= 10, "a knock at " + knock + " ms");
        }
    }

    @Test
    void aStallOfTheMediaLoopLeavesNoHoleInTheTone() throws Exception {
        VirtualCall call = new VirtualCall(file, RecordingFormat.WAV, 8000)
                .caller(8000, 20, 0, Talker.tone(500, AMPLITUDE))
                .run(2)
                .stall(0.2)
                .run(2.8);
        call.stop();
        WavReader wav = WavReader.read(file);
        assertEquals(AMPLITUDE, Sounds.amplitude(wav.left(), 4000, 36_000, 500, 8000), 0.01 * AMPLITUDE);
        assertTrue(Sounds.isQuiet(wav.right(), 0, wav.right().length, 0));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSaidInAPauseIsNotInTheFile(RecordingFormat format) throws Exception {
        Path paused = folder.resolve("paused");
        VirtualCall call = new VirtualCall(paused, format, 8000)
                .caller(
                        8000,
                        20,
                        0,
                        seconds ->
                                AMPLITUDE * Math.sin(2 * Math.PI * (seconds > 3 && seconds < 8 ? 1500 : 500) * seconds))
                .run(3.005);
        call.recording.pause();
        assertInstanceOf(RecordingState.Paused.class, call.recording.state());
        // Sound from the pause is still on its way when it ends.
        call.run(4.9);
        call.recording.resume();
        call.run(3.095);
        call.stop();
        int rate = format == RecordingFormat.WAV ? 8000 : 48_000;
        short[] left = format == RecordingFormat.WAV
                ? WavReader.read(paused).left()
                : OggReader.read(paused).left();
        double expectedSeconds = 3.005 + 3.095 - Recording.GUARD_MILLIS / 1000.0;
        assertEquals(expectedSeconds, (double) left.length / rate, 0.002);
        assertEquals(AMPLITUDE, Sounds.amplitude(left, rate / 10, 28 * rate / 10, 500, rate), 0.05 * AMPLITUDE);
        int length = rate / 20;
        for (int at = 0; at + length < left.length; at += length) {
            double secret = Sounds.amplitude(left, at, at + length, 1500, rate);
            assertTrue(secret < AMPLITUDE / 20, "the pause is heard at " + (double) at / rate + " s: " + secret);
        }
        assertEquals(
                List.of(RecordingState.Paused.class, RecordingState.Running.class, RecordingState.Ended.class),
                call.states.stream().map(Object::getClass).toList());
    }

    @Test
    void manyPausesAddUpToWhatIsLeft() throws Exception {
        VirtualCall call = new VirtualCall(file, RecordingFormat.WAV, 8000)
                .caller(8000, 20, 0, Talker.tone(500, AMPLITUDE))
                .callee(8000, 20, 0, Talker.tone(900, AMPLITUDE));
        for (int i = 0; i < 100; i++) {
            call.run(0.5);
            call.recording.pause();
            call.run(0.25);
            call.recording.resume();
        }
        call.stop();
        double expected = 0.5 + 99 * (0.5 - Recording.GUARD_MILLIS / 1000.0);
        assertEquals(expected, WavReader.read(file).seconds(), 0.01);
    }

    @Test
    void aFileThatACrashCutsOffIsReadableUpToTheLastSecond() throws Exception {
        new VirtualCall(file, RecordingFormat.WAV, 8000)
                .caller(8000, 20, 0, Talker.tone(500, AMPLITUDE))
                .run(10.9);
        Path ogg = folder.resolve("call.opus");
        new VirtualCall(ogg, RecordingFormat.OGG_OPUS, 8000)
                .caller(8000, 20, 0, Talker.tone(500, AMPLITUDE))
                .run(10.9);
        assertFalse(Files.exists(file));
        WavReader wav = WavReader.read(folder.resolve("call.wav.part"));
        assertTrue(wav.seconds() > 9 && wav.seconds() < 10.9, wav.seconds() + " s");
        OggReader reader = OggReader.read(folder.resolve("call.opus.part"));
        assertFalse(reader.isComplete());
        assertTrue(reader.left().length > 9 * 48_000, reader.left().length + " samples");
    }

    @Test
    void onlyItsOwnerReadsTheFileAndNothingIsOverwritten() throws Exception {
        Files.writeString(file, "an older call");
        Files.writeString(folder.resolve("call-2.wav.part"), "a crash left this");
        VirtualCall call = new VirtualCall(file, RecordingFormat.WAV, 8000).run(1);
        Path part = folder.resolve("call-3.wav.part");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(part)));
        // Somebody takes the name meanwhile.
        Files.writeString(folder.resolve("call-2.wav"), "another call");
        Files.writeString(folder.resolve("call-3.wav"), "and another");
        RecordingState.Ended ended = assertInstanceOf(RecordingState.Ended.class, call.stop());
        assertEquals(folder.resolve("call-4.wav"), ended.file());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(ended.file())));
        assertFalse(Files.exists(part));
        assertEquals("an older call", Files.readString(file));
        assertEquals("and another", Files.readString(folder.resolve("call-3.wav")));
    }

    @Test
    void aRecordingEndsAtItsGreatestLength() throws Exception {
        RecordingSettings settings =
                new RecordingSettings(file, RecordingFormat.WAV, 8000, false, Duration.ofMillis(2500), 1 << 30);
        VirtualCall call = new VirtualCall(settings)
                .caller(8000, 20, 0, Talker.tone(500, AMPLITUDE))
                .run(5);
        RecordingState.Ended ended = assertInstanceOf(RecordingState.Ended.class, call.recording.state());
        assertEquals(RecordingEnd.LENGTH_LIMIT, ended.why());
        assertEquals(2.5, WavReader.read(file).seconds());
    }

    @ParameterizedTest
    @EnumSource
    void aRecordingEndsBeforeItsFileGrowsTooLarge(RecordingFormat format) throws Exception {
        RecordingSettings settings = new RecordingSettings(file, format, 16_000, false, Duration.ofHours(1), 256 << 10);
        Talker.Saying hiss = seconds -> AMPLITUDE * Math.sin(seconds * seconds * 1e7);
        VirtualCall call = new VirtualCall(settings)
                .caller(16_000, 20, 0, hiss)
                .callee(16_000, 20, 0, hiss)
                .run(40);
        RecordingState.Ended ended = assertInstanceOf(RecordingState.Ended.class, call.recording.state());
        assertEquals(RecordingEnd.SIZE_LIMIT, ended.why());
        assertTrue(Files.size(file) <= 256 << 10 && Files.size(file) > 128 << 10, Files.size(file) + " bytes");
    }

    @Test
    void aMissingFolderIsASentence() {
        VirtualCall call = new VirtualCall(folder.resolve("missing/call.wav"), RecordingFormat.WAV, 8000).run(1);
        RecordingState.Failed failed = assertInstanceOf(RecordingState.Failed.class, call.recording.state());
        assertTrue(failed.sentence().startsWith("The recording could not begin: the folder of"), failed.sentence());
        assertTrue(failed.sentence().endsWith("does not exist."), failed.sentence());
        assertEquals(Optional.empty(), failed.kept());
        assertEquals(failed, call.stop());
        assertEquals(List.of(failed), call.states);
    }

    @Test
    void aFullDiskEndsTheRecordingAndKeepsWhatThereIs() throws Exception {
        RecordingSettings settings =
                new RecordingSettings(file, RecordingFormat.WAV, 8000, false, Duration.ofHours(1), 1 << 30);
        VirtualCall call = new VirtualCall(settings, channel -> new WavFile(new FillingChannel(channel, 100_000), 8000))
                .caller(8000, 20, 0, Talker.tone(500, AMPLITUDE))
                .run(10);
        RecordingState.Failed failed = assertInstanceOf(RecordingState.Failed.class, call.recording.state());
        assertEquals("The recording stopped after 3 s: No space left on device.", failed.sentence());
        assertEquals(Optional.of(file), failed.kept());
        assertEquals(3, WavReader.read(file).seconds(), 0.2);
    }

    @Test
    void aDiskThatHangsCostsSilenceAndNotTheStep() throws Exception {
        VirtualCall call = new VirtualCall(file, RecordingFormat.WAV, 8000)
                .caller(8000, 10, 0, Talker.knocks())
                .callee(8000, 10, 0, Talker.knocks())
                .run(19)
                .runWithoutWriting(20)
                .run(20.5);
        assertTrue(call.recording.blocksDropped() > 0);
        call.stop();
        WavReader wav = WavReader.read(file);
        assertEquals(59.5, wav.seconds(), 0.001);
        assertOnTheTens(Knocks.millis(wav.left(), 8000));
        assertOnTheTens(Knocks.millis(wav.right(), 8000));
        // Of 0, 10, 20, 30, 40 and 50 s, the ring was full at 30.
        assertEquals(5, Knocks.millis(wav.left(), 8000).size());
    }
}
