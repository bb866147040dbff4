package dev.landline.sip.stack;

import javax.sip.address.Hop;

/** Where a message goes: a literal address, never a name that would have to be looked up. */
record SipHop(String host, int port, String transport) implements Hop {

    @Override
    public String getHost() {
        return host;
    }

    @Override
    public int getPort() {
        return port;
    }

    @Override
    public String getTransport() {
        return transport;
    }

    @Override
    public String toString() {
        return host + ":" + port + "/" + transport;
    }
}
