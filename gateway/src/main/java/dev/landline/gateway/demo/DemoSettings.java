package dev.landline.gateway.demo;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where the demo PSTN lives.
 *
 * @param address its own address for SIP and RTP; literal, usually 127.0.0.1
 * @param sipPort its UDP port for SIP
 * @param gatewaySip the gateway's UDP address for SIP: calls back go there. Calls are taken from its host and from
 *     this machine only
 * @param rtpFirst first RTP port, even; every call takes this port or a later even one and the odd one above
 * @param rtpLast last port of the range, inclusive; twice the number of calls at least, and twice as many again let
 *     ports rest between calls
 * @param domain host part of its addresses, for example {@code pstn.demo}
 */
public record DemoSettings(
        InetAddress address, int sipPort, InetSocketAddress gatewaySip, int rtpFirst, int rtpLast, String domain) {}
