package dev.landline.gateway.config;

import dev.landline.sip.stack.AdmissionLimits;
import dev.landline.sip.stack.SipLimits;
import dev.landline.sip.stack.SipSettings;
import dev.landline.sip.stack.TlsPort;
import dev.landline.sip.tls.TlsIdentity;
import dev.landline.sip.trunk.TrunkWires;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * SIP toward trunks.
 *
 * @param address local address; never the wildcard
 * @param advertise the address written into Via and Contact when it differs
 * @param udpPort 0 turns UDP off
 * @param tcpPort 0 turns TCP off
 * @param tlsPort where trunks connect to with TLS; 0 takes no connections
 * @param tlsHost the name written into Via and Contact over TLS instead of our address
 * @param tls our certificate toward trunks
 * @param domain host part of our addresses of record and digest realm
 * @param admission what is let in when there is more than can be served
 * @param dnsServers whom to ask where trunks are; empty asks those of the system
 */
public record SipConfig(
        InetAddress address,
        Optional<InetAddress> advertise,
        int udpPort,
        int tcpPort,
        int tlsPort,
        Optional<String> tlsHost,
        Optional<TlsFiles> tls,
        String domain,
        AdmissionLimits admission,
        List<InetSocketAddress> dnsServers) {

    public SipConfig {
        dnsServers = List.copyOf(dnsServers);
    }

    public SipSettings settings(SipLimits limits) {
        return settings(limits, Optional.empty(), TrunkWires.none());
    }

    /**
     * With everything about TLS and trunks.
     *
     * @param identity what is in the files of {@code tls}
     */
    SipSettings settings(SipLimits limits, Optional<TlsIdentity> identity, TrunkWires wires) {
        return new SipSettings(
                address,
                advertise,
                udpPort,
                tcpPort,
                new TlsPort(tlsPort, tlsHost, identity),
                wires,
                domain,
                limits.admitting(admission));
    }
}
