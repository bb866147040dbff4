package dev.landline.sip;

import java.net.InetSocketAddress;

/** Who sent an INVITE. Nobody else gets one past the gate. */
public sealed interface SipSource {

    /**
     * A browser that is registered over this flow, or answered our challenge.
     *
     * @param user the account's user name
     */
    record Browser(String user, FlowId flow) implements SipSource {}

    /**
     * A trunk, known by its source address.
     *
     * @param trunk the trunk's name in the configuration
     */
    record Trunk(String trunk, InetSocketAddress from) implements SipSource {}
}
