package dev.landline.sip.sdp;

import static dev.landline.sip.sdp.Samples.crlf;
import static dev.landline.sip.sdp.Samples.parse;
import static dev.landline.sip.sdp.Samples.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDescriptionTest {

    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nt=0 0\r\n";
    private static final String AUDIO = "m=audio 4000 RTP/AVP 0\r\n";

    @Test
    void givesBackWhatItRead() {
        assertEquals(Samples.CHROMIUM, parse(Samples.CHROMIUM).toString());
        assertEquals(Samples.FIREFOX, parse(Samples.FIREFOX).toString());
        String odd =
                HEAD + "y=foo\r\nZ=\r\ns= \r\na=msid-semantic: WMS x\r\n" + AUDIO + "a=rtpmap:0 PCMU/8000 \r\nk=?\r\n";
        assertEquals(odd, parse(odd).toString());
    }

    @Test
    void endsLinesWithCrLfWhateverEndedThem() {
        String text = HEAD + AUDIO;
        assertEquals(text, parse(text.replace("\r\n", "\n")).toString());
        assertEquals(text, parse(text + "\r\n\r\n\n").toString());
        assertEquals(text, parse(text.substring(0, text.length() - 2)).toString());
    }

    @Test
    void keepsIdentifiersThatNoLongCanHold() {
        SessionDescription.Origin origin = parse("v=0\no=me 18446744073709551615 99999999999999999999999 IN IP6 ::1\n")
                .origin();
        assertEquals(
                new SessionDescription.Origin("me", "18446744073709551615", "99999999999999999999999", "IP6", "::1"),
                origin);
    }

    @Test
    void splitsTheSessionFromItsMedia() {
        SessionDescription description = parse(HEAD + "a=group:BUNDLE 0 1\r\na=ice-lite\r\n" + AUDIO
                + "a=mid:0\r\nm=video 0 RTP/AVP 96\r\na=mid:1\r\n");
        assertEquals(List.of("BUNDLE 0 1"), description.attributes("group"));
        assertTrue(description.has("ice-lite"));
        assertFalse(description.has("mid"));
        assertEquals(
                List.of("audio", "video"),
                description.media().stream().map(MediaSection::kind).toList());
        assertEquals(
                List.of("m=video 0 RTP/AVP 96", "a=mid:1"),
                description.media().get(1).lines());
        assertEquals(10, description.lines().size());
    }

    @Test
    void readsDescriptionsWithoutMedia() {
        assertTrue(parse(HEAD).media().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "v=1\n",
                "o=- 1 1 IN IP4 x\n",
                "v=0\n",
                "v=0\no=- 1 1 IN IP4\n",
                "v=0\no=- 1 1 IN IP4 x y\n",
                "v=0\no=- 1 1 IN IP4 x\n\ns=-\n",
                "v=0\no=- 1 1 IN IP4 x\nrubbish\n",
                "v=0\no=- 1 1 IN IP4 x\n1=x\n",
                "v=0\no=- 1 1 IN IP4 x\n=\n",
                "v=0\no=- 1 1 IN IP4 x\ns=a\rb\n",
                "v=0\no=- 1 1 IN IP4 x\ns=a\u0000b\n",
                "v=0\no=- 1 1 IN IP4 x\nm=\n",
                "v=0\no=- 1 1 IN IP4 x\nm=audio\n",
                "v=0\no=- 1 1 IN IP4 x\nm=audio 1\n",
                "v=0\no=- 1 1 IN IP4 x\nm=audio 1 RTP/AVP\n",
                "v=0\no=- 1 1 IN IP4 x\nm=audio 65536 RTP/AVP 0\n",
                "v=0\no=- 1 1 IN IP4 x\nm=audio -1 RTP/AVP 0\n",
                "v=0\no=- 1 1 IN IP4 x\nm=audio 99999999999 RTP/AVP 0\n",
                "v=0\no=- 1 1 IN IP4 x\nm=audio \u0664\u0660 RTP/AVP 0\n"
            })
    void refusesWhatIsNoDescriptionWithASentenceOfItsOwn(String text) {
        String reason = reason(SessionDescription.parse(text));
        assertTrue(reason.matches("[A-Z][A-Za-z0-9=,. ]+\\."), reason);
    }

    @Test
    void holdsItsBounds() {
        String line = "a=" + "x".repeat(SessionDescription.MAX_LINE_LENGTH - 2) + "\r\n";
        assertEquals(5, parse(HEAD + line).lines().size());
        assertEquals(
                "A line of the session description is longer than 2,048 characters.",
                reason(SessionDescription.parse(HEAD + "a" + line)));

        String lines = "a=x\r\n".repeat(SessionDescription.MAX_LINES - 4);
        assertEquals(SessionDescription.MAX_LINES, parse(HEAD + lines).lines().size());
        assertEquals(
                "The session description has more than 1,000 lines.",
                reason(SessionDescription.parse(HEAD + lines + "a=x\r\n")));

        String sections = AUDIO.repeat(SessionDescription.MAX_MEDIA_SECTIONS);
        assertEquals(
                SessionDescription.MAX_MEDIA_SECTIONS,
                parse(HEAD + sections).media().size());
        assertEquals(
                "The session description has more than 16 media sections.",
                reason(SessionDescription.parse(HEAD + sections + AUDIO)));

        String full = HEAD + line.repeat(16).substring(0, SessionDescription.MAX_LENGTH - HEAD.length() - 2);
        assertEquals(SessionDescription.MAX_LENGTH - 2, full.length());
        assertEquals(20, parse(full + "\r\n").lines().size());
        assertEquals(
                "The session description is longer than 32 KB.", reason(SessionDescription.parse(full + "\r\n\n")));
    }

    @Test
    void readsRefusedSectionsThatLostTheirFormats() {
        MediaSection section = parse(HEAD + "m=Video 0 RTP/AVP\r\n").media().getFirst();
        assertEquals("video", section.kind());
        assertEquals(List.of(), section.formats());
    }

    @Test
    void readsTheOldPortCountsAndExtraBlanks() {
        MediaSection section = parse(crlf("v=0\no=-  1 1  IN IP4 x\nm=audio  4000/2  RTP/AVP  0   8\n"))
                .media()
                .getFirst();
        assertEquals(4_000, section.port());
        assertEquals(List.of("0", "8"), section.formats());
    }
}
