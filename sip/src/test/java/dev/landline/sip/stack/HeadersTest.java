package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.sip.trunk.TrunkWires;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadersTest {

    private static final InetAddress CARRIER = InetAddress.ofLiteral("198.51.100.7");

    private static String contact(Optional<InetAddress> advertise, String transport, InetAddress peer)
            throws ParseException {
        SipSettings settings = new SipSettings(
                InetAddress.ofLiteral("10.0.0.5"), advertise, 5060, 5062, "landline.test", SipLimits.standard());
        return new Headers(settings)
                .contact(transport, peer)
                .getAddress()
                .getURI()
                .toString();
    }

    @Test
    void theContactIsTheAdvertisedAddressAndThePortOfTheTransport() throws ParseException {
        Optional<InetAddress> advertise = Optional.of(InetAddress.ofLiteral("203.0.113.1"));
        assertEquals("sip:gateway@203.0.113.1:5060", contact(advertise, "udp", CARRIER));
        assertEquals("sip:gateway@203.0.113.1:5062;transport=tcp", contact(advertise, "tcp", CARRIER));
        assertEquals("sip:gateway@10.0.0.5:5060", contact(Optional.empty(), "udp", CARRIER));
        assertEquals(
                "sip:gateway@[2001:db8::1]:5060".replace("::1", ":0:0:0:0:0:1"),
                contact(Optional.of(InetAddress.ofLiteral("2001:db8::1")), "udp", CARRIER));
    }

    @Test
    void aPeerOnThisMachineGetsTheLocalAddress() throws ParseException {
        Optional<InetAddress> advertise = Optional.of(InetAddress.ofLiteral("203.0.113.1"));
        assertEquals("sip:gateway@10.0.0.5:5060", contact(advertise, "udp", InetAddress.getLoopbackAddress()));
    }

    @Test
    void overTlsTheContactMayCarryTheNameOnOurCertificate() throws ParseException {
        SipSettings settings = new SipSettings(
                InetAddress.ofLiteral("10.0.0.5"),
                Optional.empty(),
                5060,
                5060,
                new TlsPort(5061, Optional.of("sbc.example.com"), Optional.empty()),
                TrunkWires.none(),
                "landline.test",
                SipLimits.standard());
        assertEquals(
                "sip:gateway@sbc.example.com:5061;transport=tls",
                new Headers(settings)
                        .contact("tls", CARRIER)
                        .getAddress()
                        .getURI()
                        .toString());
        assertEquals("sip:gateway@10.0.0.5:5061;transport=tls", contact(Optional.empty(), "tls", CARRIER));
    }

    @Test
    void aBrowserGetsTheDomain() throws ParseException {
        assertEquals("sip:gateway@landline.test;transport=wss", contact(Optional.empty(), "WSS", CARRIER));
    }
}
