package dev.landline.media.ice;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Which addresses full ICE may send to. A description comes from a person who may lie in it, so that we would knock at
 * doors inside our own network for him: candidates are believed only where a browser can be.
 *
 * <p>Pure. {@code own} is the address our sockets are bound to.
 */
final class CandidateRule {
    /** Below are the services of a machine; browsers and relays take their ports from above. */
    private static final int LOWEST_BROWSER_PORT = 1024;

    private final InetAddress own;

    CandidateRule(InetAddress own) {
        this.own = own;
    }

    /**
     * Whether a packet may leave for this address at all, be it an answer to one that came from there: one host, not
     * this machine unless we live on loopback, and no link-local address, where clouds keep their metadata.
     */
    boolean isSendable(InetSocketAddress to) {
        InetAddress address = to.getAddress();
        return address != null
                && to.getPort() > 0
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress()
                && !address.isLinkLocalAddress()
                && (!address.isLoopbackAddress() || own.isLoopbackAddress())
                && !isReserved(address.getAddress());
    }

    /**
     * Whether we may send first to an address that only a description names: also not to a well-known port, and to a
     * private network only when we are in it.
     */
    boolean isProbed(InetSocketAddress candidate) {
        if (!isSendable(candidate) || candidate.getPort() < LOWEST_BROWSER_PORT) {
            return false;
        }
        int network = privateNetwork(candidate.getAddress());
        return network == PUBLIC || network == privateNetwork(own);
    }

    private static final int PUBLIC = 0;

    /** A number for each private network, of RFC 1918, RFC 6598 and RFC 4193. */
    private static int privateNetwork(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (!(address instanceof Inet4Address)) {
            return (first & 0xfe) == 0xfc ? 6 : PUBLIC;
        }
        if (first == 10) {
            return 10;
        }
        if (first == 172 && (second & 0xf0) == 16) {
            return 172;
        }
        if (first == 192 && second == 168) {
            return 192;
        }
        return first == 100 && (second & 0xc0) == 64 ? 100 : PUBLIC;
    }

    /**
     * IPv4: this network (0/8), class E with broadcast. IPv6: what wraps an IPv4 address (::/96, 64:ff9b::/96, 2002::/16),
     * for a wrapped 127.0.0.1 is no better than a plain one, and the metadata address that Amazon took from fd00::/8.
     */
    private static boolean isReserved(byte[] bytes) {
        int first = bytes[0] & 0xff;
        if (bytes.length == 4) {
            return first == 0 || first >= 240;
        }
        int head = (first << 8) | (bytes[1] & 0xff);
        int next = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
        boolean compatible = head == 0 && isZero(bytes, 2, 12) && !isLoopback(bytes);
        boolean translated = head == 0x0064 && next == 0xff9b;
        boolean metadata = head == 0xfd00 && next == 0x0ec2 && isZero(bytes, 4, 14);
        return compatible || translated || metadata || head == 0x2002;
    }

    private static boolean isLoopback(byte[] bytes) {
        return isZero(bytes, 0, 15) && bytes[15] == 1;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
