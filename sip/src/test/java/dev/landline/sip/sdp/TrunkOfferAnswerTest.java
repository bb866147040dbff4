package dev.landline.sip.sdp;

import static dev.landline.sip.sdp.AudioCodec.PCMA;
import static dev.landline.sip.sdp.AudioCodec.PCMU;
import static dev.landline.sip.sdp.Samples.OUR_TRUNK_SIDE;
import static dev.landline.sip.sdp.Samples.address;
import static dev.landline.sip.sdp.Samples.crlf;
import static dev.landline.sip.sdp.Samples.parse;
import static dev.landline.sip.sdp.Samples.reason;
import static dev.landline.sip.sdp.Samples.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrunkOfferAnswerTest {

    private static final TrunkTerms BOTH = TrunkTerms.plain(PCMU, PCMA);
    private static final String HEAD = "v=0\no=pbx 1 1 IN IP4 198.51.100.7\ns=call\n";
    private static final String SESSION = HEAD + "c=IN IP4 198.51.100.7\nt=0 0\n";

    @Test
    void offersTheConfiguredCodecsInOrder() {
        String expected = """
                v=0
                o=- 88 1 IN IP4 192.0.2.1
                s=-
                c=IN IP4 192.0.2.1
                t=0 0
                m=audio 30000 RTP/AVP 0 8 101
                a=rtpmap:0 PCMU/8000
                a=rtpmap:8 PCMA/8000
                a=rtpmap:101 telephone-event/8000
                a=fmtp:101 0-16
                a=ptime:20
                a=maxptime:60
                a=sendrecv
                """;
        String offer = OfferAnswer.trunkOffer(OUR_TRUNK_SIDE, BOTH);
        assertEquals(crlf(expected), offer);
        assertTrue(offer.getBytes(StandardCharsets.UTF_8).length < 1_000);
        String other = OfferAnswer.trunkOffer(
                OUR_TRUNK_SIDE, new TrunkTerms(List.of(PCMA, PCMU), false, false, SrtpPolicy.OFF, 20));
        assertTrue(other.contains("RTP/AVP 8 0\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\na=ptime"), other);
    }

    @Test
    void staysUnderAThousandBytesWithTheLongestNumbers() {
        LocalTrunk longest = new LocalTrunk(
                address("2001:db8:1234:5678:9abc:def0:1234:5678", 65_534), Long.MAX_VALUE, Long.MAX_VALUE);
        assertTrue(OfferAnswer.trunkOffer(longest, BOTH).length() < 1_000);
    }

    @Test
    void writesIpv6() {
        String offer = OfferAnswer.trunkOffer(new LocalTrunk(address("2001:db8::1", 30_000), 1, 1), BOTH);
        assertTrue(offer.contains("\r\nc=IN IP6 2001:db8:0:0:0:0:0:1\r\n"), offer);
        assertTrue(offer.startsWith("v=0\r\no=- 1 1 IN IP6 2001:db8:0:0:0:0:0:1\r\n"), offer);
    }

    @Test
    void readsAnAnswer() {
        TrunkMedia media = value(answer("""
                m=audio 4000 RTP/AVP 8 101
                a=rtpmap:8 PCMA/8000
                a=rtpmap:101 telephone-event/8000
                a=fmtp:101 0-15
                a=ptime:30
                a=sendrecv
                """));
        assertEquals(address("198.51.100.7", 4_000), media.rtp());
        assertEquals(address("198.51.100.7", 4_001), media.rtcp());
        assertEquals(PCMA, media.codec());
        assertEquals(8, media.payloadType());
        assertEquals(Optional.of(new EventFormat(101, 8_000)), media.dtmf());
        assertEquals(30, media.ptimeMillis());
        assertEquals(Direction.SENDRECV, media.direction());
        assertFalse(media.onHold());
    }

    @Test
    void tellsARefusedAnswer() {
        assertEquals("The trunk refused the audio.", reason(answer("m=audio 0 RTP/AVP 0\n")));
    }

    @Test
    void takesNoCodecThatWasNotOffered() {
        SessionDescription answer = parse(SESSION + "m=audio 4000 RTP/AVP 8\n");
        assertEquals(
                "The trunk and the gateway have no codec in common.",
                reason(OfferAnswer.readTrunkAnswer(answer, TrunkTerms.plain(PCMU))));
    }

    @ParameterizedTest
    @CsvSource({
        "0 8, PCMU, 0",
        "8 0, PCMA, 8",
        "18 9 8, PCMA, 8",
        "96 0, PCMA, 96",
        "97 0, PCMU, 0",
        "98 8, PCMA, 8",
        "99 8, PCMU, 99",
        "200 x 8, PCMA, 8"
    })
    void takesTheFirstOfferedCodecThatIsAllowed(String formats, AudioCodec codec, int payloadType) {
        TrunkMedia media = value(offer("m=audio 4000 RTP/AVP " + formats + "\na=rtpmap:96 pcma/8000\n"
                + "a=rtpmap:97 PCMA/16000\na=rtpmap:98 PCMU/8000/2\na=rtpmap:99 PCMU/8000/1\n"));
        assertEquals(codec, media.codec());
        assertEquals(payloadType, media.payloadType());
    }

    @Test
    void believesAMappingMoreThanAStaticNumber() {
        assertEquals(
                "The trunk and the gateway have no codec in common.",
                reason(offer("m=audio 4000 RTP/AVP 0\na=rtpmap:0 G729/8000\n")));
    }

    @Test
    void keepsToTheAllowedCodecs() {
        SessionDescription offer = parse(SESSION + "m=audio 4000 RTP/AVP 0 8\n");
        assertEquals(
                PCMA,
                value(OfferAnswer.readTrunkOffer(offer, TrunkTerms.plain(PCMA))).codec());
    }

    @ParameterizedTest
    @CsvSource({
        "RTP/AVP, ",
        "rtp/avp, ",
        "RTP/AVPF, ",
        "RTP/SAVP, 'The trunk requires SRTP, which is not enabled for it.'",
        "RTP/SAVPF, 'The trunk requires SRTP, which is not enabled for it.'",
        "UDP/TLS/RTP/SAVP, 'The trunk requires SRTP, which is not enabled for it.'",
        "TCP/RTP/AVP, The trunk's audio is not plain RTP (RTP/AVP)."
    })
    void takesPlainRtpOnly(String protocol, String reason) {
        Parsed<TrunkMedia> media = offer("m=audio 4000 " + protocol + " 0\n");
        if (reason == null) {
            String answer = OfferAnswer.trunkAnswer(value(media), OUR_TRUNK_SIDE);
            assertTrue(answer.contains("m=audio 30000 " + protocol + " 0\r\n"), answer);
        } else {
            assertEquals(reason, reason(media));
        }
    }

    @Test
    void takesThePlainOneOfTwoAudioSections() {
        TrunkMedia media = value(offer("m=audio 4000 RTP/SAVP 0\nm=audio 5000 RTP/AVP 8\n"));
        assertEquals(5_000, media.rtp().getPort());
        assertEquals(
                List.of(0, 30_000),
                parse(OfferAnswer.trunkAnswer(media, OUR_TRUNK_SIDE)).media().stream()
                        .map(MediaSection::port)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m=audio 0 RTP/AVP 0\n", "m=image 4000 udptl t38\n", "m=video 4000 RTP/AVP 0\n"})
    void refusesOffersWithoutAudio(String media) {
        assertEquals("The trunk offered no audio.", reason(offer(media)));
    }

    @ParameterizedTest
    @CsvSource({
        "sendrecv, SENDRECV, sendrecv",
        "sendonly, SENDONLY, recvonly",
        "recvonly, RECVONLY, sendonly",
        "inactive, INACTIVE, inactive"
    })
    void answersTheDirectionSeenFromHere(String offered, Direction read, String answered) {
        TrunkMedia media = value(offer("m=audio 4000 RTP/AVP 0\na=" + offered + "\n"));
        assertEquals(read, media.direction());
        assertTrue(OfferAnswer.trunkAnswer(media, OUR_TRUNK_SIDE).endsWith("a=" + answered + "\r\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "IP4 0.0.0.0, sendrecv, SENDONLY",
        "IP4 0.0.0.0, sendonly, SENDONLY",
        "IP4 0.0.0.0, recvonly, INACTIVE",
        "IP4 0.0.0.0, inactive, INACTIVE",
        "IP6 ::, sendrecv, SENDONLY"
    })
    void readsAnUnspecifiedAddressAsHold(String connection, String attribute, Direction direction) {
        TrunkMedia media = value(OfferAnswer.readTrunkOffer(
                parse(HEAD + "c=IN " + connection + "\nt=0 0\nm=audio 4000 RTP/AVP 0\na=" + attribute + "\n"), BOTH));
        assertEquals(direction, media.direction());
        assertTrue(media.onHold());
        assertTrue(media.rtp().getAddress().isAnyLocalAddress());
        assertTrue(media.rtcp().getAddress().isAnyLocalAddress());
    }

    @ParameterizedTest
    @CsvSource({
        "IP4 pbx.example.com, literal",
        "IP4 localhost, literal",
        "IP4 1.2.3, literal",
        "IP4 1.2.3.4.5, literal",
        "IP4 1.2.3.256, literal",
        "IP4 0x7f.0.0.1, literal",
        "IP4 16909060, literal",
        "IP4 224.2.1.1/127, literal",
        "IP4 198.51.100.7/127, literal",
        "IP4 2001:db8::1, literal",
        "IP6 198.51.100.7, literal",
        "IP6 fe80::1%eth0, literal",
        "IP6 2001:db8::1::2, literal",
        "IP6 face, literal",
        "IP5 198.51.100.7, literal",
        "IP4 224.2.1.1, group",
        "IP4 239.255.255.255, group",
        "IP4 255.255.255.255, group",
        "IP4 0.0.0.1, group",
        "IP6 ff02::1, group",
        "IP6 ::ffff:224.2.1.1, group"
    })
    void refusesTargetsThatAreNotOneHost(String connection, String kind) {
        String reason = reason(OfferAnswer.readTrunkOffer(
                parse(HEAD + "c=IN " + connection + "\nt=0 0\nm=audio 4000 RTP/AVP 0\n"), BOTH));
        assertEquals(
                kind.equals("literal")
                        ? "The trunk's media address is not a literal unicast address."
                        : "The trunk's media address is not one host's address.",
                reason);
    }

    @Test
    void refusesAMissingAddress() {
        assertEquals(
                "The trunk's audio has no readable address.",
                reason(OfferAnswer.readTrunkOffer(parse(HEAD + "m=audio 4000 RTP/AVP 0\n"), BOTH)));
    }

    @ParameterizedTest
    @CsvSource({
        "IP4 198.51.100.007, 198.51.100.7",
        "IP6 2001:db8::7, 2001:db8::7",
        "IP6 ::ffff:198.51.100.7, 198.51.100.7",
        "ip4 127.0.0.1, 127.0.0.1"
    })
    void readsLiteralAddresses(String connection, String expected) {
        TrunkMedia media = value(offer("m=audio 4000 RTP/AVP 0\nc=IN " + connection + "\n"));
        assertEquals(address(expected, 4_000), media.rtp());
    }

    @ParameterizedTest
    @CsvSource({
        "4005, 198.51.100.7, 4005",
        "4005 IN IP4 198.51.100.8, 198.51.100.8, 4005",
        "4005 IN IP6 2001:db8::8, 2001:db8::8, 4005",
        "4005 IN IP4 pbx.example.com, 198.51.100.7, 4005",
        "4005 IN IP4 224.2.1.1, 198.51.100.7, 4005",
        "4005 IN IP4 0.0.0.0, 198.51.100.7, 4005",
        "0, 198.51.100.7, 4001",
        "70000, 198.51.100.7, 4001",
        "x, 198.51.100.7, 4001"
    })
    void readsWhereRtcpGoes(String attribute, String host, int port) {
        TrunkMedia media = value(offer("m=audio 4000 RTP/AVP 0\na=rtcp:" + attribute + "\n"));
        assertEquals(address(host, port), media.rtcp());
    }

    @Test
    void hasAnRtcpPortEvenAboveTheHighestRtpPort() {
        assertEquals(65_535, value(offer("m=audio 65535 RTP/AVP 0\n")).rtcp().getPort());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 20",
        "a=ptime:10, 10",
        "a=ptime:60, 60",
        "a=ptime:35, 20",
        "a=ptime:200, 20",
        "a=maxptime:10, 10",
        "a=maxptime:5, 10",
        "a=maxptime:150, 20",
        "'a=ptime:60\na=maxptime:40', 40",
        "'a=ptime:40\na=maxptime:35', 30"
    })
    void choosesAPacketTimeWithinTheTrunksLimit(String attributes, int millis) {
        assertEquals(
                millis, value(offer("m=audio 4000 RTP/AVP 0\n" + attributes)).ptimeMillis());
    }

    @Test
    void takesTelephoneEventsAtTheCodecsClockOnly() {
        String wide = "m=audio 4000 RTP/AVP 0 96 97\na=rtpmap:96 telephone-event/48000\n";
        assertEquals(Optional.empty(), value(offer(wide)).dtmf());
        assertEquals(
                Optional.of(new EventFormat(97, 8_000)),
                value(offer(wide + "a=rtpmap:97 Telephone-Event/8000\n")).dtmf());
    }

    @Test
    void answersWithTheTrunksPayloadTypesAndRefusesTheRestInPlace() {
        TrunkMedia media = value(offer("""
                m=image 5000 udptl t38
                a=T38FaxVersion:0
                m=audio 4000 RTP/AVP 18 96 8 100
                a=rtpmap:96 PCMA/8000
                a=rtpmap:100 telephone-event/8000
                a=ptime:30
                m=video 6000 RTP/AVP 98 99
                """));
        String expected = """
                v=0
                o=- 88 1 IN IP4 192.0.2.1
                s=-
                c=IN IP4 192.0.2.1
                t=0 0
                m=image 0 udptl t38
                m=audio 30000 RTP/AVP 96 100
                a=rtpmap:96 PCMA/8000
                a=rtpmap:100 telephone-event/8000
                a=fmtp:100 0-16
                a=ptime:30
                a=sendrecv
                m=video 0 RTP/AVP 98
                """;
        assertEquals(crlf(expected), OfferAnswer.trunkAnswer(media, OUR_TRUNK_SIDE));
    }

    @Test
    void answersMediaThatWasMadeByHand() {
        InetSocketAddress there = address("198.51.100.7", 4_000);
        TrunkMedia media = new TrunkMedia(there, there, PCMU, 0, Optional.empty(), 20, Direction.SENDRECV);
        assertTrue(OfferAnswer.trunkAnswer(media, OUR_TRUNK_SIDE).contains("m=audio 30000 RTP/AVP 0\r\n"));
    }

    @Test
    void understandsItsOwnDescriptions() {
        SessionDescription offer = parse(OfferAnswer.trunkOffer(OUR_TRUNK_SIDE, BOTH));
        TrunkMedia media = value(OfferAnswer.readTrunkOffer(offer, BOTH));
        assertEquals(OUR_TRUNK_SIDE.rtp(), media.rtp());
        SessionDescription answer = parse(OfferAnswer.trunkAnswer(media, OUR_TRUNK_SIDE));
        assertEquals(PCMU, value(OfferAnswer.readTrunkAnswer(answer, BOTH)).codec());
    }

    @Test
    void needsALiteralAddressOfItsOwn() {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("gateway.example.com", 30_000);
        assertThrows(IllegalArgumentException.class, () -> new LocalTrunk(unresolved, 1, 1));
    }

    private static Parsed<TrunkMedia> offer(String media) {
        return OfferAnswer.readTrunkOffer(parse(SESSION + media), BOTH);
    }

    private static Parsed<TrunkMedia> answer(String media) {
        return OfferAnswer.readTrunkAnswer(parse(SESSION + media), BOTH);
    }
}
