package dev.landline.gateway.config;

import dev.landline.sip.stack.AdmissionLimits;
import dev.landline.sip.stack.SipLimits;
import dev.landline.sip.stack.SipSettings;
import java.net.InetAddress;
import java.util.Optional;

/**
 * SIP toward trunks.
 *
 * @param address local address; never the wildcard
 * @param advertise the address written into Via and Contact when it differs
 * @param udpPort 0 turns UDP off
 * @param tcpPort 0 turns TCP off
 * @param domain host part of our addresses of record and digest realm
 * @param admission what is let in when there is more than can be served
 */
public record SipConfig(
        InetAddress address,
        Optional<InetAddress> advertise,
        int udpPort,
        int tcpPort,
        String domain,
        AdmissionLimits admission) {

    public SipSettings settings(SipLimits limits) {
        return new SipSettings(address, advertise, udpPort, tcpPort, domain, limits.admitting(admission));
    }
}
