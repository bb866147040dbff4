package dev.landline.sip.sdp;

import java.net.InetSocketAddress;

/**
 * A server-reflexive candidate of ours (RFC 8839 section 5.1).
 *
 * @param address as the outside sees it
 * @param base the local address behind it
 */
public record ReflexiveAddress(InetSocketAddress address, InetSocketAddress base) {}
