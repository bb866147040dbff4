package dev.landline.sip.stack;

import dev.landline.sip.trunk.TrunkWires;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What the SIP stack is started with.
 *
 * @param address local address toward trunks; literal, not the wildcard
 * @param advertise the address written into Via and Contact toward trunks, when it differs
 * @param udpPort UDP port toward trunks; 0 turns UDP off
 * @param tcpPort TCP port toward trunks; 0 turns TCP off
 * @param tls TLS toward trunks
 * @param wires how signalling travels to each trunk
 * @param domain our SIP domain: host part of addresses of record and digest realm
 * @param limits bounds in front of the parser
 */
public record SipSettings(
        InetAddress address,
        Optional<InetAddress> advertise,
        int udpPort,
        int tcpPort,
        TlsPort tls,
        TrunkWires wires,
        String domain,
        SipLimits limits) {

    /** JAIN-SIP wants a port for every transport; this one stands in messages when nothing listens. */
    private static final int TLS_PORT = 5061;

    /** Without TLS and without anything special about any trunk. */
    public SipSettings(
            InetAddress address,
            Optional<InetAddress> advertise,
            int udpPort,
            int tcpPort,
            String domain,
            SipLimits limits) {
        this(address, advertise, udpPort, tcpPort, TlsPort.NONE, TrunkWires.none(), domain, limits);
    }

    /** The TLS port that Via and Contact name. */
    int tlsPort() {
        return tls.port() == 0 ? TLS_PORT : tls.port();
    }
}
