package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTransport;
import dev.landline.sip.tls.TestCertificates;
import dev.landline.sip.tls.TestCertificates.Issued;
import dev.landline.sip.tls.TlsTerms;
import dev.landline.sip.trunk.TrunkWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TlsCallTest {

    private static final String TO = "<sip:+442079460100@landline.test>";
    private static final SSLContext ANONYMOUS = TestCertificates.tls(Optional.empty());
    private static final SSLContext CARRIER = shown(StackFixture.ISSUER.issue("carrier", "IP:127.0.0.1"));

    private StackFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = fixture(1, new TlsTerms("127.0.0.1", List.of(), false, false));
    }

    private static StackFixture fixture(double timerSpeed, TlsTerms carrier) throws IOException {
        Map<String, TrunkWire> wires = Map.of(
                "carrier", StackFixture.wire(carrier), "named", StackFixture.wire(TlsTerms.of("sip.example.com")));
        return new StackFixture(timerSpeed, SipLimits.standard(), wires);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static SSLContext shown(Issued issued) {
        return TestCertificates.tls(Optional.of(issued));
    }

    @Test
    void aTrunkCallsOverTlsAndTheCallEndsFromOurSide() throws IOException {
        try (TcpPeer trunk = TcpPeer.dial(fixture.tlsPort, ANONYMOUS)) {
            trunk.write(trunk.request("INVITE", TO, "t1", 1, StackFixture.SDP));
            SipEvent.InviteReceived invited = fixture.event(SipEvent.InviteReceived.class);
            assertEquals("carrier", ((SipSource.Trunk) invited.source()).trunk());
            fixture.stack.send(new SipCommand.Answer(invited.leg(), StackFixture.SDP));
            SipText ok = trunk.take(200, "INVITE");
            assertTrue(ok.header("Contact").contains(fixture.tlsPort + ";transport=tls"), ok::toString);
            trunk.write(trunk.request("ACK", ok.header("To"), "t1", 1, ""));
            fixture.event(SipEvent.Acknowledged.class);
            fixture.stack.send(new SipCommand.HangUp(invited.leg(), Optional.empty()));
            SipText bye = trunk.takeRequest("BYE");
            assertTrue(bye.header("Via").startsWith("SIP/2.0/TLS"), bye::toString);
            trunk.write(bye.answer(200, "OK", "", "", ""));
            assertEquals("TLSv1.3", trunk.session().getProtocol());
        }
    }

    @Test
    void weCallATrunkOverTlsAndAskForItsName() throws Exception {
        Issued named = StackFixture.ISSUER.issue("carrier", "DNS:sip.example.com");
        try (TcpPeer trunk = TcpPeer.listen(shown(named))) {
            LegId leg = fixture.callTrunk("named", SipTransport.TLS, trunk.address());
            SipText invite = trunk.takeRequest("INVITE");
            assertTrue(invite.header("Via").startsWith("SIP/2.0/TLS"), invite::toString);
            assertEquals(
                    List.of(new SNIHostName("sip.example.com")), trunk.session().getRequestedServerNames());
            String contact =
                    "Contact: <sip:carrier@127.0.0.1:" + trunk.address().getPort() + ";transport=tls>\r\n";
            trunk.write(invite.answer(200, "OK", "x1", contact, StackFixture.SDP));
            fixture.event(SipEvent.Answered.class);
            trunk.takeRequest("ACK");
            fixture.stack.send(new SipCommand.HangUp(leg, Optional.empty()));
            trunk.takeRequest("BYE");
            assertEquals(1, trunk.connections());
        }
    }

    static Stream<Arguments> wrong() {
        Instant now = Instant.now();
        TestCertificates other = new TestCertificates("Somebody else");
        return Stream.of(
                Arguments.of(
                        StackFixture.ISSUER.issue("x", "DNS:pbx.example.net"),
                        SipCounter.TLS_WRONG_NAME,
                        "the certificate of sip.example.com is for pbx.example.net, not for it"),
                Arguments.of(
                        StackFixture.ISSUER.issue(
                                "x",
                                now.minus(Duration.ofDays(9)),
                                now.minus(Duration.ofDays(2)),
                                "DNS:sip.example.com"),
                        SipCounter.TLS_EXPIRED,
                        "the certificate of sip.example.com has expired on "),
                Arguments.of(
                        other.issue("x", "DNS:sip.example.com"),
                        SipCounter.TLS_UNTRUSTED,
                        "the certificate of sip.example.com is issued by 'CN=Somebody else', which is not trusted"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("wrong")
    void aTrunkWithAWrongCertificateIsNotCalledAndTheSentenceSaysWhy(Issued shown, SipCounter counter, String sentence)
            throws IOException {
        try (TcpPeer trunk = TcpPeer.listen(shown(shown))) {
            fixture.callTrunk("named", SipTransport.TLS, trunk.address());
            SipEvent.Refused refused = fixture.event(SipEvent.Refused.class);
            assertEquals(503, refused.status());
            assertTrue(refused.local());
            assertTrue(refused.phrase().startsWith(sentence), refused::phrase);
            assertEquals(1, fixture.count(counter));
        }
    }

    @Test
    void aTrunkThatSpeaksNoTlsIsReported() throws IOException {
        try (TcpPeer plain = TcpPeer.listen()) {
            fixture.callTrunk(SipTransport.TLS, plain.address());
            StackFixture.await("a connection", () -> plain.connections() > 0);
            plain.write("SIP/2.0 400 Bad Request\r\n\r\n");
            SipEvent.Refused refused = fixture.event(SipEvent.Refused.class);
            assertTrue(refused.phrase().endsWith("does not speak TLS"), refused::phrase);
            assertEquals(1, fixture.count(SipCounter.TLS_FAILED));
        }
    }

    @Test
    void aTrunkThatStaysSilentInTheHandshakeIsReported() throws IOException {
        // Ten times faster: a handshake may take a second.
        try (StackFixture fast = fixture(10, TlsTerms.of("127.0.0.1"));
                ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            fast.callTrunk(SipTransport.TLS, (InetSocketAddress) silent.getLocalSocketAddress());
            SipEvent.Refused refused = fast.event(SipEvent.Refused.class);
            assertTrue(refused.phrase().endsWith("did not finish the TLS handshake in time"), refused::phrase);
        }
    }

    @Test
    void aRenewedCertificateServesTheNextConnectionAndTheOldOneGoesOn() throws Exception {
        Issued renewed = StackFixture.ISSUER.issue("renewed", "IP:127.0.0.1");
        try (TcpPeer before = TcpPeer.dial(fixture.tlsPort, ANONYMOUS)) {
            fixture.stack.useCertificate(renewed.identity());
            try (TcpPeer after = TcpPeer.dial(fixture.tlsPort, ANONYMOUS)) {
                assertEquals(StackFixture.OURS.certificate(), certificate(before));
                assertEquals(renewed.certificate(), certificate(after));
                after.write(after.request("OPTIONS", TO, "a1", 1, ""));
                after.take(200, "OPTIONS");
            }
            before.write(before.request("OPTIONS", TO, "b1", 1, ""));
            before.take(200, "OPTIONS");
        }
    }

    private static X509Certificate certificate(TcpPeer peer) throws IOException {
        return (X509Certificate) peer.session().getPeerCertificates()[0];
    }

    @Test
    void aBrokenRenewalLeavesTheOldCertificate() throws Exception {
        Issued other = StackFixture.ISSUER.issue("other", "IP:127.0.0.1");
        org.junit.jupiter.api.Assertions.assertThrows(
                GeneralSecurityException.class,
                () -> fixture.stack.useCertificate(
                        new dev.landline.sip.tls.TlsIdentity(other.identity().certificate(), new byte[0])));
        try (TcpPeer peer = TcpPeer.dial(fixture.tlsPort, ANONYMOUS)) {
            assertEquals(StackFixture.OURS.certificate(), certificate(peer));
        }
    }

    @Test
    void aTrunkThatMustShowItsCertificateIsTurnedAwayWithoutIt() throws IOException {
        try (StackFixture strict = fixture(1, new TlsTerms("127.0.0.1", List.of(), false, true))) {
            SSLContext wrong = shown(StackFixture.ISSUER.issue("x", "IP:127.0.0.2"));
            for (SSLContext shown : List.of(ANONYMOUS, wrong)) {
                try (TcpPeer trunk = TcpPeer.dial(strict.tlsPort, shown)) {
                    trunk.write(trunk.request("INVITE", TO, "c" + shown.hashCode(), 1, StackFixture.SDP));
                    trunk.take(403, "INVITE");
                }
            }
            try (TcpPeer plain = TcpPeer.dial(strict.tcpPort)) {
                plain.write(plain.request("INVITE", TO, "p1", 1, StackFixture.SDP));
                plain.take(403, "INVITE");
            }
            assertEquals(2, strict.count(SipCounter.TLS_WRONG_NAME));
            try (TcpPeer trunk = TcpPeer.dial(strict.tlsPort, CARRIER)) {
                trunk.write(trunk.request("INVITE", TO, "c3", 1, StackFixture.SDP));
                strict.event(SipEvent.InviteReceived.class);
            }
        }
    }

    /** RFC 5923: the connection that a trunk has opened and proved serves our calls to it. */
    @Test
    void ourCallsTakeTheConnectionThatAProvenTrunkOpened() throws IOException {
        InetSocketAddress listening =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), StackFixture.freeTcpPort());
        try (TcpPeer trunk = TcpPeer.dial(fixture.tlsPort, CARRIER)) {
            trunk.write(aliased(trunk, "a1", listening));
            fixture.event(SipEvent.InviteReceived.class);
            fixture.callTrunk(SipTransport.TLS, listening);
            trunk.takeRequest("INVITE");
            assertEquals(1, fixture.count(SipCounter.CONNECTIONS_ALIASED));
        }
    }

    @Test
    void anUnprovenConnectionIsNotTakenForOurCalls() throws IOException {
        try (TcpPeer listening = TcpPeer.listen(CARRIER);
                TcpPeer trunk = TcpPeer.dial(fixture.tlsPort, ANONYMOUS)) {
            trunk.write(aliased(trunk, "a1", listening.address()));
            fixture.event(SipEvent.InviteReceived.class);
            fixture.callTrunk(SipTransport.TLS, listening.address());
            listening.takeRequest("INVITE");
            assertEquals(0, fixture.count(SipCounter.CONNECTIONS_ALIASED));
        }
    }

    private static String aliased(TcpPeer trunk, String callId, InetSocketAddress listening) {
        return trunk.request("INVITE", TO, callId, 1, StackFixture.SDP)
                .replace(
                        "127.0.0.1:" + trunk.localPort() + ";branch",
                        "127.0.0.1:" + listening.getPort() + ";alias;branch");
    }
}
