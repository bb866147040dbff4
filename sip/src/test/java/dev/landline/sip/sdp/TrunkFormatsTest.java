package dev.landline.sip.sdp;

import static dev.landline.sip.sdp.AudioCodec.G722;
import static dev.landline.sip.sdp.AudioCodec.OPUS;
import static dev.landline.sip.sdp.AudioCodec.PCMA;
import static dev.landline.sip.sdp.AudioCodec.PCMU;
import static dev.landline.sip.sdp.Samples.OUR_TRUNK_SIDE;
import static dev.landline.sip.sdp.Samples.address;
import static dev.landline.sip.sdp.Samples.crlf;
import static dev.landline.sip.sdp.Samples.parse;
import static dev.landline.sip.sdp.Samples.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wideband codecs, comfort noise, packet times and events toward trunks. */
class TrunkFormatsTest {

    private static final String SESSION = "v=0\no=pbx 1 1 IN IP4 198.51.100.7\ns=-\nc=IN IP4 198.51.100.7\nt=0 0\n";
    private static final TrunkTerms WIDE = TrunkTerms.plain(OPUS, G722, PCMA, PCMU);

    @Test
    void offersWidebandAndEventsAtEachClock() {
        String expected = """
                v=0
                o=- 88 1 IN IP4 192.0.2.1
                s=-
                c=IN IP4 192.0.2.1
                t=0 0
                m=audio 30000 RTP/AVP 111 9 8 13 101 110
                a=rtpmap:111 opus/48000/2
                a=fmtp:111 minptime=10;useinbandfec=1
                a=rtpmap:9 G722/8000
                a=rtpmap:8 PCMA/8000
                a=rtpmap:13 CN/8000
                a=rtpmap:101 telephone-event/8000
                a=fmtp:101 0-16
                a=rtpmap:110 telephone-event/48000
                a=fmtp:110 0-16
                a=ptime:40
                a=maxptime:60
                a=sendrecv
                """;
        TrunkTerms terms = new TrunkTerms(List.of(OPUS, G722, PCMA), true, true, SrtpPolicy.OFF, 40);
        assertEquals(crlf(expected), OfferAnswer.trunkOffer(OUR_TRUNK_SIDE, terms));
    }

    @Test
    void offersEventsOnlyAtClocksThatACodecHas() {
        assertTrue(
                OfferAnswer.trunkOffer(OUR_TRUNK_SIDE, TrunkTerms.plain(OPUS)).contains("RTP/AVP 111 110\r\n"));
        assertTrue(
                OfferAnswer.trunkOffer(OUR_TRUNK_SIDE, TrunkTerms.plain(G722)).contains("RTP/AVP 9 101\r\n"));
        TrunkTerms quiet = new TrunkTerms(List.of(OPUS, PCMU), false, false, SrtpPolicy.OFF, 20);
        assertTrue(OfferAnswer.trunkOffer(OUR_TRUNK_SIDE, quiet).contains("RTP/AVP 111 0\r\n"));
    }

    @Test
    void staysUnderAThousandBytesWithThreeCodecsAndKeys() {
        LocalTrunk longest = new LocalTrunk(
                address("2001:db8:1234:5678:9abc:def0:1234:5678", 65_534),
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Optional.of(LocalKeys.random(new SecureRandom())));
        for (SrtpPolicy policy : SrtpPolicy.values()) {
            TrunkTerms terms = new TrunkTerms(List.of(OPUS, G722, PCMU), true, true, policy, 20);
            int bytes = OfferAnswer.trunkOffer(longest, terms).getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes < 1_000, policy + ": " + bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9, G722, 9",
        "96 9, OPUS, 96",
        "97 0, OPUS, 97",
        "98 9, G722, 9",
        "99 0, PCMU, 0",
        "100, G722, 100",
        "95 8, PCMA, 8"
    })
    void readsWidebandCodecs(String formats, AudioCodec codec, int payloadType) {
        TrunkMedia media = value(OfferAnswer.readTrunkOffer(
                parse(SESSION + "m=audio 4000 RTP/AVP " + formats
                        + "\na=rtpmap:96 opus/48000/2\na=rtpmap:97 OPUS/48000\na=rtpmap:98 opus/16000\n"
                        + "a=rtpmap:99 G722/16000\na=rtpmap:100 G722/8000/1\na=rtpmap:95 opus/48000/6\n"),
                WIDE));
        assertEquals(codec, media.codec());
        assertEquals(payloadType, media.payloadType());
        assertTrue(OfferAnswer.trunkAnswer(media, OUR_TRUNK_SIDE)
                .contains("m=audio 30000 RTP/AVP " + payloadType + "\r\n"));
    }

    @Test
    void keepsEveryCommonCodecOfAnAnswerAndUsesTheFirst() {
        TrunkMedia media = answer("m=audio 4000 RTP/AVP 8 9 111 101\na=rtpmap:111 opus/48000/2\n", WIDE);
        assertEquals(
                List.of(new AudioFormat(PCMA, 8), new AudioFormat(G722, 9), new AudioFormat(OPUS, 111)),
                media.formats());
        assertEquals(PCMA, media.codec());
    }

