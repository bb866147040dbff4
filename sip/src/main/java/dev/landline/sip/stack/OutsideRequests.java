package dev.landline.sip.stack;

import dev.landline.sip.Party;
import dev.landline.sip.SipUri;
import dev.landline.sip.auth.DigestLogin.Asker;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.Optional;
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
    private final class Exchange implements InsideAnswers {
        private final Optional<String> trunk;
        private final Consumer<Outcome> whenOver;
        private SIPRequest request;
        private boolean over;

        private Exchange(Optional<String> trunk, Consumer<Outcome> whenOver) {
            this.trunk = trunk;
            this.whenOver = whenOver;
        }

        private void send(SIPRequest next) throws SipException {
            request = next;
            ClientTransaction transaction = core.provider().getNewClientTransaction(next);
            transaction.setApplicationData(this);
            transaction.sendRequest();
        }

        @Override
        public void onResponse(Response response) throws SipException, ParseException, InvalidArgumentException {
            if (response.getStatusCode() >= 200 && !isSentAgain(response)) {
                boolean local = ((SIPMessage) response).getApplicationData() instanceof TransportFailure;
                finish(new Outcome(response.getStatusCode(), local));
            }
        }

        /** A trunk asks for our password: the request goes to its own target, so it gets the proof. */
        private boolean isSentAgain(Response response) throws SipException, ParseException, InvalidArgumentException {
            if (trunk.isEmpty() || Asker.of(response.getStatusCode()).isEmpty()) {
                return false;
            }
            return switch (core.digest().challenged(request, response, trunk.get(), true)) {
                case ClientDigest.Retry.Again(SIPRequest again) -> {
                    send(again);
                    yield true;
                }
                case ClientDigest.Retry.GiveUp _ -> false;
            };
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

    /** A request as it will be, but for what each try makes anew. */
    record Draft(String method, SipUri target, Party from, Party to, Extra extra) {}

    /** Adds to a request before it leaves. */
    @FunctionalInterface
    interface Extra {
        void addTo(Request request) throws ParseException;
    }

    /**
     * Sends a request that opens no dialog, with a Call-ID of its own.
     *
     * @param trunk the trunk that it goes to; empty for a browser
     * @param whenOver hears how it ended, on the lane of that Call-ID
     */
    void send(Draft draft, SipHop hop, Optional<String> trunk, Consumer<Outcome> whenOver) {
        String callId = Core.token() + Core.token();
        core.lanes().execute(callId, () -> {
            try {
                SIPRequest request = (SIPRequest) core.headers()
                        .request(
                                draft.method(),
                                draft.target(),
                                draft.from(),
                                Core.token(),
                                draft.to(),
                                "",
                                callId,
                                1,
                                core.headers().via(core.provider(), hop.transport()));
                draft.extra().addTo(request);
                if (trunk.isPresent()) {
                    core.digest().ahead(request, trunk.get(), true);
                }
                send(request, hop, trunk, whenOver);
            } catch (ParseException | InvalidArgumentException | RuntimeException e) {
                LOG.debug("a {} could not be built", draft.method(), e);
                whenOver.accept(new Outcome(500, true));
            }
        });
    }

    /** Sends a request to a browser that is ready but for its way. On the lane of its Call-ID. */
    void send(Request request, SipHop hop, Consumer<Outcome> whenOver) {
        send((SIPRequest) request, hop, Optional.empty(), whenOver);
    }

    private void send(SIPRequest request, SipHop hop, Optional<String> trunk, Consumer<Outcome> whenOver) {
        Exchange exchange = new Exchange(trunk, whenOver);
        try {
            request.setApplicationData(hop);
            exchange.send(request);
        } catch (SipException | RuntimeException e) {
            core.counters().count(SipCounter.SEND_FAILED);
            LOG.debug("a {} could not be sent", request.getMethod(), e);
            exchange.finish(new Outcome(503, true));
        }
    }
}
