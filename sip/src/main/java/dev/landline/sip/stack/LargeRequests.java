package dev.landline.sip.stack;

import dev.landline.sip.SipTransport;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sip.InvalidArgumentException;
import javax.sip.message.Response;

/**
 * Calls whose INVITE would not fit into a datagram go by TCP to trunks on UDP that allow it, and by UDP after all when TCP
 * cannot be opened (RFC 3261 section 18.1.1). Safe from any lane.
 */
final class LargeRequests {

    /** "If a request is within 200 bytes of the path MTU, or if it is larger than 1300 bytes and the path MTU is unknown". */
    private static final int BYTES_MAX = 1_300;
    /** JAIN-SIP adds it when the request leaves. */
    private static final int BRANCH_BYTES = 70;

    private static final int REFUSALS_MAX = 256;
    private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final SipSettings settings;
    /** Where TCP could not be opened, and until when that is remembered, nanoseconds. */
    private final Map<InetSocketAddress, Long> refusals = new ConcurrentHashMap<>();

    LargeRequests(SipSettings settings) {
        this.settings = settings;
    }

    /** Turns a request toward TCP when it is too large for UDP. */
    void route(SIPRequest request, Peer peer, Core core) throws ParseException, InvalidArgumentException {
        if (peer instanceof Peer.Trunk trunk
                && trunk.over() == SipTransport.UDP
                && settings.tcpPort() != 0
                && settings.wires().largeOverTcp(trunk.name())
                && request.getApplicationData() instanceof SipHop hop
                && !isRefused(hop.address(), System.nanoTime())
                && request.encodeAsBytes("udp").length + BRANCH_BYTES > BYTES_MAX) {
            aim(request, TrunkHop.to(trunk.name(), hop.address(), "tcp", core), core);
            core.counters().count(SipCounter.LARGE_REQUESTS);
        }
    }

    /** Whether a refusal says no more than that TCP could not be opened for a large request; then it goes by UDP. */
    boolean isForWantOfTcp(Response refusal, SIPRequest request, Peer peer) {
        boolean local =
                refusal instanceof SIPResponse response && response.getApplicationData() instanceof TransportFailure;
        if (!local
                || !(peer instanceof Peer.Trunk trunk && trunk.over() == SipTransport.UDP)
                || !(request.getApplicationData() instanceof SipHop hop
                        && hop.transport().equals("tcp"))) {
            return false;
        }
        if (refusals.size() >= REFUSALS_MAX) {
            refusals.clear(); // They are found out again.
        }
        refusals.put(hop.address(), System.nanoTime() + REMEMBERED_NANOS);
        return true;
    }

    private boolean isRefused(InetSocketAddress address, long nowNanos) {
        Long until = refusals.get(address);
        return until != null && until - nowNanos > 0;
    }

    /** The ACK of an answer goes where the dialog goes, though its INVITE was too large for that. */
    void acknowledge(SIPRequest ack, SipHop hop, Core core) throws ParseException, InvalidArgumentException {
        String branch = ack.getTopmostVia().getBranch();
        if (!ack.getTopmostVia().getTransport().equalsIgnoreCase(hop.transport())) {
            aim(ack, hop, core);
            ack.getTopmostVia().setBranch(branch);
        }
    }

    /** Gives a request another way; its branch is made when it leaves. */
    static void aim(SIPRequest request, SipHop hop, Core core) throws ParseException, InvalidArgumentException {
        request.setHeader(core.headers().via(core.provider(), hop.transport()));
        request.setApplicationData(hop);
    }
}