    @Test
    void readsWhatTheTrunksOpusAsksFor() {
        String opus = "m=audio 4000 RTP/AVP 107\na=rtpmap:107 opus/48000/2\n";
        assertEquals(OpusParameters.NONE, answer(opus, WIDE).opus());
        assertEquals(
                new OpusParameters(true, true),
                answer(opus + "a=fmtp:107 maxplaybackrate=16000; useinbandfec=1;usedtx=1\n", WIDE)
                        .opus());
    }

    @Test
    void takesEventsAtOpusClockBesideOpusAndAt8000HzWhenThereAreNoOthers() {
        String opus = """
                m=audio 4000 RTP/AVP 107 101 102
                a=rtpmap:107 opus/48000/2
                a=rtpmap:101 telephone-event/8000
                """;
        assertEquals(
                Optional.of(new EventFormat(101, 8_000)), answer(opus, WIDE).dtmf());
        assertEquals(
                Optional.of(new EventFormat(102, 48_000)),
                answer(opus + "a=rtpmap:102 telephone-event/48000\n", WIDE).dtmf());
    }

    @Test
    void takesNoEventsFromATrunkThatGetsItsDigitsAnotherWay() {
        TrunkTerms quiet = new TrunkTerms(List.of(PCMU), false, false, SrtpPolicy.OFF, 20);
        TrunkMedia media = value(OfferAnswer.readTrunkOffer(
                parse(SESSION + "m=audio 4000 RTP/AVP 0 101\na=rtpmap:101 telephone-event/8000\n"), quiet));
        assertEquals(Optional.empty(), media.dtmf());
        assertFalse(OfferAnswer.trunkAnswer(media, OUR_TRUNK_SIDE).contains("telephone-event"));
    }

    @ParameterizedTest
    @CsvSource({
        "true, 0 13, 13",
        "true, 8 96 13, 96",
        "true, 9 13, -1",
        "true, 0, -1",
        "false, 0 13, -1",
        "true, 0 97, -1"
    })
    void agreesOnComfortNoiseBesideG711WhenItIsTurnedOn(boolean on, String formats, int payloadType) {
        TrunkTerms terms = new TrunkTerms(List.of(PCMU, PCMA, G722), true, on, SrtpPolicy.OFF, 20);
        TrunkMedia media = value(OfferAnswer.readTrunkOffer(
                parse(SESSION + "m=audio 4000 RTP/AVP " + formats + "\na=rtpmap:96 cn/8000\na=rtpmap:97 CN/16000\n"),
                terms));
        OptionalInt agreed = payloadType < 0 ? OptionalInt.empty() : OptionalInt.of(payloadType);
        assertEquals(agreed, media.comfortNoise());
        assertEquals(
                agreed.isPresent(),
                OfferAnswer.trunkAnswer(media, OUR_TRUNK_SIDE).contains("a=rtpmap:" + payloadType + " CN/8000\r\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 30, 0, 30",
        "a=ptime:10, 30, 0, 10",
        "a=ptime:15, 30, 0, 30",
        "a=ptime:0, 40, 0, 40",
        "a=maxptime:20, 60, 0, 20",
        "a=ptime:30, 20, 111, 20",
        "'', 30, 111, 20",
        "a=ptime:60, 20, 111, 60"
    })
    void usesTheTrunksSettingUnlessItAsksForAnother(String attributes, int setting, String format, int millis) {
        TrunkTerms terms = new TrunkTerms(List.of(PCMU, OPUS), true, false, SrtpPolicy.OFF, setting);
        TrunkMedia media =
                answer("m=audio 4000 RTP/AVP " + format + "\na=rtpmap:111 opus/48000/2\n" + attributes, terms);
        assertEquals(millis, media.ptimeMillis());
    }

    @Test
    void aNewOfferInsideTheCallMayChangeEverything() {
        TrunkMedia before = value(OfferAnswer.readTrunkOffer(
                parse(SESSION + "m=audio 4000 RTP/AVP 0 101\na=rtpmap:101 telephone-event/8000\n"), WIDE));
        TrunkMedia after = value(OfferAnswer.readTrunkOffer(
                parse(SESSION + "m=audio 5000 RTP/AVP 96 97\nc=IN IP6 2001:db8::7\na=rtpmap:96 opus/48000/2\n"
                        + "a=rtpmap:97 telephone-event/48000\na=ptime:60\na=inactive\n"),
                WIDE));
        assertEquals(PCMU, before.codec());
        assertEquals(OPUS, after.codec());
        assertEquals(address("2001:db8::7", 5_000), after.rtp());
        assertEquals(Optional.of(new EventFormat(97, 48_000)), after.dtmf());
        assertEquals(60, after.ptimeMillis());
        assertEquals(Direction.INACTIVE, after.direction());
    }

    @Test
    void needsACodec() {
        assertThrows(IllegalArgumentException.class, TrunkTerms::plain);
        assertThrows(IllegalArgumentException.class, () -> new BrowserTerms(List.of(), true));
    }

    private static TrunkMedia answer(String media, TrunkTerms terms) {
        return value(OfferAnswer.readTrunkAnswer(parse(SESSION + media), terms));
    }
}
