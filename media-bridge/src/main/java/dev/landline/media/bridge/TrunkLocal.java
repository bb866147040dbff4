package dev.landline.media.bridge;

import java.net.InetSocketAddress;

/**
 * Where we receive from a trunk: the advertised address (never the wildcard).
 *
 * @param rtp even port of the pair
 * @param rtcp the port above it
 * @param ssrc the one SSRC we send with, as an unsigned 32-bit value
 */
public record TrunkLocal(InetSocketAddress rtp, InetSocketAddress rtcp, long ssrc) {}
