package dev.landline.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Candidates of full ICE: the browser's read, ours written. */
class CandidateTest {
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private static List<InetSocketAddress> read(String... lines) {
        String text = HEAD + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=candidate:" + String.join("\r\na=candidate:", lines)
                + "\r\n";
        Parsed.Ok<?> parsed = assertInstanceOf(Parsed.Ok.class, SessionDescription.parse(text));
        return OfferAnswer.browserCandidates((SessionDescription) parsed.value());
    }

    @Test
    void udpCandidatesOfBothFamiliesAreRead() {
        assertEquals(
                List.of(at("203.0.113.7", 54_321), at("2001:db8::7", 54_322), at("198.51.100.1", 49_152)),
                read(
                        "1 1 udp 2122260223 203.0.113.7 54321 typ host generation 0 network-id 1",
                        "2 1 UDP 2122260222 2001:db8::7 54322 typ host",
                        "3 1 udp 41885695 198.51.100.1 49152 typ relay raddr 203.0.113.7 rport 54321"));
    }

    @Test
    void namesTcpAndOtherComponentsAreLeftOut() {
        assertEquals(
                List.of(),
                read(
                        "1 1 udp 2122260223 3f2d8c1e-0000-4000-8000-1234567890ab.local 54321 typ host",
                        "1 1 udp 2122260223 example.com 54321 typ host",
                        "2 1 tcp 1518280447 203.0.113.7 9 typ host tcptype active",
                        "3 2 udp 2122260223 203.0.113.7 54321 typ host"));
    }

    @Test
    void brokenOnesAreLeftOutAndRepeatedOnesReadOnce() {
        assertEquals(
                List.of(at("203.0.113.7", 54_321)),
                read(
                        "",
                        "1 1 udp",
                        "1 1 udp 1 203.0.113.7 0 typ host",
                        "1 1 udp 1 203.0.113.7 65536 typ host",
                        "1 1 udp 1 203.0.113.777 5000 typ host",
                        "1 1 udp 1 203.0.113.7 5000 host typ",
                        "1 1 udp 1 203.0.113.7 54321 typ host",
                        "2 1 udp 2 203.0.113.7 54321 typ srflx raddr 10.0.0.1 rport 1"));
    }

    @Test
    void aFullAgentNamesItsOutsideAddressesAndNoLite() {
        LocalBrowser local = new LocalBrowser(
                "ufrag",
                "a-password-of-22-characters",
                "AB:".repeat(31) + "AB",
                List.of(at("10.0.0.5", 21_000)),
                7,
                "cname",
                1,
                List.of(new ReflexiveAddress(at("198.51.100.5", 40_000), at("10.0.0.5", 21_000))),
                false,
                LocalBrowser.FULL_BAND);
        String offer = OfferAnswer.browserOffer(local, new BrowserTerms(List.of(AudioCodec.OPUS), false));
        assertFalse(offer.contains("a=ice-lite"), offer);
        assertTrue(offer.contains("a=candidate:1 1 udp 2130706431 10.0.0.5 21000 typ host\r\n"), offer);
        assertTrue(
                offer.contains(
                        "a=candidate:2 1 udp 1694498559 198.51.100.5 40000 typ srflx raddr 10.0.0.5 rport 21000\r\n"),
                offer);
    }
}
