package dev.landline.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every codec as a stream of sound, at both rates. */
class SoundCodecTest {

    private static final int PACKETS = 100;

    private static OpusEngine opus;

    @BeforeAll
    static void chooseOpus() throws OpusUnavailable {
        opus = OpusEngines.choose(OpusChoice.NATIVE, Optional.empty());
    }

    static Stream<Arguments> codecsAtTheirRates() {
        return Arrays.stream(SoundCodec.values())
                .flatMap(codec -> Stream.of(8000, 16_000)
                        .filter(rate -> rate <= codec.sampleRate())
                        .map(rate -> Arguments.of(codec, rate)));
    }

    @ParameterizedTest
    @MethodSource("codecsAtTheirRates")
    void aToneKeepsItsFrequencyAndLevelInPacketsOfAnyLength(SoundCodec codec, int rate) {
        for (int millis : new int[] {10, 20, 40, 60}) {
            short[] tone = Signals.tone(rate, 1004, 0.25, PACKETS * rate / 50);
            short[] heard = through(codec, rate, millis, tone, rate);
            assertTone(tone, heard, rate, codec + " in packets of " + millis + " ms");
        }
    }

    @ParameterizedTest
    @MethodSource("codecsAtTheirRates")
    void aPayloadSaysHowLongItLasts(SoundCodec codec, int rate) {
        byte[] payload = new byte[1200];
        try (SoundEncoder encoder = SoundEncoder.of(codec, opus, rate, OpusWishes.USUAL)) {
            for (int millis : new int[] {10, 20, 40, 60}) {
                int length = encoder.encode(new short[rate], 0, millis * rate / 1000, payload, 0, payload.length);
                assertEquals(millis * codec.clockRate() / 1000, SoundDecoder.ticks(codec, payload, 0, length));
            }
        }
    }

    /** A trunk may send PCMU though we agreed on G.722 first. */
    @ParameterizedTest
    @EnumSource(SoundCodec.class)
    void whatComesNarrowIsHeardAtTheWideRate(SoundCodec codec) {
        short[] tone = Signals.tone(8000, 1004, 0.25, PACKETS * 160);
        short[] heard = through(codec, 8000, 20, tone, 16_000);
        assertTone(Signals.tone(16_000, 1004, 0.25, PACKETS * 320), heard, 16_000, codec + " widened");
    }

    @ParameterizedTest
    @ValueSource(doubles = {300, 1004, 2000, 3100, 3400})
    void g722AndNarrowSoundMeetWithoutChangeOfLevel(double hertz) {
        short[] wide = Signals.tone(16_000, hertz, 0.25, PACKETS * 320);
        short[] narrow = Signals.tone(8000, hertz, 0.25, PACKETS * 160);
        assertLevel(narrow, throughG722(wide, 16_000, 8000), 8000);
        assertLevel(wide, throughG722(narrow, 8000, 16_000), 16_000);
        assertLevel(wide, through(SoundCodec.PCMU, 8000, 20, narrow, 16_000), 16_000);
    }

    /** What a doubled rate would mirror above 4 kHz is not heard. */
    @ParameterizedTest
    @ValueSource(doubles = {500, 1500, 3000})
    void narrowSoundLeavesTheUpperBandEmpty(double hertz) {
        short[] heard = through(SoundCodec.PCMU, 8000, 20, Signals.tone(8000, hertz, 0.5, PACKETS * 160), 16_000);
        double mirrored = Signals.amplitude(heard, 8000, 16_000, 8000 - hertz, 16_000);
        assertTrue(mirrored < 16_384 * 0.01, "the mirror of " + hertz + " Hz: " + mirrored);
    }

