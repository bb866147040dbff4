package dev.landline.bench.load;

import java.net.InetSocketAddress;

/**
 * What an engine says about its two ends of a call.
 *
 * @param iceUfrag toward the browser
 * @param icePassword toward the browser
 * @param browserAddress where the browser sends
 * @param trunkAddress where the trunk sends
 */
record OpenedCall(
        String iceUfrag, String icePassword, InetSocketAddress browserAddress, InetSocketAddress trunkAddress) {}
