package dev.landline.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaSectionTest {

    private static final String ORIGIN = "v=0\no=- 1 1 IN IP4 192.0.2.9\n";

    @Test
    void readsChromium() {
        MediaSection audio = Samples.parse(Samples.CHROMIUM).media().getFirst();
        assertEquals("audio", audio.kind());
        assertEquals(34_983, audio.port());
        assertEquals("UDP/TLS/RTP/SAVPF", audio.protocol());
        assertEquals(List.of(111, 63, 9, 0, 8, 13, 110, 126), audio.payloadTypes());
        assertEquals(Optional.of(new MediaSection.RtpMap(111, "opus", 48_000, 2)), audio.rtpMap(111));
        assertEquals(Map.of("minptime", "10", "useinbandfec", "1"), audio.formatParameters(111));
        assertEquals(Map.of("111/111", ""), audio.formatParameters(63));
        assertEquals(Direction.SENDRECV, audio.direction());
        assertEquals("b9pO", audio.iceUfrag().orElseThrow());
        assertEquals("I8Ti7dVkCikXK5XKIllTkfq/", audio.icePassword().orElseThrow());
        assertEquals("sha-256", audio.fingerprints().getFirst().hash());
        assertTrue(audio.fingerprints().getFirst().value().startsWith("44:F6:C7:"));
        assertEquals("actpass", audio.setup().orElseThrow());
        assertEquals("0", audio.mid().orElseThrow());
        assertTrue(audio.rtcpMux());
        assertEquals(OptionalInt.of(9), audio.rtcpPort());
        assertEquals(Optional.of(new MediaSection.Connection("IP4", "192.0.2.2")), audio.connection());
        assertEquals(Optional.of(new MediaSection.Connection("IP4", "0.0.0.0")), audio.rtcpConnection());
        assertEquals(4, audio.candidates());
        assertEquals(4, audio.attributes("extmap").size());
    }

    @Test
    void readsFirefoxWhichKeepsTheFingerprintAtSessionLevel() {
        MediaSection audio = Samples.parse(Samples.FIREFOX).media().getFirst();
        assertFalse(audio.has("fingerprint"));
        assertTrue(audio.fingerprints().getFirst().value().startsWith("1D:A4:0A:"));
        assertEquals(Optional.of(new MediaSection.RtpMap(101, "telephone-event", 8_000, 1)), audio.rtpMap(101));
        assertEquals(
                Map.of("maxplaybackrate", "48000", "stereo", "1", "useinbandfec", "1"), audio.formatParameters(109));
        assertEquals(OptionalInt.of(59_854), audio.rtcpPort());
        assertEquals(8, audio.candidates());
    }

    @Test
    void prefersItsOwnAttributesToTheSessions() {
        String session =
                ORIGIN + "c=IN IP4 192.0.2.1\na=inactive\na=setup:PASSIVE\na=ice-ufrag:sess\na=ice-pwd:sesspwd\n"
                        + "a=fingerprint:SHA-1 aa\na=mid:no\na=rtcp-mux\na=ptime:40\n";
        MediaSection inherits = section(session + "m=audio 1 RTP/AVP 0\n");
        assertEquals(Direction.INACTIVE, inherits.direction());
        assertEquals("passive", inherits.setup().orElseThrow());
        assertEquals("sess", inherits.iceUfrag().orElseThrow());
        assertEquals("sesspwd", inherits.icePassword().orElseThrow());
        assertEquals(List.of(new MediaSection.Fingerprint("sha-1", "AA")), inherits.fingerprints());
        assertEquals("192.0.2.1", inherits.connection().orElseThrow().address());
        assertTrue(inherits.mid().isEmpty(), "mid, rtcp-mux and ptime belong to media only");
        assertFalse(inherits.rtcpMux());
        assertTrue(inherits.ptimeMillis().isEmpty());

        MediaSection owns = section(session + "m=audio 1 RTP/AVP 0\nc=IN IP4 192.0.2.2\na=sendonly\na=setup:active\n"
                + "a=ice-ufrag:mine\na=ice-pwd:minepwd\na=fingerprint:sha-256 bb\n");
        assertEquals(Direction.SENDONLY, owns.direction());
        assertEquals("active", owns.setup().orElseThrow());
        assertEquals("mine", owns.iceUfrag().orElseThrow());
        assertEquals("minepwd", owns.icePassword().orElseThrow());
        assertEquals(List.of(new MediaSection.Fingerprint("sha-256", "BB")), owns.fingerprints());
        assertEquals("192.0.2.2", owns.connection().orElseThrow().address());
    }

    @Test
    void doesNotTakeAnAttributeOfTheNextSection() {
        MediaSection first = section(ORIGIN + "m=audio 1 RTP/AVP 0\nm=audio 2 RTP/AVP 0\na=rtcp-mux\na=sendonly\n");
        assertFalse(first.rtcpMux());
        assertEquals(Direction.SENDRECV, first.direction());
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "20.5, 20", "0, ", "-20, ", "1001, ", "x, ", "'', ", "99999999999, "})
    void readsPacketTimesFromOneToAThousandMilliseconds(String text, Integer millis) {
        OptionalInt expected = millis == null ? OptionalInt.empty() : OptionalInt.of(millis);
        MediaSection section =
                section(ORIGIN + "m=audio 1 RTP/AVP 0\na=ptime:" + text + "\na=maxptime: " + text + "\n");
        assertEquals(expected, section.ptimeMillis());
        assertEquals(expected, section.maxPtimeMillis());
    }

    @ParameterizedTest
    @CsvSource({
        "96 opus, ",
        "96 opus/x, ",
        "96 opus/48000/x, ",
        "128 opus/48000, ",
        "-1 opus/48000, ",
        "96, ",
        "'', ",
        "96 opus/99999999, ",
        "96   opus/48000, 1",
        "96 opus/48000/2, 2"
    })
    void skipsMappingsThatCannotBeRead(String value, Integer channels) {
        MediaSection section = section(ORIGIN + "m=audio 1 RTP/AVP 96\na=rtpmap:" + value + "\n");
        assertEquals(Optional.ofNullable(channels), section.rtpMap(96).map(MediaSection.RtpMap::channels));
    }

    @Test
    void countsTheFirstOfSeveralMappings() {
        MediaSection section = section(ORIGIN
                + "m=audio 1 RTP/AVP 96\na=rtpmap:96 a/8000\na=rtpmap:96 b/8000\na=fmtp:96 x=1;X=2\na=fmtp:96 y=1\n");
        assertEquals("a", section.rtpMap(96).orElseThrow().encoding());
        assertEquals(Map.of("x", "1"), section.formatParameters(96));
    }

    @Test
    void readsFormatParametersInAnySpacing() {
        MediaSection section = section(ORIGIN + "m=audio 1 RTP/AVP 96\na=fmtp:96  A = b ;; c;d=e=f ; \n");
        assertEquals(Map.of("a", "b", "c", "", "d", "e=f"), section.formatParameters(96));
        assertEquals(Map.of(), section.formatParameters(97));
    }

    @Test
    void keepsFormatsThatAreNoPayloadTypesApart() {
        MediaSection section = section(ORIGIN + "m=image 1 udptl t38 128 -1 7\n");
        assertEquals(List.of("t38", "128", "-1", "7"), section.formats());
        assertEquals(List.of(7), section.payloadTypes());
    }

    @Test
    void hasNoConnectionWhenItsOwnIsMalformed() {
        String session = ORIGIN + "c=IN IP4 192.0.2.1\n";
        assertTrue(section(session + "m=audio 1 RTP/AVP 0\nc=IN IP4\n")
                .connection()
                .isEmpty());
        assertTrue(section(session + "m=audio 1 RTP/AVP 0\nc=ATM NSAP x\n")
                .connection()
                .isEmpty());
        assertTrue(section(ORIGIN + "m=audio 1 RTP/AVP 0\n").connection().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "SENDRECV, SENDRECV, true, true",
        "SENDONLY, RECVONLY, true, false",
        "RECVONLY, SENDONLY, false, true",
        "INACTIVE, INACTIVE, false, false"
    })
    void directionsTurnAround(Direction direction, Direction reversed, boolean sends, boolean receives) {
        assertEquals(reversed, direction.reversed());
        assertEquals(sends, direction.sends());
        assertEquals(receives, direction.receives());
        assertFalse(direction.withoutReceiving().receives());
        assertEquals(sends, direction.withoutReceiving().sends());
    }

    private static MediaSection section(String text) {
        return Samples.parse(text).media().getFirst();
    }
}
