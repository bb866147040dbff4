package dev.landline.sip.stack;

import dev.landline.sip.session.ReliableOrder;
import gov.nist.javax.sip.header.RSeq;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.message.Response;

/** Confirms the reliable provisional answers to our INVITE (RFC 3262 section 4), each early dialog by itself. */
final class Pracks {

    /** As many early dialogs as a fork may have; of more, none is confirmed. */
    private static final int DIALOGS = 32;

    private final Leg leg;
    private final Map<Dialog, ReliableOrder> taken = new HashMap<>();

    Pracks(Leg leg) {
        this.leg = leg;
    }

    static boolean isReliable(Response response) {
        return response.getStatusCode() > 100
                && response.getHeader(RSeq.NAME) != null
                && Extensions.requires(response, Extensions.RELIABLE);
    }

    /** Confirms one; false when it is to be passed over, because it is a repetition or one before it is missing. */
    boolean confirms(Response response, Dialog on) {
        long sequence = ((RSeq) response.getHeader(RSeq.NAME)).getSeqNumber();
        ReliableOrder order = taken.getOrDefault(on, ReliableOrder.NONE_YET);
        return switch (order.verdict(sequence)) {
            case TAKE -> {
                if (taken.size() >= DIALOGS && !taken.containsKey(on)) {
                    yield false;
                }
                taken.put(on, order.taken(sequence));
                send(response, on);
                yield true;
            }
            case REPEATED, TOO_EARLY -> false;
        };
    }

    private void send(Response response, Dialog on) {
        try {
            SipHop hop = leg.hop().orElseThrow(() -> new IOException("the browser's connection is gone"));
            SIPRequest prack = (SIPRequest) on.createPrack(response);
            leg.prepare(prack, hop);
            ClientTransaction transaction = leg.core.provider().getNewClientTransaction(prack);
            on.sendRequest(transaction);
        } catch (SipException | ParseException | InvalidArgumentException | IOException | RuntimeException e) {
            // The peer repeats its answer, and gives up the call when no PRACK comes.
            leg.core.counters().count(SipCounter.SEND_FAILED);
            Leg.LOG.debug("leg {}: PRACK could not be sent", leg.id(), e);
        }
    }
}
