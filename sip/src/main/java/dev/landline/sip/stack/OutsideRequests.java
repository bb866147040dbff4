package dev.landline.sip.stack;

import dev.landline.sip.Party;
import dev.landline.sip.SipUri;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests of ours that are no part of a call. Each has exactly one outcome. */
final class OutsideRequests {

    private static final Logger LOG = LoggerFactory.getLogger(OutsideRequests.class);

    private final Core core;

    /**
     * How a request of ours ended.
     *
     * @param status the final status; 408 when nothing came, 503 when it could not be sent
     * @param local the status was made here, not by the peer
     */
    record Outcome(int status, boolean local) {
        boolean isGood() {
            return status / 100 == 2;
        }
    }

    /** A request on its way; the transaction carries it. On the lane of the request's Call-ID. */
    private static final class Exchange implements InsideAnswers {
        private final Consumer<Outcome> whenOver;
        private boolean over;

        private Exchange(Consumer<Outcome> whenOver) {
            this.whenOver = whenOver;
        }

        @Override
        public void onResponse(Response response) {
            if (response.getStatusCode() >= 200) {
                boolean local = ((SIPMessage) response).getApplicationData() instanceof TransportFailure;
                finish(new Outcome(response.getStatusCode(), local));
            }
        }

        @Override
        public void onTimeout() {
            finish(new Outcome(408, true));
        }

        private void finish(Outcome outcome) {
            if (!over) {
                over = true;
                whenOver.accept(outcome);
            }
        }
    }

    OutsideRequests(Core core) {
        this.core = core;
    }

    /** Adds to a request before it leaves. */
    @FunctionalInterface
    interface Extra {
        void addTo(Request request) throws ParseException;
    }

    /**
     * Sends a request that opens no dialog, with a Call-ID of its own.
     *
     * @param whenOver hears how it ended, on the lane of that Call-ID
     */
    void send(String method, SipHop hop, SipUri target, Party from, Party to, Extra extra, Consumer<Outcome> whenOver) {
        String callId = Core.token() + Core.token();
        core.lanes().execute(callId, () -> {
            try {
                Request request = core.headers()
                        .request(
                                method,
                                target,
                                from,
                                Core.token(),
                                to,
                                "",
                                callId,
                                1,
                                core.headers().via(core.provider(), hop.transport()));
                extra.addTo(request);
                send(request, hop, whenOver);
            } catch (ParseException | InvalidArgumentException | RuntimeException e) {
                LOG.debug("a {} could not be built", method, e);
                whenOver.accept(new Outcome(500, true));
            }
        });
    }

    /** Sends a request that is ready. On the lane of its Call-ID. */
    void send(Request request, SipHop hop, Consumer<Outcome> whenOver) {
        Exchange exchange = new Exchange(whenOver);
        try {
            ((SIPRequest) request).setApplicationData(hop);
            ClientTransaction transaction = core.provider().getNewClientTransaction(request);
            transaction.setApplicationData(exchange);
            transaction.sendRequest();
        } catch (SipException | RuntimeException e) {
            core.counters().count(SipCounter.SEND_FAILED);
            LOG.debug("a {} could not be sent", request.getMethod(), e);
            exchange.finish(new Outcome(503, true));
        }
    }
}
