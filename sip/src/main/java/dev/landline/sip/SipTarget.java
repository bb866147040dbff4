package dev.landline.sip;

import java.net.InetSocketAddress;

/** Where an INVITE goes. */
public sealed interface SipTarget {

    /**
     * A browser over its own flow.
     *
     * @param user the account's user name
     * @param contact the browser's own contact, used as the request URI (usually a {@code .invalid} host)
     */
    record Browser(String user, FlowId flow, SipUri contact) implements SipTarget {}

    /**
     * A trunk.
     *
     * @param trunk the trunk's name in the configuration
     * @param address where to send, already resolved
     */
    record Trunk(String trunk, InetSocketAddress address, SipTransport transport) implements SipTarget {}
}
