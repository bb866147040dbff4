package dev.landline.sip.stack;

import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
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
                ? hop(trunk.address(), trunk)
                : target(dialog)
                        .flatMap(uri -> literal(uri))
                        .filter(address -> isPlausible(address, trunk, core))
                        .map(address -> hop(address, trunk))
                        .orElseGet(() -> hop(trunk.address(), trunk));
    }

    /** Where the first request to a trunk goes. */
    static SipHop hop(SipTarget.Trunk trunk) {
        return hop(trunk.address(), new Peer.Trunk(trunk.trunk(), trunk.address(), trunk.transport()));
    }

    private static SipHop hop(InetSocketAddress address, Peer.Trunk trunk) {
        return new SipHop(address.getAddress().getHostAddress(), address.getPort(), trunk.transport());
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

    private static Optional<InetSocketAddress> literal(SipUri uri) {
        String host = uri.host();
        boolean numbers = host.startsWith("[") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        if (!numbers || host.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByName(host), uri.port() == 0 ? 5060 : uri.port()));
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
                && (address.getPort() == settings.udpPort() || address.getPort() == settings.tcpPort());
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isSiteLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress();
    }
}
