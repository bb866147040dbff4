package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.landline.sip.tls.TestCertificates;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that others open to us are counted together, whatever their port. */
class ConnectionCapTest {

    private static final String TO = "<sip:+442079460100@landline.test>";
    private static final SSLContext ANONYMOUS = TestCertificates.tls(Optional.empty());
    private static final int MOST = 4;

    private StackFixture fixture;

    @BeforeEach
    void start() throws IOException {
        AdmissionLimits standard = AdmissionLimits.standard();
        fixture = new StackFixture(
                1,
                SipLimits.standard()
                        .admitting(new AdmissionLimits(
                                standard.queueAge(),
                                standard.trunkRate(),
                                standard.browserRate(),
                                standard.strangerRate(),
                                standard.sources(),
                                MOST)));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private TcpPeer overTcp() throws IOException {
        return TcpPeer.dial(fixture.tcpPort);
    }

    private TcpPeer overTls() throws IOException {
        return TcpPeer.dial(fixture.tlsPort, ANONYMOUS);
    }

    private static void assertServed(TcpPeer peer, String callId) {
        peer.write(peer.request("OPTIONS", TO, callId, 1, ""));
        peer.take(200, "OPTIONS");
    }

    private void awaitRefused(int connections) {
        StackFixture.await(
                connections + " refused", () -> fixture.count(SipCounter.CONNECTIONS_REFUSED_FULL) == connections);
    }

    @Test
    void oneTooManyIsClosedOnEitherPortAndThoseThatStandGoOn() throws IOException {
        try (TcpPeer first = overTcp();
                TcpPeer second = overTls();
                TcpPeer third = overTcp();
                TcpPeer fourth = overTls()) {
            assertServed(first, "first");
            assertServed(third, "third");
            try (TcpPeer fifth = overTcp()) {
                StackFixture.await("the end of the fifth", fifth::hasEnded);
            }
            awaitRefused(1);
            assertThrows(IOException.class, this::overTls, "closed before its handshake");
            awaitRefused(2);
            assertServed(second, "second");
            assertServed(fourth, "fourth");
            assertEquals(0, fixture.count(SipCounter.CONNECTIONS_REFUSED), "not for its address");
        }
    }

    @Test
    void aConnectionThatEndsMakesRoomForOneAndARefusedOneTakesNone() throws IOException {
        try (TcpPeer first = overTcp();
                TcpPeer second = overTcp();
                TcpPeer third = overTls()) {
            try (TcpPeer fourth = overTcp()) {
                assertServed(fourth, "fourth");
                for (int i = 0; i < 3; i++) {
                    try (TcpPeer tooMany = overTcp()) {
                        StackFixture.await("the end of one too many", tooMany::hasEnded);
                    }
                }
                awaitRefused(3);
            }
            StackFixture.await("room for one more", () -> {
                try (TcpPeer again = overTcp()) {
                    again.write(again.request("OPTIONS", TO, "again", 1, ""));
                    return again.take(200, "OPTIONS") != null;
                } catch (IOException | RuntimeException | AssertionError notYet) {
                    return false;
                }
            });
            assertServed(first, "first");
            assertServed(second, "second");
            assertServed(third, "third");
        }
    }
}
