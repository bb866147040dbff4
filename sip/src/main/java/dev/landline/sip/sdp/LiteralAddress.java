package dev.landline.sip.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Addresses in descriptions. Names are never resolved: a peer must not make us ask a name server. */
final class LiteralAddress {

    private static final int IPV4_BYTES = 4;
    private static final byte BROADCAST = (byte) 255;

    private LiteralAddress() {}

    /** Reads an address of the type its line says; empty for names, multicast scopes and anything else. */
    static Optional<InetAddress> parse(MediaSection.Connection connection) {
        return switch (connection.addressType()) {
            case "IP4", "ip4" -> ipv4(connection.address());
            case "IP6", "ip6" -> ipv6(connection.address());
            default -> Optional.empty();
        };
    }

    /** Reads an address of either type. */
    static Optional<InetAddress> parse(String text) {
        return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
    }

    /** Whether media can be sent there: one host, not a group, and not "this network". */
    static boolean isUnicast(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean ipv4 = bytes.length == IPV4_BYTES;
        boolean broadcast = ipv4
                && bytes[0] == BROADCAST
                && bytes[1] == BROADCAST
                && bytes[2] == BROADCAST
                && bytes[3] == BROADCAST;
        return !address.isMulticastAddress() && !address.isAnyLocalAddress() && !broadcast && !(ipv4 && bytes[0] == 0);
    }

    /** As a c=, o= or candidate line writes it, without a zone. */
    static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /** {@code IP4} or {@code IP6}. */
    static String type(InetAddress address) {
        return address instanceof Inet6Address ? "IP6" : "IP4";
    }

    private static Optional<InetAddress> ipv4(String text) {
        String[] parts = text.split("\\.", IPV4_BYTES + 1);
        if (parts.length != IPV4_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = new byte[IPV4_BYTES];
        for (int i = 0; i < IPV4_BYTES; i++) {
            int part = parts[i].length() > 3
                    ? -1
                    : AttributeIndex.number(parts[i], 255).orElse(-1);
            if (part < 0) {
                return Optional.empty();
            }
            bytes[i] = (byte) part;
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are always an address.", e);
        }
    }

    private static Optional<InetAddress> ipv6(String text) {
        boolean plain = text.chars()
                .allMatch(c -> (c >= '0' && c <= '9')
                        || (c >= 'a' && c <= 'f')
                        || (c >= 'A' && c <= 'F')
                        || c == ':'
                        || c == '.');
        if (!plain || text.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Inet6Address.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
