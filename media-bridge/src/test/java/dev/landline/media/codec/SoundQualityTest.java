package dev.landline.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How near sound stays to its original on the way between a browser and a trunk, without losses. */
class SoundQualityTest {

    private static final int FRAMES = 400;
    private static final OpusWishes WISHES = OpusWishes.USUAL;

    private static OpusEngine opus;

    @BeforeAll
    static void chooseOpus() throws OpusUnavailable {
        opus = OpusEngines.choose(OpusChoice.NATIVE, Optional.empty());
    }

    /** Decoding adds nothing, so the difference to a local decode is what G.711 adds: its own quantization. */
    @ParameterizedTest
    @CsvSource({"PCMU, 16000", "PCMU, 32000", "PCMU, 64000", "PCMA, 32000"})
    void opusToG711StaysNearALocalDecode(SoundCodec law, int browserBitrate) {
        OpusEncoderSettings browser = new OpusEncoderSettings(48_000, browserBitrate, 5, true, 0, false);
        byte[][] packets = Signals.encode(opus, browser, Signals.speech(48_000, FRAMES * 960));
        short[] local = Signals.decode(opus, packets, 8000);
        short[] heard = decode(law, encode(law, decode(SoundCodec.OPUS, packets)));
        double snr = Signals.snrDecibels(local, heard);
        assertTrue(snr >= 27, "only " + snr + " dB");
        assertEquals(level(local), level(heard), 0.5);
    }

    /** Where loss is reported, FEC takes its part of the same bit rate: the sound is a decibel farther from the original. */
    @ParameterizedTest
    @CsvSource({"PCMU, 0, 2.1", "PCMA, 0, 2.1", "PCMU, 5, 3.3", "PCMA, 5, 3.3"})
    void g711ToOpusKeepsTheSpectrumAndTheLevel(SoundCodec law, int lossPercent, double decibels) {
        short[] sent = decode(law, encode(law, voice(FRAMES * 160)));
        byte[][] packets = new byte[FRAMES][];
        byte[] out = new byte[1200];
        try (SoundEncoder encoder = SoundEncoder.of(SoundCodec.OPUS, opus, 8000, WISHES)) {
            encoder.expectLoss(lossPercent);
            for (int i = 0; i < FRAMES; i++) {
                packets[i] = Arrays.copyOf(out, encoder.encode(sent, i * 160, 160, out, 0, out.length));
            }
        }
        short[] heard = decode(SoundCodec.OPUS, packets);
        int delay = Spectra.delay(sent, heard, 200);
        double distance = Spectra.logSpectralDistance(sent, heard, delay);
        assertTrue(distance <= decibels, "a distance of " + distance + " dB at a delay of " + delay);
        assertEquals(level(sent), level(heard), 0.5);
    }

    /** Whether a packet carries FEC shows in its length and its mode: SILK's LBRR flag stands in the first frame byte. */
    @ParameterizedTest
    @CsvSource({"8000, 0", "8000, 1", "16000, 1"})
    void atTheUsualTuningReportedLossBringsFecIntoThePackets(int sampleRate, int complexity) {
        OpusTuning tuning = new OpusTuning(OpusTuning.USUAL.bitrate(), complexity, true);
        assertTrue(partWithFec(new OpusWishes(tuning, true, false), sampleRate, 10) > 0.5);
        assertEquals(0, partWithFec(new OpusWishes(tuning, true, false), sampleRate, 0));
        assertEquals(0, partWithFec(new OpusWishes(tuning, false, false), sampleRate, 10), "the peer takes none");
    }

    /** The trap: nothing fails and nothing is said, the packets just have none. Configuration refuses such a tuning. */
    @Test
    void complexityZeroBelowThirtyTwoKilobitsHasNoFec() {
        OpusWishes poor = new OpusWishes(new OpusTuning(24_000, 0, true), true, false);
        assertEquals(0, partWithFec(poor, 8000, 5));
    }

    @Test
    void discontinuousTransmissionPausesInSilence() {
        byte[] out = new byte[1200];
        int sent = 0;
        try (SoundEncoder encoder =
                SoundEncoder.of(SoundCodec.OPUS, opus, 8000, new OpusWishes(OpusTuning.USUAL, true, true))) {
            for (int i = 0; i < 100; i++) {
                sent += encoder.encode(new short[160], 0, 160, out, 0, out.length) > 0 ? 1 : 0;
            }
            assertTrue(sent < 40, sent + " of 100 silent frames were sent");
            assertTrue(encoder.encode(voice(160), 0, 160, out, 0, out.length) > 0, "speech is sent at once");
        }
        assertFalse(sent == 0, "the silence begins with a packet");
    }

    private static double partWithFec(OpusWishes wishes, int sampleRate, int lossPercent) {
        int frame = sampleRate / 50;
        short[] speech = Signals.speech(sampleRate, FRAMES * frame);
        byte[] out = new byte[1200];
        int with = 0;
        try (SoundEncoder encoder = SoundEncoder.of(SoundCodec.OPUS, opus, sampleRate, wishes)) {
            encoder.expectLoss(lossPercent);
            for (int i = 0; i < FRAMES; i++) {
                int length = encoder.encode(speech, i * frame, frame, out, 0, out.length);
                with += length > 1 && hasFec(out) ? 1 : 0;
            }
        }
        return with / (double) FRAMES;
    }

    /**
     * The LBRR flag of a mono packet with one SILK frame of 20 ms: the second bit of its range-coded data, right behind the
     * voice activity flag, both at even odds and so readable as they stand (RFC 6716 section 4.2.3).
     */
    private static boolean hasFec(byte[] packet) {
        int configuration = (packet[0] & 0xFF) >> 3;
        return configuration < 16 && (packet[1] & 0x40) != 0;
    }

    private static byte[][] encode(SoundCodec codec, short[] pcm) {
        byte[][] packets = new byte[pcm.length / 160][];
        byte[] out = new byte[1200];
        try (SoundEncoder encoder = SoundEncoder.of(codec, opus, 8000, WISHES)) {
            for (int i = 0; i < packets.length; i++) {
                packets[i] = Arrays.copyOf(out, encoder.encode(pcm, i * 160, 160, out, 0, out.length));
            }
        }
        return packets;
    }

    private static short[] decode(SoundCodec codec, byte[][] packets) {
        short[] pcm = new short[packets.length * 160];
        try (SoundDecoder decoder = SoundDecoder.of(codec, opus, 8000)) {
            for (int i = 0; i < packets.length; i++) {
                assertEquals(160, decoder.decode(packets[i], 0, packets[i].length, pcm, i * 160, 160));
            }
        }
        return pcm;
    }

    /** Speech over the noise that every line has: a spectrum of exact zeros has no distance to anything. */
    private static short[] voice(int samples) {
        short[] pcm = Signals.speech(8000, samples);
        int noise = 7;
        for (int i = 0; i < samples; i++) {
            noise = noise * 1_103_515_245 + 12_345;
            pcm[i] = (short) Math.clamp(pcm[i] + (noise >> 23), -32_768, 32_767);
        }
        return pcm;
    }

    private static double level(short[] pcm) {
        return Signals.levelDecibels(pcm, 1600, pcm.length - 1600);
    }
}
