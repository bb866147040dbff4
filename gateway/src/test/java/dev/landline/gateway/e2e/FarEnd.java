package dev.landline.gateway.e2e;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a phone on the trunk is, as the configuration names it.
 *
 * @param trunk the trunk's name
 * @param address an address of loopback that no other trunk has, and a free port
 * @param law the codec the trunk is offered
 * @param prefix numbers that begin so go there, in E.164
 */
record FarEnd(String trunk, InetSocketAddress address, Sipp.Transport transport, Law law, String prefix) {

    /** The phone at 127.0.0.{@code host}, 2 to 8; its numbers are +44 20 7946 0{@code host}xx. */
    static FarEnd at(int host, Sipp.Transport transport, Law law) {
        try {
            InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host});
            return new FarEnd(
                    "far-" + host, new InetSocketAddress(address, Ports.free()), transport, law, "+442079460" + host);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number that reaches it. */
    String number() {
        return prefix + "55";
    }
}
