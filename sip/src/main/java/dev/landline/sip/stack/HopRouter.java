package dev.landline.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.ListIterator;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;

/**
 * Sends each request to the address that its leg decided; never looks a name up. JAIN-SIP makes it by name, hence public.
 */
public final class HopRouter implements Router {

    private final JainStack stack;

    public HopRouter(SipStack stack, String unused) {
        this.stack = (JainStack) stack;
    }

    @Override
    public Hop getNextHop(Request request) throws SipException {
        SIPRequest sent = (SIPRequest) request;
        if (sent.getApplicationData() instanceof SipHop hop) {
            return hop;
        }
        return stack.hopFor(sent).orElseThrow(() -> new SipException("no way to the peer of this call"));
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // Asked for by the interface; nothing calls it.
    public ListIterator<Hop> getNextHops(Request request) {
        return null;
    }

    @Override
    public Hop getOutboundProxy() {
        return null;
    }
}
