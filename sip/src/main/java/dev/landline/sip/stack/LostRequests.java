package dev.landline.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import java.io.IOException;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.TransactionState;
import javax.sip.message.Request;

/**
 * Requests whose connection is gone: each hears 503 at once instead of waiting for its timer, so that the next trunk can be
 * tried (RFC 3261 section 8.1.3.1). From any thread; the answers are given on the calls' lanes.
 */
final class LostRequests {

    private final JainStack jain;
    private final Lanes lanes;
    private final SipCounters counters;

    LostRequests(JainStack jain, Lanes lanes, SipCounters counters) {
        this.jain = jain;
        this.lanes = lanes;
        this.counters = counters;
    }

    /** A connection is gone, with all requests on it that nobody has answered. */
    void connectionLost(TcpChannel channel, String why) {
        for (SIPClientTransaction transaction : jain.clientTransactionsOn(channel)) {
            counters.count(SipCounter.REQUESTS_LOST);
            fail(channel, transaction, why);
        }
    }

    /** One message could not be written. */
    void notSent(TcpChannel channel, String transactionId, String why) {
        counters.count(SipCounter.SEND_FAILED);
        SIPTransaction found = transactionId.isEmpty() ? null : jain.findTransaction(transactionId, false);
        if (found instanceof SIPClientTransaction transaction) {
            fail(channel, transaction, why);
        }
    }

    private void fail(TcpChannel channel, SIPClientTransaction transaction, String why) {
        if (transaction.getRequest() instanceof SIPRequest request) {
            lanes.execute(request.getCallId().getCallId(), () -> answer503(channel, transaction, request, why));
        }
    }

    private void answer503(TcpChannel channel, SIPClientTransaction transaction, SIPRequest request, String why) {
        TransactionState state = transaction.getState();
        boolean proceeding = TransactionState.PROCEEDING.equals(state);
        if (!proceeding && !TransactionState.CALLING.equals(state) && !TransactionState.TRYING.equals(state)) {
            return; // Answered in the meantime.
        }
        try {
            SIPResponse response = request.createResponse(503, Headers.plain(why));
            response.setApplicationData(TransportFailure.MARK);
            channel.processMessage(response);
        } catch (ParseException e) {
            counters.count(SipCounter.INTERNAL_ERRORS);
        }
        if (proceeding && request.getMethod().equals(Request.INVITE)) {
            cancel(channel, request);
        }
    }

    /**
     * The far end may be ringing still, and would go on: a CANCEL over a new connection stops it. Nobody waits for the
     * answer.
     */
    private void cancel(TcpChannel channel, SIPRequest invite) {
        Optional<TcpChannel> again = channel.again();
        if (again.isEmpty()) {
            return;
        }
        try {
            again.get().write(invite.createCancelRequest().encodeAsBytes(channel.getTransport()));
        } catch (IOException | javax.sip.SipException _) {
            counters.count(SipCounter.SEND_FAILED);
        }
    }
}
