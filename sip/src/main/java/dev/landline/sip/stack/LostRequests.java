package dev.landline.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import java.io.IOException;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.SipException;
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
        try {
            switch (request.getMethod()) {
                case Request.INVITE -> {
                    if (proceeding) {
                        // The far end may be ringing still, and would go on.
                        sayAnew(channel, request.createCancelRequest());
                    }
                }
                // It may never have arrived, and the far end would take the call for up.
                case Request.BYE -> sayAnew(channel, request);
                default -> {}
            }
        } catch (IOException | SipException _) {
            counters.count(SipCounter.SEND_FAILED);
        }
    }

    /** Over a new connection, once; nobody waits for the answer. */
    private static void sayAnew(TcpChannel channel, SIPRequest request) throws IOException {
        Optional<TcpChannel> again = channel.again();
        if (again.isPresent()) {
            again.get().write(request.encodeAsBytes(channel.getTransport()));
        }
    }
}
