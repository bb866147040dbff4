package dev.landline.sip.stack;

import dev.landline.sip.SipTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/** Who is at the other end of a leg. */
sealed interface Peer {

    /** JAIN-SIP's name of the transport toward this peer. */
    String transport();

    /** Its address as its messages show it. */
    InetAddress remote();

    /**
     * A browser on its flow.
     *
     * @param instance +sip.instance it registered with, or empty
     */
    record Browser(String user, BrowserFlow flow, String instance) implements Peer {
        @Override
        public String transport() {
            return flow.hop().transport();
        }

        @Override
        public InetAddress remote() {
            return flow.remote().getAddress();
        }
    }

    /**
     * A trunk.
     *
     * @param address where its messages come from, or where our INVITE went
     */
    record Trunk(String name, InetSocketAddress address, SipTransport over) implements Peer {
        @Override
        public String transport() {
            return over.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public InetAddress remote() {
            return address.getAddress();
        }
    }
}