    @ParameterizedTest
    @MethodSource("codecsAtTheirRates")
    void aLostPacketIsMadeUpAndTheSoundGoesOn(SoundCodec codec, int rate) {
        short[] tone = Signals.tone(rate, 400, 0.25, PACKETS * rate / 50);
        byte[][] payloads = payloads(codec, rate, 20, tone);
        int frame = rate / 50;
        short[] heard = new short[tone.length];
        try (SoundDecoder decoder = SoundDecoder.of(codec, opus, rate)) {
            for (int i = 0; i < PACKETS; i++) {
                int samples = i % 10 == 9
                        ? decoder.conceal(heard, i * frame, frame)
                        : decoder.decode(payloads[i], 0, payloads[i].length, heard, i * frame, frame);
                assertEquals(frame, samples);
            }
        }
        double level = Signals.levelDecibels(tone, 0, tone.length);
        for (int i = 10; i < PACKETS; i++) {
            double heardLevel = Signals.levelDecibels(heard, i * frame, (i + 1) * frame);
            assertEquals(level, heardLevel, 10, codec + " packet " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("codecsAtTheirRates")
    void silenceIsSilentAndSoIsWhatIsMadeUpAfterIt(SoundCodec codec, int rate) {
        short[] pcm = Signals.tone(rate, 400, 0.25, rate / 50);
        try (SoundDecoder decoder = SoundDecoder.of(codec, opus, rate)) {
            decoder.silence(pcm, 0, pcm.length);
            assertTrue(Signals.levelDecibels(pcm, 0, pcm.length) < -100);
            assertEquals(pcm.length, decoder.conceal(pcm, 0, pcm.length));
            assertTrue(Signals.levelDecibels(pcm, 0, pcm.length) < -60);
        }
    }

    @ParameterizedTest
    @MethodSource("codecsAtTheirRates")
    void aHundredThousandGarbagePacketsFailNothing(SoundCodec codec, int rate) {
        Random random = new Random(3);
        byte[] garbage = new byte[700];
        short[] pcm = new short[rate / 1000 * 120];
        byte[][] good = payloads(codec, rate, 20, Signals.speech(rate, rate));
        try (SoundDecoder decoder = SoundDecoder.of(codec, opus, rate)) {
            for (int i = 0; i < 100_000; i++) {
                // Mostly short, as a call's packets are: long ones take their time and find no more.
                int length = i % 100 == 0 ? random.nextInt(garbage.length) : random.nextInt(60);
                random.nextBytes(garbage);
                if (i % 3 == 0) {
                    byte[] start = good[i % good.length];
                    System.arraycopy(start, 0, garbage, 0, Math.min(start.length, length) / 2);
                }
                int result = i % 4 == 3
                        ? decoder.restore(garbage, 0, length, pcm, 0, rate / 50)
                        : decoder.decode(garbage, 0, length, pcm, 0, pcm.length);
                assertTrue(result <= pcm.length);
            }
            assertEquals(rate / 50, decoder.decode(good[9], 0, good[9].length, pcm, 0, pcm.length));
        }
    }

    @Test
    void otherRatesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SoundDecoder.of(SoundCodec.G722, opus, 48_000));
        assertThrows(IllegalArgumentException.class, () -> SoundDecoder.of(SoundCodec.PCMU, opus, 11_025));
        assertThrows(
                IllegalArgumentException.class, () -> SoundEncoder.of(SoundCodec.G722, opus, 32_000, OpusWishes.USUAL));
    }

    private static void assertTone(short[] sent, short[] heard, int rate, String what) {
        int from = rate / 2;
        int until = rate;
        double sentLevel = Signals.levelDecibels(sent, from, until);
        assertEquals(sentLevel, Signals.levelDecibels(heard, from, until), 0.5, what);
        assertEquals(1004, Signals.frequency(heard, from, until, rate), 2, what);
    }

    private static void assertLevel(short[] sent, short[] heard, int rate) {
        double sentLevel = Signals.levelDecibels(sent, rate / 2, rate);
        assertEquals(sentLevel, Signals.levelDecibels(heard, rate / 2, rate), 0.5);
    }

    private static short[] throughG722(short[] pcm, int rate, int heardRate) {
        return through(SoundCodec.G722, rate, 20, pcm, heardRate);
    }

    private static short[] through(SoundCodec codec, int rate, int millis, short[] pcm, int heardRate) {
        byte[][] payloads = payloads(codec, rate, millis, pcm);
        int frame = millis * heardRate / 1000;
        short[] heard = new short[payloads.length * frame];
        try (SoundDecoder decoder = SoundDecoder.of(codec, opus, heardRate)) {
            for (int i = 0; i < payloads.length; i++) {
                assertEquals(
                        frame,
                        decoder.decode(payloads[i], 0, payloads[i].length, heard, i * frame, heard.length - i * frame));
            }
        }
        return heard;
    }

    private static byte[][] payloads(SoundCodec codec, int rate, int millis, short[] pcm) {
        int frame = millis * rate / 1000;
        byte[][] payloads = new byte[pcm.length / frame][];
        byte[] out = new byte[1200];
        try (SoundEncoder encoder = SoundEncoder.of(codec, opus, rate, OpusWishes.USUAL)) {
            for (int i = 0; i < payloads.length; i++) {
                payloads[i] = Arrays.copyOf(out, encoder.encode(pcm, i * frame, frame, out, 0, out.length));
            }
        }
        return payloads;
    }
}
