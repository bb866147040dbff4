package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.landline.sip.stack.SanityFilter.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SanityFilterTest {

    private static final String SANE = String.join(
            "\r\n",
            "OPTIONS sip:a@b SIP/2.0",
            "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1",
            "Max-Forwards: 70",
            "From: <sip:x@y>;tag=1",
            "To: <sip:a@b>",
            "Call-ID: c1",
            "CSeq: 1 OPTIONS",
            "Content-Length: 4",
            "",
            "body");

    private static Verdict check(String message) {
        return SanityFilter.check(message.getBytes(StandardCharsets.UTF_8), SipLimits.standard(), "udp");
    }

    private static Verdict.Refuse refused(String message) {
        return assertInstanceOf(Verdict.Refuse.class, check(message));
    }

    @Test
    void aSaneMessagePasses() {
        Verdict.Accept accept = assertInstanceOf(Verdict.Accept.class, check(SANE));
        assertEquals("c1", accept.callId());
        assertEquals(4, accept.bodyLength());
    }

    @Test
    void compactNamesFoldingAndSpacesBeforeTheColonAreTheSameHeaders() {
        String other = SANE.replace("Via:", "v :")
                .replace("From: <sip:x@y>", "f: <sip:x@y>\r\n ")
                .replace("To:", "t\t:")
                .replace("Call-ID", "i")
                .replace("Content-Length", "l");
        Verdict.Accept accept = assertInstanceOf(Verdict.Accept.class, check(other));
        assertEquals(4, accept.bodyLength());
        assertEquals("<sip:x@y> ;tag=1", accept.message().first("from").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via", "From", "To", "Call-ID", "CSeq"})
    void aMissingHeaderIsNamed(String header) {
        String without = SANE.replaceFirst("(?m)^" + header + ":[^\r]*\r\n", "");
        if (header.equals("Via")) {
            assertInstanceOf(Verdict.Drop.class, check(without));
        } else {
            assertEquals(
                    "Bad Request: missing " + header.toLowerCase(Locale.ROOT),
                    refused(without).phrase());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Length"})
    void aSecondSingletonIsRefusedAlsoUnderItsCompactName(String header) {
        String line = SANE.lines()
                .filter(text -> text.startsWith(header + ":"))
                .findFirst()
                .orElseThrow();
        Verdict.Refuse refuse = refused(SANE.replace("\r\n\r\n", "\r\n" + line + "\r\n\r\n"));
        assertEquals(400, refuse.status());
        assertEquals("Bad Request: more than one " + header.toLowerCase(Locale.ROOT), refuse.phrase());
        if (header.equals("Content-Length")) {
            assertEquals(
                    400, refused(SANE.replace("\r\n\r\n", "\r\nl: 9\r\n\r\n")).status());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 4, Content-Length: -4, 400",
        "Content-Length: 4, Content-Length: 5, 400",
        "Content-Length: 4, Content-Length: four, 400",
        "Content-Length: 4, Content-Length:, 400",
        "Content-Length: 4, Content-Length: 99999999999999999999, 400",
        "SIP/2.0\r, SIP/7.0\r, 505",
        "Max-Forwards: 70, Max-Forwards: 0, 483",
        "Max-Forwards: 70, Max-Forwards: 256, 400",
        "Max-Forwards: 70, Max-Forwards: -1, 400",
        "CSeq: 1 OPTIONS, CSeq: 1 INVITE, 400",
        "CSeq: 1 OPTIONS, CSeq: OPTIONS, 400",
        "CSeq: 1 OPTIONS, CSeq: 4294967296 OPTIONS, 400",
        "SIP/2.0/UDP, SIP/2.0/TCP, 400",
        "SIP/2.0/UDP, SIP/2.0/SCTP, 400",
        "Call-ID: c1, no header at all, 400",
        "Call-ID: c1, Call ID: c1, 400"
    })
    void aLieIsRefused(String truth, String lie, int status) {
        assertEquals(status, refused(SANE.replaceFirst(truth, lie)).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\n", "\r", "\u0007"})
    void controlCharactersInHeadersAreRefused(String control) {
        assertEquals(
                400,
                refused(SANE.replace("Call-ID: c1", "Call-ID: c1" + control + "X: y"))
                        .status());
    }

    @Test
    void bytesBehindTheDeclaredBodyAreNotPartOfTheMessage() {
        assertEquals(
                4, assertInstanceOf(Verdict.Accept.class, check(SANE + "more")).bodyLength());
    }

    @Test
    void tooManyHeadersAndTooManyBytesAreCountedByReason() {
        String many = SANE.replace("\r\n\r\n", "\r\n" + "X: y\r\n".repeat(200) + "\r\n");
        assertEquals(SipCounter.REFUSED_HEADERS, refused(many).counter());
        Verdict.Refuse large = refused(SANE + "x".repeat(65_536));
        assertEquals(513, large.status());
        assertEquals(SipCounter.REFUSED_SIZE, large.counter());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "hello\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "SIP/2.0 banana\r\n\r\n",
                "SIP/2.0 200 OK\r\n\r\n",
                "SIP/3.0 200 OK\r\nVia: x\r\n\r\n",
                "ACK sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP x\r\n\r\n"
            })
    void whatCannotBeAnsweredIsDropped(String garbage) {
        Verdict.Drop drop = assertInstanceOf(Verdict.Drop.class, check(garbage));
        assertEquals(SipCounter.DROPPED_GARBAGE, drop.counter());
    }
}
