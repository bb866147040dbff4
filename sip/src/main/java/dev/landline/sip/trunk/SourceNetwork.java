package dev.landline.sip.trunk;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses that share their first bits (CIDR, RFC 4632).
 *
 * @param bits how many leading bits are shared: 0 to 32, or to 128 for IPv6
 */
public record SourceNetwork(InetAddress address, int bits) {

    public SourceNetwork {
        if (bits < 0 || bits > address.getAddress().length * 8) {
            throw new IllegalArgumentException("no such prefix length: " + bits);
        }
    }

    /** One address alone. */
    public static SourceNetwork of(InetAddress address) {
        return new SourceNetwork(address, address.getAddress().length * 8);
    }

    /** Reads {@code 192.0.2.1}, {@code 192.0.2.0/24} or {@code 2001:db8::/32}; empty when it is none of these. */
    public static Optional<SourceNetwork> parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            if (slash < 0) {
                return Optional.of(of(address));
            }
            String length = text.substring(slash + 1);
            return length.matches("[0-9]{1,3}")
                    ? Optional.of(new SourceNetwork(address, Integer.parseInt(length)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != theirs[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((mine[whole] ^ theirs[whole]) & 0xff) >> (8 - rest) == 0;
    }

    @Override
    public String toString() {
        return bits == address.getAddress().length * 8
                ? address.getHostAddress()
                : address.getHostAddress() + "/" + bits;
    }
}
