package dev.landline.media.ice;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where browsers come.
 *
 * @param local the address that their sockets are bound to
 * @param advertise the address that stands for it in SDP, when that is another
 */
public record BrowserAddress(InetAddress local, Optional<InetAddress> advertise) {

    /** The address in SDP. */
    public InetAddress shown() {
        return advertise.orElse(local);
    }
}
