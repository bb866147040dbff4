package dev.landline.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.OpusTuning;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.SrtpPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How sound is configured: codecs, encryption, digits, packet times, Opus. */
class SoundConfigTest {

    @TempDir
    Path folder;

    @Test
    void aTrunkThatSaysNothingSpeaksPlainG711() throws IOException {
        TrunkSound sound = trunk("");
        assertEquals(TrunkSound.standard(), sound);
        assertEquals(List.of(AudioCodec.PCMU, AudioCodec.PCMA), sound.codecs());
        assertEquals(SrtpPolicy.OFF, sound.terms().srtp());
        assertTrue(sound.terms().events());
        assertEquals(20, sound.terms().ptimeMillis());
    }

    @Test
    void aTrunkMaySayEverything() throws IOException {
        TrunkSound sound = trunk("codecs = [opus, g722, pcma], srtp = required, latching = true, comfort-noise = true,"
                + " dtmf = info, ptime = 40ms, browser-codecs = [pcma, opus]");
        assertEquals(List.of(AudioCodec.OPUS, AudioCodec.G722, AudioCodec.PCMA), sound.codecs());
        assertEquals(SrtpPolicy.REQUIRED, sound.srtp());
        assertTrue(sound.latching());
        assertTrue(sound.terms().comfortNoise());
        assertEquals(DtmfMode.INFO, sound.dtmf());
        assertFalse(sound.terms().events());
        assertEquals(40, sound.ptimeMillis());
        assertEquals(List.of(AudioCodec.PCMA, AudioCodec.OPUS), sound.browserCodecs());
    }

