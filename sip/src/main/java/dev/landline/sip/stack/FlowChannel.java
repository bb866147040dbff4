package dev.landline.sip.stack;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A browser's flow as JAIN-SIP sees it, under one of the two transport names. */
final class FlowChannel extends SipChannel {

    private final BrowserFlow flow;

    FlowChannel(FlowProcessor processor, BrowserFlow flow, InetSocketAddress hop, SipCounters counters) {
        super(processor, hop.getAddress(), hop.getPort(), counters);
        this.flow = flow;
    }

    BrowserFlow flow() {
        return flow;
    }

    @Override
    InetSocketAddress remote() {
        return flow.remote();
    }

    @Override
    void write(byte[] bytes) throws IOException {
        if (!flow.send(bytes)) {
            throw new IOException(flow.id() + " is closed or does not read");
        }
    }

    @Override
    public boolean isReliable() {
        return true;
    }

    @Override
    public void close() {
        flow.close();
    }
}
