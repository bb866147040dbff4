package dev.landline.sip.sdp;

import static dev.landline.sip.sdp.AudioCodec.G722;
import static dev.landline.sip.sdp.AudioCodec.OPUS;
import static dev.landline.sip.sdp.AudioCodec.PCMA;
import static dev.landline.sip.sdp.AudioCodec.PCMU;
import static dev.landline.sip.sdp.Samples.OUR_BROWSER_SIDE;
import static dev.landline.sip.sdp.Samples.OUR_FINGERPRINT;
import static dev.landline.sip.sdp.Samples.address;
import static dev.landline.sip.sdp.Samples.crlf;
import static dev.landline.sip.sdp.Samples.parse;
import static dev.landline.sip.sdp.Samples.reason;
import static dev.landline.sip.sdp.Samples.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserOfferAnswerTest {

    private static final List<AudioCodec> ALL = List.of(OPUS, G722, PCMU, PCMA);
    private static final BrowserTerms TERMS = new BrowserTerms(ALL, true);

    private static final String TRANSPORT = """
            a=rtcp-mux
            a=ice-ufrag:ouru
            a=ice-pwd:ourpasswordourpassword22
            a=fingerprint:sha-256 %s
            a=setup:%s
            a=msid:landline audio
            a=ssrc:4000000000 cname:ourcname
            a=candidate:1 1 udp 2130706431 192.0.2.1 20000 typ host
            a=candidate:2 1 udp 2130706175 2001:db8:0:0:0:0:0:1 20001 typ host
            a=end-of-candidates
            """;

    @Test
    void readsWhatChromiumOffers() {
        BrowserMedia media = offer(Samples.CHROMIUM);
        assertEquals("b9pO", media.iceUfrag());
        assertEquals("I8Ti7dVkCikXK5XKIllTkfq/", media.icePassword());
        assertEquals("sha-256", media.fingerprintHash());
        assertEquals(
                "44:F6:C7:19:5C:3D:16:5F:02:BC:AE:92:04:11:4F:14:82:F2:08:8D:15:A7:76:DE:75:58:2A:CB:2C:A1:48:FD",
                media.fingerprint());
        assertEquals("0", media.mid());
        assertEquals(
                List.of(
                        new AudioFormat(OPUS, 111),
                        new AudioFormat(G722, 9),
                        new AudioFormat(PCMU, 0),
                        new AudioFormat(PCMA, 8)),
                media.formats());
        assertEquals(OptionalInt.of(63), media.red());
        assertEquals(OptionalInt.empty(), media.comfortNoise());
        assertEquals(new OpusParameters(true, false), media.opus());
        assertEquals(Optional.of(new EventFormat(110, 48_000)), media.dtmf());
        assertEquals(Direction.SENDRECV, media.direction());
        assertTrue(media.bundled());
    }

    @Test
    void readsWhatFirefoxOffers() {
        BrowserMedia media = offer(Samples.FIREFOX);
        assertEquals("2abeced9", media.iceUfrag());
        assertEquals(new AudioFormat(OPUS, 109), media.formats().getFirst());
        assertEquals(OptionalInt.empty(), media.red());
        assertTrue(media.fingerprint().startsWith("1D:A4:0A:"));
        assertEquals(Optional.of(new EventFormat(101, 8_000)), media.dtmf());
    }

    @Test
    void answersChromium() {
        String expected = """
                v=0
                o=- 77 1 IN IP4 192.0.2.1
                s=-
                t=0 0
                a=ice-lite
                a=group:BUNDLE 0
                m=audio 20000 UDP/TLS/RTP/SAVPF 63 111 9 0 8 110
                c=IN IP4 192.0.2.1
                a=mid:0
                a=rtpmap:63 red/48000/2
                a=fmtp:63 111/111
                a=rtpmap:111 opus/48000/2
                a=fmtp:111 minptime=10;useinbandfec=1
                a=rtpmap:9 G722/8000
                a=rtpmap:0 PCMU/8000
                a=rtpmap:8 PCMA/8000
                a=rtpmap:110 telephone-event/48000
                a=fmtp:110 0-16
                a=ptime:20
                a=rtcp-xr:rcvr-rtt=all
                a=sendrecv
                """ + TRANSPORT.formatted(OUR_FINGERPRINT, "passive");
        assertEquals(crlf(expected), OfferAnswer.browserAnswer(offer(Samples.CHROMIUM), OUR_BROWSER_SIDE));
    }

    @Test
    void answersFirefoxWithItsPayloadTypes() {
        String answer = OfferAnswer.browserAnswer(offer(Samples.FIREFOX), OUR_BROWSER_SIDE);
        assertTrue(answer.contains("m=audio 20000 UDP/TLS/RTP/SAVPF 109 9 0 8 101\r\n"), answer);
        assertTrue(answer.contains("a=rtpmap:109 opus/48000/2\r\n"), answer);
        assertTrue(answer.contains("a=rtpmap:101 telephone-event/8000\r\n"), answer);
    }

    @Test
    void answersTheSameBytesTwice() {
        assertEquals(
                OfferAnswer.browserAnswer(offer(Samples.CHROMIUM), OUR_BROWSER_SIDE),
                OfferAnswer.browserAnswer(offer(Samples.CHROMIUM), OUR_BROWSER_SIDE));
        assertNotEquals(
                OfferAnswer.browserAnswer(offer(Samples.CHROMIUM), OUR_BROWSER_SIDE),
                OfferAnswer.browserAnswer(offer(Samples.CHROMIUM), OUR_BROWSER_SIDE, 2));
    }

    @ParameterizedTest
    @CsvSource({"sendrecv, sendrecv", "sendonly, recvonly", "recvonly, sendonly", "inactive, inactive"})
    void answersTheDirectionSeenFromHere(String offered, String answered) {
        BrowserMedia media = offer(Samples.CHROMIUM.replace("a=sendrecv", "a=" + offered));
        String answer = OfferAnswer.browserAnswer(media, OUR_BROWSER_SIDE);
        assertTrue(answer.contains("\r\na=" + answered + "\r\n"), answer);
    }

    @Test
    void refusesEverythingButOneAudioSectionInPlace() {
        String video = "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:v\r\na=rtpmap:96 VP8/90000\r\n";
        String audio = Samples.CHROMIUM.substring(Samples.CHROMIUM.indexOf("m=audio"));
        String session = Samples.CHROMIUM
                .substring(0, Samples.CHROMIUM.indexOf("m=audio"))
                .replace("BUNDLE 0", "BUNDLE v 0 2 d");
        String data = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:d\r\n";
        BrowserMedia media = offer(session + video + audio + audio.replace("a=mid:0", "a=mid:2") + data);
        SessionDescription answer = parse(OfferAnswer.browserAnswer(media, OUR_BROWSER_SIDE));
        assertEquals(List.of("BUNDLE 0"), answer.attributes("group"));
        assertEquals(
                List.of("video 0 96 v", "audio 20000 63 0", "audio 0 111 2", "application 0 webrtc-datachannel d"),
                answer.media().stream()
                        .map(section -> section.kind() + " " + section.port() + " "
                                + section.formats().getFirst() + " "
                                + section.mid().orElseThrow())
                        .toList());
    }

    @Test
    void leavesOutWhatWasNotOffered() {
        String bare = Samples.CHROMIUM
                .replace("a=group:BUNDLE 0\r\n", "")
                .replace("a=mid:0\r\n", "")
                .replaceAll("a=rtpmap:1(10|26) .*\r\n", "");
        BrowserMedia media = offer(bare);
        assertEquals(Optional.empty(), media.dtmf());
        String answer = OfferAnswer.browserAnswer(media, OUR_BROWSER_SIDE);
        assertFalse(
                answer.contains("BUNDLE") || answer.contains("a=mid") || answer.contains("telephone-event"), answer);
        assertTrue(answer.contains("SAVPF 63 111 9 0 8\r\n"), answer);
    }

    @Test
    void doesNotBundleASectionOutsideTheGroup() {
        assertFalse(offer(Samples.CHROMIUM.replace("BUNDLE 0", "BUNDLE 1")).bundled());
        assertFalse(offer(Samples.CHROMIUM.replace("BUNDLE 0", "LS 0")).bundled());
        assertFalse(offer(Samples.CHROMIUM.replace("BUNDLE 0", "BUNDLE").replace("a=mid:0", "a=mid:BUNDLE"))
                .bundled());
    }

    @ParameterizedTest
    @CsvSource({
        "111 63 9 0 8 13, 63 13, The browser and the gateway have no codec in common.",
        "a=ice-ufrag:b9pO, a=x:y, The browser offered no usable ICE credentials.",
        "a=ice-ufrag:b9pO, a=ice-ufrag:b:pO, The browser offered no usable ICE credentials.",
        "a=ice-pwd:, a=x:, The browser offered no usable ICE credentials.",
        "XKIllTkfq/, X, The browser offered no usable ICE credentials.",
        "a=fingerprint, a=x, The browser offered no usable certificate fingerprint.",
        "sha-256 44, sha-1 44, The browser offered no usable certificate fingerprint.",
        ":48:FD, :48, The browser offered no usable certificate fingerprint.",
        ":48:FD, :48:FG, The browser offered no usable certificate fingerprint.",
        ":48:FD, :48-FD, The browser offered no usable certificate fingerprint.",
        "a=rtcp-mux, a=x, The browser offered no rtcp-mux.",
        "a=mid:0, a=mid:0 1, The browser's media identification cannot be used.",
        "SAVPF, SAVP, The browser's audio is not encrypted RTP with feedback (SAVPF).",
        "UDP/TLS/RTP/SAVPF, RTP/AVP, The browser's audio is not encrypted RTP with feedback (SAVPF).",
        "m=audio 34983, m=audio 0, The browser offered no audio.",
        "m=audio, m=video, The browser offered no audio.",
        "a=setup:actpass, a=setup:passive, The browser's offer does not let the gateway be the DTLS server.",
        "a=setup:actpass, a=setup:holdconn, The browser's offer does not let the gateway be the DTLS server."
    })
    void refusesOffersItCannotServe(String part, String replacement, String reason) {
        String text = Samples.CHROMIUM.replaceFirst(Pattern.quote(part), replacement);
        assertNotEquals(Samples.CHROMIUM, text);
        assertEquals(reason, reason(OfferAnswer.readBrowserOffer(parse(text), TERMS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UDP/TLS/RTP/SAVPF", "udp/tls/rtp/savpf", "RTP/SAVPF", "TCP/TLS/RTP/SAVPF"})
    void repeatsTheProtocolAsOffered(String protocol) {
        BrowserMedia media = offer(Samples.CHROMIUM.replace("UDP/TLS/RTP/SAVPF", protocol));
        String answer = OfferAnswer.browserAnswer(media, OUR_BROWSER_SIDE);
        assertTrue(answer.contains("m=audio 20000 " + protocol + " 63 111 9 0 8 110\r\n"), answer);
    }

    @Test
    void takesTheFirstFingerprintItCanCheck() {
        String sha1 = "a=fingerprint:sha-1 " + "AB:".repeat(19) + "AB\r\n";
        BrowserMedia media = offer(Samples.CHROMIUM.replace("a=fingerprint:sha", sha1 + "a=fingerprint:SHA"));
        assertEquals("sha-256", media.fingerprintHash());
    }

    @Test
    void readsDiscontinuousTransmissionAndMissingFec() {
        BrowserMedia media = offer(Samples.CHROMIUM.replace("minptime=10;useinbandfec=1", "usedtx=1; useinbandfec=0"));
        assertEquals(new OpusParameters(false, true), media.opus());
    }

    @Test
    void offersEveryCodecAndEventsAtBothClocks() {
        String expected = """
                v=0
                o=- 77 1 IN IP4 192.0.2.1
                s=-
                t=0 0
                a=ice-lite
                a=group:BUNDLE 0
                m=audio 20000 UDP/TLS/RTP/SAVPF 63 111 9 0 8 110 126
                c=IN IP4 192.0.2.1
                a=mid:0
                a=rtpmap:63 red/48000/2
                a=fmtp:63 111/111
                a=rtpmap:111 opus/48000/2
                a=fmtp:111 minptime=10;useinbandfec=1
                a=rtpmap:9 G722/8000
                a=rtpmap:0 PCMU/8000
                a=rtpmap:8 PCMA/8000
                a=rtpmap:110 telephone-event/48000
                a=fmtp:110 0-16
                a=rtpmap:126 telephone-event/8000
                a=fmtp:126 0-16
                a=ptime:20
                a=sendrecv
                """ + TRANSPORT.formatted(OUR_FINGERPRINT, "actpass");
        assertEquals(crlf(expected), OfferAnswer.browserOffer(OUR_BROWSER_SIDE, TERMS));
    }

    @Test
    void readsWhatChromiumAnswersToOurOffer() {
        BrowserMedia media = value(OfferAnswer.readBrowserAnswer(parse(Samples.CHROMIUM_ANSWER), TERMS));
        assertEquals(4, media.iceUfrag().length());
        assertEquals("sha-256", media.fingerprintHash());
        assertEquals(List.of(new AudioFormat(OPUS, 111)), media.formats());
        assertEquals(Optional.of(new EventFormat(110, 48_000)), media.dtmf());
        assertEquals(Direction.SENDRECV, media.direction());
        assertTrue(media.opus().fec());
    }

    @Test
    void takesNarrowEventsFromABrowserThatAnswersWithThoseOnly() {
        String answer = Samples.CHROMIUM_ANSWER
                .replace("SAVPF 111 110 126", "SAVPF 111 126")
                .replace("a=rtpmap:110 telephone-event/48000\r\n", "");
        assertEquals(
                Optional.of(new EventFormat(126, 8_000)),
                value(OfferAnswer.readBrowserAnswer(parse(answer), TERMS)).dtmf());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=setup:passive", "a=setup:actpass", "a=x"})
    void refusesAnswersThatLeaveUsTheActiveRole(String setup) {
        String answer = Samples.CHROMIUM_ANSWER.replace("a=setup:active", setup);
        assertEquals(
                "The browser's answer does not take the active DTLS role.",
                reason(OfferAnswer.readBrowserAnswer(parse(answer), TERMS)));
    }

    @Test
    void tellsARefusedAnswer() {
        String answer = Samples.CHROMIUM_ANSWER.replace("m=audio 9", "m=audio 0");
        assertEquals("The browser refused the audio.", reason(OfferAnswer.readBrowserAnswer(parse(answer), TERMS)));
    }

    @Test
    void putsPassThroughFirstWhenThatIsWanted() {
        BrowserTerms narrow = new BrowserTerms(List.of(PCMU, OPUS), true);
        BrowserMedia media = value(OfferAnswer.readBrowserOffer(parse(Samples.CHROMIUM), narrow));
        assertEquals(List.of(new AudioFormat(PCMU, 0), new AudioFormat(OPUS, 111)), media.formats());
        assertEquals(OptionalInt.of(13), media.comfortNoise());
        assertEquals(Optional.of(new EventFormat(126, 8_000)), media.dtmf());
        String answer = OfferAnswer.browserAnswer(media, OUR_BROWSER_SIDE);
        assertTrue(answer.contains("SAVPF 0 63 111 13 126\r\n"), answer);
        assertTrue(answer.contains("a=rtpmap:13 CN/8000\r\na=rtpmap:126 telephone-event/8000\r\n"), answer);
        String offer = OfferAnswer.browserOffer(OUR_BROWSER_SIDE, new BrowserTerms(List.of(PCMA), true));
        assertTrue(offer.contains("SAVPF 8 13 126\r\n"), offer);
    }

    @Test
    void asksForATelephonesBandWithBitsToSpareForRedundancy() {
        LocalBrowser us = OUR_BROWSER_SIDE;
        LocalBrowser narrow = new LocalBrowser(
                us.iceUfrag(),
                us.icePassword(),
                us.fingerprint(),
                us.candidates(),
                us.ssrc(),
                us.cname(),
                us.sessionId(),
                us.reflexive(),
                us.lite(),
                8_000);
        String asked = "a=fmtp:111 minptime=10;useinbandfec=1;maxplaybackrate=8000;maxaveragebitrate=32000\r\n";
        String answer = OfferAnswer.browserAnswer(offer(Samples.CHROMIUM), narrow);
        assertTrue(answer.contains(asked), answer);
        String offer = OfferAnswer.browserOffer(narrow, TERMS);
        assertTrue(offer.contains(asked), offer);
    }

    @Test
    void takesAPhoneWithoutOpus() {
        BrowserMedia media = offer(Samples.CHROMIUM.replace("opus/48000/2", "iLBC/8000"));
        assertEquals(new AudioFormat(G722, 9), media.formats().getFirst());
        assertEquals(OptionalInt.empty(), media.red());
        assertEquals(OpusParameters.NONE, media.opus());
        assertEquals(Optional.of(new EventFormat(126, 8_000)), media.dtmf());
    }

    @Test
    void leavesRedOutWhenItIsTurnedOff() {
        BrowserTerms bare = new BrowserTerms(ALL, false);
        BrowserMedia media = value(OfferAnswer.readBrowserOffer(parse(Samples.CHROMIUM), bare));
        assertEquals(OptionalInt.empty(), media.red());
        String answer = OfferAnswer.browserAnswer(media, OUR_BROWSER_SIDE);
        assertTrue(answer.contains("SAVPF 111 9 0 8 110\r\n"), answer);
        String offer = OfferAnswer.browserOffer(OUR_BROWSER_SIDE, bare);
        assertTrue(offer.contains("SAVPF 111 9 0 8 110 126\r\n"), offer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"111/110", "111", "111/", "/111", "111/111;x=1", "0/0", "63/63", "111/111/112", "x"})
    void takesRedAroundOpusOnly(String blocks) {
        BrowserMedia media = offer(Samples.CHROMIUM.replace("a=fmtp:63 111/111", "a=fmtp:63 " + blocks));
        assertEquals(blocks.equals("111") ? OptionalInt.of(63) : OptionalInt.empty(), media.red());
    }

    @Test
    void takesNoRedWithoutParameters() {
        assertEquals(
                OptionalInt.empty(),
                offer(Samples.CHROMIUM.replace("a=fmtp:63 111/111\r\n", "")).red());
    }

    @Test
    void saysOneCodecOnceHoweverOftenItIsOffered() {
        BrowserMedia media = offer(Samples.CHROMIUM
                .replace("SAVPF 111", "SAVPF 111 96 0 111")
                .replace("a=rtpmap:111", "a=rtpmap:96 opus/48000/2\r\na=rtpmap:111"));
        assertEquals(
                List.of(111, 9, 0, 8),
                media.formats().stream().map(AudioFormat::payloadType).toList());
    }

    @Test
    void offersItselfOnBothFamiliesOrOne() {
        LocalBrowser six = new LocalBrowser(
                "ouru", "p".repeat(22), OUR_FINGERPRINT, List.of(address("2001:db8::1", 20_001)), 1, "c", 77);
        String offer = OfferAnswer.browserOffer(six, TERMS);
        assertTrue(offer.contains("\r\nc=IN IP6 2001:db8:0:0:0:0:0:1\r\n"), offer);
        assertTrue(offer.contains("a=candidate:1 1 udp 2130706431 2001:db8:0:0:0:0:0:1 20001 typ host\r\n"), offer);
        assertFalse(offer.contains("IP4"), offer);
    }

    @Test
    void neverShowsPasswords() {
        assertFalse(offer(Samples.CHROMIUM).toString().contains("I8Ti7dVk"));
        assertFalse(OUR_BROWSER_SIDE.toString().contains("ourpassword"));
    }

    @Test
    void needsLiteralCandidates() {
        List<InetSocketAddress> unresolved = List.of(InetSocketAddress.createUnresolved("gateway.example.com", 20_000));
        for (List<InetSocketAddress> candidates : List.of(List.<InetSocketAddress>of(), unresolved)) {
            assertThrows(IllegalArgumentException.class, () -> new LocalBrowser("u", "p", "f", candidates, 1, "c", 1));
        }
    }

    private static BrowserMedia offer(String text) {
        return value(OfferAnswer.readBrowserOffer(parse(text), TERMS));
    }
}