    @ParameterizedTest
    @CsvSource({"auto, true", "rfc4733, true", "info, false", "inband, false"})
    void telephoneEventsAreNegotiatedOnlyWhereDigitsMayGoThatWay(String dtmf, boolean events) throws IOException {
        assertEquals(events, trunk("dtmf = " + dtmf).terms().events());
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "20ms, 20", "'\"30 ms\"', 30", "60ms, 60"})
    void aPacketTimeIsWrittenWithOrWithoutItsUnit(String text, int millis) throws IOException {
        assertEquals(millis, trunk("ptime = " + text).ptimeMillis());
    }

    @ParameterizedTest
    @CsvSource({
        "codecs, '[]', must name at least one of g722",
        "codecs, '[g729]', 'must be one of g722, opus, pcma, pcmu, not'",
        "codecs, '[pcmu, pcmu]', twice",
        "browser-codecs, '[]', must name at least one of g722",
        "browser-codecs, '[red]', 'must be one of g722, opus, pcma, pcmu'",
        "srtp, maybe, 'must be one of off, optional, required, not'",
        "latching, sometimes, must be true or false",
        "comfort-noise, 13, must be true or false",
        "dtmf, rfc2833, 'must be one of auto, inband, info, rfc4733, not'",
        "ptime, 25ms, 'must be 10ms, 20ms, 30ms, 40ms or 60ms, not'",
        "ptime, 50, 'must be 10ms, 20ms, 30ms, 40ms or 60ms, not'"
    })
    void mistakesInATrunkNameWhatWouldBeRight(String key, String value, String words) throws IOException {
        assertSays(
                mistakes("landline.trunks.a { host = a, " + key + " = " + value + " }"),
                "landline.trunks.a." + key,
                words);
    }

    @ParameterizedTest
    @CsvSource({
        "dscp = 64, dscp, whole number from 0 to 63",
        "red = 2, red, must be true or false",
        "trunk-silence = 2s, trunk-silence, 'must be 0s, which is never, or from 5s to 1h'",
        "trunk-silence = 2h, trunk-silence, from",
        "trunk-silence = 60, trunk-silence, with its unit",
        "opus-encoder.bitrate = 5000, opus-encoder.bitrate, whole number from 6000 to 128000",
        "opus-encoder.complexity = 11, opus-encoder.complexity, whole number from 0 to 10",
        "opus-encoder.fec = maybe, opus-encoder.fec, must be true or false",
        "opus-encoder.bitrate = 24000, opus-encoder.bitrate, leaves no room for FEC at complexity 0",
        "opus-encoder.speed = 1, opus-encoder.speed, 'known here: bitrate, complexity, fec'"
    })
    void mistakesUnderMediaNameWhatWouldBeRight(String line, String key, String words) throws IOException {
        assertSays(mistakes("landline.media." + line), "landline.media." + key, words);
    }

    @Test
    void mediaMaySayEverything() throws IOException {
        MediaConfig media = valid("""
                landline.media {
                  red = false, dscp = 0, trunk-silence = 0s
                  opus-encoder { bitrate = 24000, complexity = 10, fec = true }
                }
                """).config().media();
        assertFalse(media.red());
        assertEquals(0, media.dscp());
        assertEquals(Duration.ZERO, media.trunkSilence());
        assertEquals(new OpusTuning(24_000, 10, true), media.opusEncoder());
        assertEquals(
                new OpusTuning(16_000, 0, false),
                valid("landline.media.opus-encoder { bitrate = 16000, fec = false }")
                        .config()
                        .media()
                        .opusEncoder());
    }

    @Test
    void aRouteChangesSingleKeysOfTheEncoder() throws IOException {
        GatewayConfig config = valid("""
                landline {
                  media.opus-encoder.bitrate = 40000
                  trunks.a.host = a
                  routes = [
                    { match = "+44.", trunk = a, opus.complexity = 7, browser-codecs = [pcmu] }
                    { match = "+.", trunk = a }
                    { match = "2xx", trunk = a, opus { } }
                  ]
                }
                """).config();
        assertEquals(
                new RouteSound(List.of(AudioCodec.PCMU), Optional.of(new OpusTuning(40_000, 7, true))),
                config.routes().getFirst().sound());
        assertEquals(RouteSound.NONE, config.routes().get(1).sound());
        assertEquals(RouteSound.NONE, config.routes().get(2).sound());
    }

    @Test
    void mistakesInARouteNameWhatWouldBeRight() throws IOException {
        List<Mistake> mistakes = mistakes("""
                landline {
                  trunks.a.host = a
                  routes = [ { match = "+44.", trunk = a, opus { bitrate = 1 }, browser-codecs = [] } ]
                }
                """);
        assertSays(mistakes, "landline.routes[0].opus.bitrate", "whole number from 6000 to 128000");
        assertSays(mistakes, "landline.routes[0].browser-codecs", "must name at least one");
    }

    @Test
    void keysInReadableSignallingAreAWarningAndNoMistake() throws IOException {
        ConfigResult.Valid read = valid("landline.trunks { a { host = a, srtp = required }, b { host = b } }");
        assertEquals(1, read.warnings().size());
        Mistake warning = read.warnings().getFirst();
        assertEquals("landline.trunks.a.srtp", warning.key());
        assertTrue(warning.place().endsWith(":1"), warning::place);
        assertTrue(warning.sentence().startsWith("sends its keys over udp, where whoever reads"), warning::sentence);
    }

    private TrunkSound trunk(String lines) throws IOException {
        return valid("landline.trunks.a { host = a, " + lines + " }")
                .config()
                .trunks()
                .get("a")
                .sound();
    }

    private ConfigResult read(String text) throws IOException {
        return ConfigReader.read(Files.writeString(folder.resolve("landline.conf"), text), Map.of());
    }

    private ConfigResult.Valid valid(String text) throws IOException {
        ConfigResult result = read(text);
        return assertInstanceOf(ConfigResult.Valid.class, result, result::toString);
    }

    private List<Mistake> mistakes(String text) throws IOException {
        return assertInstanceOf(ConfigResult.Invalid.class, read(text)).mistakes();
    }

    private static void assertSays(List<Mistake> mistakes, String key, String words) {
        assertTrue(
                mistakes.stream()
                        .anyMatch(mistake ->
                                mistake.key().equals(key) && mistake.sentence().contains(words)),
                () -> "expected " + key + " '" + words + "' in " + mistakes);
    }
}
