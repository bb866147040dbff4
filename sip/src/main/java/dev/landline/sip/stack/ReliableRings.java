package dev.landline.sip.stack;

import dev.landline.sip.SipCommand;
import gov.nist.javax.sip.header.RAck;
import gov.nist.javax.sip.header.RSeq;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sip.SipException;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Our reliable provisional answers to one INVITE (RFC 3262 section 3): one at a time; what the gateway says meanwhile waits
 * for the PRACK. JAIN-SIP numbers and repeats them.
 */
final class ReliableRings {

    /** The gateway has less to say before the answer; of more, the oldest is forgotten. */
    private static final int WAITING = 8;

    private final UasLeg leg;
    private final Deque<SipCommand> waiting = new ArrayDeque<>();
    private Response unconfirmed;

    ReliableRings(UasLeg leg) {
        this.leg = leg;
    }

    /** Sends one and repeats it until it is confirmed, or 64*T1 have passed. */
    void send(Response response) throws SipException {
        unconfirmed = response;
        leg.dialog().sendReliableProvisionalResponse(response);
        leg.core.lanes().later(leg.callId(), () -> giveUp(response), UasLeg.UNCONFIRMED_MILLIS);
    }

    private void giveUp(Response response) {
        if (unconfirmed == response) {
            unconfirmed = null;
            waiting.clear();
            leg.neverConfirmed();
        }
    }

    /** Keeps a command for after the PRACK; false when nothing is unconfirmed. */
    boolean holds(SipCommand command) {
        if (unconfirmed == null) {
            return false;
        }
        if (waiting.size() == WAITING) {
            waiting.removeFirst();
            leg.core.counters().count(SipCounter.COMMANDS_IGNORED);
        }
        waiting.addLast(command);
        return true;
    }

    /** Whether the PRACK names the answer that waits for it; any other gets 481. */
    boolean isConfirmedBy(Request prack) {
        return unconfirmed != null
                && prack.getHeader(RAck.NAME) instanceof RAck acknowledged
                && unconfirmed.getHeader(RSeq.NAME) instanceof RSeq ours
                && unconfirmed.getHeader(CSeqHeader.NAME) instanceof CSeqHeader invite
                && acknowledged.getRSequenceNumber() == ours.getSeqNumber()
                && acknowledged.getCSequenceNumber() == invite.getSeqNumber()
                && acknowledged.getMethod().equals(invite.getMethod());
    }

    /** The PRACK came: what waited is carried out, up to the next reliable answer. */
    void confirmed() {
        unconfirmed = null;
        while (unconfirmed == null && !waiting.isEmpty()) {
            leg.on(waiting.removeFirst());
        }
    }

    /** The INVITE has its final response. */
    void stop() {
        unconfirmed = null;
        waiting.clear();
    }
}
