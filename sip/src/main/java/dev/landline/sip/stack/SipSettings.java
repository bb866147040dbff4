package dev.landline.sip.stack;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What the SIP stack is started with.
 *
 * @param address local address toward trunks; literal, not the wildcard
 * @param advertise the address written into Via and Contact toward trunks, when it differs
 * @param udpPort UDP port toward trunks; 0 turns UDP off
 * @param tcpPort TCP port toward trunks; 0 turns TCP off
 * @param domain our SIP domain: host part of addresses of record and digest realm
 * @param limits bounds in front of the parser
 */
public record SipSettings(
        InetAddress address,
        Optional<InetAddress> advertise,
        int udpPort,
        int tcpPort,
        String domain,
        SipLimits limits) {}
