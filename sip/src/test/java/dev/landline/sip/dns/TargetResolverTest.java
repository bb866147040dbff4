package dev.landline.sip.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.SipTransport;
import dev.landline.sip.trunk.Candidate;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 3263 with a real DNS server on loopback. */
class TargetResolverTest {

    private static final List<SipTransport> BOTH = List.of(SipTransport.UDP, SipTransport.TCP);
    private static final InetAddress IPV4 = InetAddress.ofLiteral("127.0.0.1");

    private DnsServerForTests server;

    @BeforeEach
    void start() throws IOException {
        server = new DnsServerForTests();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TargetResolver resolver(List<SipTransport> spoken, InetAddress local) {
        return new TargetResolver(new DnsjavaClient(List.of(server.address())), spoken, local);
    }

    private Targets find(String host, int port, SipTransport transport) {
        return resolver(BOTH, IPV4).resolve(new TargetQuery(host, port, Optional.ofNullable(transport)));
    }

    /** Priority, weight and place of each candidate. */
    private static List<String> texts(Targets targets) {
        return targets.candidates().stream().map(TargetResolverTest::text).toList();
    }

    private static String text(Candidate candidate) {
        return candidate.priority() + " " + candidate.weight() + " " + candidate.place();
    }

    @Test
    void aNumericAddressAsksDnsForNothing() {
        assertEquals(List.of("0 1 192.0.2.7:5060/UDP"), texts(find("192.0.2.7", 0, null)));
        assertEquals(List.of("0 1 192.0.2.7:5062/TCP"), texts(find("192.0.2.7", 5062, SipTransport.TCP)));
        assertEquals(0, server.questions.get());
    }

    @Test
    void aWrittenPortSkipsNaptrAndSrv() {
        server.with("carrier.test", "A", 60, "192.0.2.1")
                .with("_sip._udp.carrier.test", "SRV", 60, "1 1 5070 other.carrier.test.");
        assertEquals(List.of("0 1 192.0.2.1:5080/UDP"), texts(find("carrier.test", 5080, null)));
        assertEquals(1, server.questions.get());
    }

    @Test
    void aChosenTransportAsksForItsServers() {
        server.with("_sip._udp.carrier.test", "SRV", 60, "20 0 5060 b.carrier.test.")
                .with("_sip._udp.carrier.test", "SRV", 60, "10 7 5066 a.carrier.test.")
                .with("_sip._tcp.carrier.test", "SRV", 60, "1 0 5060 c.carrier.test.")
                .with("a.carrier.test", "A", 60, "192.0.2.1")
                .with("b.carrier.test", "A", 60, "192.0.2.2")
                .with("b.carrier.test", "A", 60, "192.0.2.3")
                .with("c.carrier.test", "A", 60, "192.0.2.4");
        assertEquals(
                List.of("10 7 192.0.2.1:5066/UDP", "20 0 192.0.2.2:5060/UDP", "20 0 192.0.2.3:5060/UDP"),
                texts(find("carrier.test", 0, SipTransport.UDP)));
        assertEquals(List.of("1 0 192.0.2.4:5060/TCP"), texts(find("carrier.test", 0, SipTransport.TCP)));
    }

    @Test
    void withoutServersTheNameItselfIsAsked() {
        server.with("pbx.test", "A", 60, "192.0.2.9");
        assertEquals(List.of("0 1 192.0.2.9:5060/TCP"), texts(find("pbx.test", 0, SipTransport.TCP)));
        assertEquals(List.of("0 1 192.0.2.9:5060/UDP"), texts(find("pbx.test", 0, null)));
    }

    @Test
    void naptrChoosesTheTransportAmongThoseSpokenHere() {
        server.with("carrier.test", "NAPTR", 60, "50 50 \"s\" \"SIPS+D2T\" \"\" _sips._tcp.carrier.test.")
                .with("carrier.test", "NAPTR", 60, "100 50 \"s\" \"SIP+D2U\" \"\" _sip._udp.carrier.test.")
                .with("carrier.test", "NAPTR", 60, "90 50 \"s\" \"SIP+D2T\" \"\" special.carrier.test.")
                .with("carrier.test", "NAPTR", 60, "10 50 \"u\" \"E2U+sip\" \"!^.*$!sip:x@y!\" .")
                .with("special.carrier.test", "SRV", 60, "5 0 5060 tcp.carrier.test.")
                .with("_sip._udp.carrier.test", "SRV", 60, "5 0 5060 udp.carrier.test.")
                .with("tcp.carrier.test", "A", 60, "192.0.2.1")
                .with("udp.carrier.test", "A", 60, "192.0.2.2");
        assertEquals(
                List.of("5 0 192.0.2.1:5060/TCP", "65541 0 192.0.2.2:5060/UDP"), texts(find("carrier.test", 0, null)));
        Targets udpOnly =
                resolver(List.of(SipTransport.UDP), IPV4).resolve(new TargetQuery("carrier.test", 0, Optional.empty()));
        assertEquals(List.of("5 0 192.0.2.2:5060/UDP"), texts(udpOnly));
    }

    @Test
    void withoutNaptrTheServersOfEachTransportAreAskedInTurn() {
        server.with("_sip._tcp.carrier.test", "SRV", 60, "1 0 5063 a.carrier.test.")
                .with("a.carrier.test", "A", 60, "192.0.2.1");
        assertEquals(List.of("1 0 192.0.2.1:5063/TCP"), texts(find("carrier.test", 0, null)));
    }

    @Test
    void aServiceThatIsDecidedlyNotThereIsNotCalled() {
        server.with("_sip._udp.carrier.test", "SRV", 60, "0 0 5060 .");
        Targets targets = find("carrier.test", 0, SipTransport.UDP);
        assertEquals(List.of(), targets.candidates());
        assertTrue(targets.problem().orElseThrow().contains("DNS knows no SIP server"), targets::toString);
    }

    @Test
    void aliasesAreFollowed() {
        server.with("carrier.test", "CNAME", 60, "real.test.").with("real.test", "A", 60, "192.0.2.5");
        assertEquals(List.of("0 1 192.0.2.5:5060/UDP"), texts(find("carrier.test", 5060, null)));
    }

    @Test
    void onlyAddressesOfOurOwnFamilyAreUsed() {
        server.with("carrier.test", "A", 60, "192.0.2.5").with("carrier.test", "AAAA", 60, "2001:db8::5");
        Targets six = resolver(BOTH, InetAddress.ofLiteral("::1"))
                .resolve(new TargetQuery("carrier.test", 5060, Optional.empty()));
        assertEquals(List.of("0 1 2001:db8:0:0:0:0:0:5:5060/UDP"), texts(six));
    }

    @Test
    void aServerThatCannotSayIsAnotherProblemThanANameThatIsNotThere() {
        server.mood = DnsServerForTests.Mood.BROKEN;
        assertTrue(find("carrier.test", 5060, null).problem().orElseThrow().startsWith("DNS does not answer"));
        server.mood = DnsServerForTests.Mood.HEALTHY;
        assertTrue(find("carrier.test", 5060, null).problem().orElseThrow().startsWith("DNS knows no"));
    }
}
