package dev.landline.sip.stack;

import dev.landline.sip.SipTarget;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.header.RouteHeader;

/**
 * Where requests inside a trunk dialog go: the first route, else the peer's contact (RFC 3261 section 12.2.1.1), when that
 * is a literal address that can be right; otherwise back to where the peer's messages come from. Names are not looked up:
 * that would block a lane on a stranger's DNS.
 */
final class TrunkHop {

    private TrunkHop() {}

    static SipHop of(Dialog dialog, Peer.Trunk trunk, Core core) {
        return dialog == null
                ? to(trunk.name(), trunk.address(), trunk.transport(), core)
                : target(dialog)
                        .flatMap(uri -> literal(uri, trunk.over()))
                        .filter(address -> isPlausible(address, trunk, core))
                        .or(() -> Optional.of(trunk.address()))
                        .map(address -> to(trunk.name(), address, trunk.transport(), core))
                        .orElseThrow();
    }

    /** Where the first request to a trunk goes. */
    static SipHop hop(SipTarget.Trunk trunk, Core core) {
        return to(trunk.trunk(), trunk.address(), trunk.transport().name().toLowerCase(Locale.ROOT), core);
    }

    /** The way to an address of a trunk, over a connection that is this trunk's alone. */
    static SipHop to(String trunk, InetSocketAddress address, String transport, Core core) {
        int port = transport.equals("udp")
                ? address.getPort()
                : core.settings().wires().numbered(trunk, address.getPort());
        return new SipHop(address.getAddress().getHostAddress(), port, transport);
    }

    private static Optional<SipUri> target(Dialog dialog) {
        Iterator<?> routes = dialog.getRouteSet();
        if (routes.hasNext() && routes.next() instanceof RouteHeader route) {
            return SipUri.parse(route.getAddress().getURI().toString());
        }
        return dialog.getRemoteTarget() == null
                ? Optional.empty()
                : SipUri.parse(dialog.getRemoteTarget().getURI().toString());
    }

    private static Optional<InetSocketAddress> literal(SipUri uri, SipTransport over) {
        String host = uri.host();
        boolean numbers = host.startsWith("[") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        if (!numbers || host.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InetSocketAddress(
                    InetAddress.getByName(host), uri.port() == 0 ? over.usualPort() : uri.port()));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Not ourselves, nobody in particular, or a private address that a public peer forgot to translate. */
    private static boolean isPlausible(InetSocketAddress address, Peer.Trunk trunk, Core core) {
        InetAddress target = address.getAddress();
        if (target.isAnyLocalAddress() || target.isMulticastAddress() || isOurs(address, core.settings())) {
            return false;
        }
        return isPrivate(trunk.address().getAddress()) || !isPrivate(target);
    }

    /** JAIN-SIP would loop a message to one of its own ports back internally. */
    static boolean isOurs(InetSocketAddress address, SipSettings settings) {
        return address.getAddress().equals(settings.address())
                && (address.getPort() == settings.udpPort()
                        || address.getPort() == settings.tcpPort()
                        || address.getPort() == settings.tlsPort());
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isSiteLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress();
    }
}
