package dev.landline.media.ice;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * How ICE is done.
 *
 * @param at where browsers come, when that is not where trunks come: in another network, or by the other IP version
 * @param mode lite or full; everything below is of full mode only
 * @param stunServers servers that are asked how the outside sees a call's port; unresolved, asked for each call
 * @param firstPort first UDP port of calls; each call takes one
 * @param lastPort last UDP port of calls, inclusive
 */
public record IceSettings(
        Optional<BrowserAddress> at, IceMode mode, List<InetSocketAddress> stunServers, int firstPort, int lastPort) {

    public IceSettings {
        stunServers = List.copyOf(stunServers);
    }

    /** Lite mode, which needs none of the rest. */
    public static IceSettings lite() {
        return new IceSettings(Optional.empty(), IceMode.LITE, List.of(), 21_000, 21_999);
    }
}
