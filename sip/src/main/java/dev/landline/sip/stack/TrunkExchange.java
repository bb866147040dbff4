package dev.landline.sip.stack;

import dev.landline.sip.auth.DigestLogin.Asker;
import dev.landline.sip.trunk.TrunkPlace;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request of ours to a trunk outside any call, such as REGISTER and OPTIONS. A challenge on the way is answered. Everything
 * here runs on the lane of its Call-ID.
 */
final class TrunkExchange {

    private static final Logger LOG = LoggerFactory.getLogger(TrunkExchange.class);

    private final Core core;
    private final String trunk;
    private final SipHop hop;
    private final Consumer<Outcome> whenDone;
    private ClientTransaction transaction;
    private boolean done;

    /** What came of it. */
    sealed interface Outcome {

        /** The peer's final answer. */
        record Answered(Response response) implements Outcome {}

        /** Its challenge is not for us to answer, or our password is wrong. */
        record NotTrusted(int status, String sentence) implements Outcome {}

        /** Nothing came back in time, or it could not be sent. */
        record Unanswered(String why) implements Outcome {}
    }

    private TrunkExchange(Core core, String trunk, SipHop hop, Consumer<Outcome> whenDone) {
        this.core = core;
        this.trunk = trunk;
        this.hop = hop;
        this.whenDone = whenDone;
    }

    /**
     * Sends the request.
     *
     * @param patienceMillis how long to wait for a final answer
     * @param whenDone told once, on the lane of the Call-ID
     */
    static void start(
            Core core,
            String trunk,
            TrunkPlace place,
            SIPRequest request,
            long patienceMillis,
            Consumer<Outcome> whenDone) {
        TrunkExchange exchange =
                new TrunkExchange(core, trunk, TrunkHop.to(trunk, place.address(), place.wire(), core), whenDone);
        String callId = request.getCallId().getCallId();
        core.lanes().execute(callId, () -> exchange.begin(request));
        core.lanes().later(callId, exchange::outOfPatience, patienceMillis);
    }

    private void begin(SIPRequest request) {
        try {
            request.setApplicationData(hop);
            core.digest().ahead(request, trunk, true);
            send(request);
        } catch (SipException | ParseException | RuntimeException e) {
            core.counters().count(SipCounter.SEND_FAILED);
            LOG.debug("trunk={}: {} could not be sent", trunk, request.getMethod(), e);
            finish(new Outcome.Unanswered("could not be sent"));
        }
    }

    private void send(SIPRequest request) throws SipException {
        transaction = core.provider().getNewClientTransaction(request);
        transaction.setApplicationData(this);
        transaction.sendRequest();
    }

    /** An answer to the request, or to an earlier try of it. */
    void onResponse(ClientTransaction answered, Response response)
            throws SipException, ParseException, InvalidArgumentException {
        int status = response.getStatusCode();
        if (done || status < 200 || !answered.equals(transaction)) {
            return;
        }
        if (((SIPMessage) response).getApplicationData() instanceof TransportFailure) {
            finish(new Outcome.Unanswered("cannot be reached"));
        } else if (Asker.of(status).isPresent()) {
            switch (core.digest().challenged((SIPRequest) transaction.getRequest(), response, trunk, true)) {
                case ClientDigest.Retry.Again(SIPRequest request) -> send(request);
                case ClientDigest.Retry.GiveUp(String sentence) -> finish(new Outcome.NotTrusted(status, sentence));
            }
        } else {
            finish(new Outcome.Answered(response));
        }
    }

    /** JAIN-SIP gave up waiting. */
    void onTimeout(ClientTransaction silent) {
        if (silent.equals(transaction)) {
            finish(new Outcome.Unanswered("does not answer"));
        }
    }

    private void outOfPatience() {
        if (done) {
            return;
        }
        finish(new Outcome.Unanswered("does not answer"));
        try {
            if (transaction != null) {
                transaction.terminate();
            }
        } catch (ObjectInUseException | RuntimeException e) {
            LOG.debug("trunk={}: transaction not terminated", trunk, e);
        }
    }

    private void finish(Outcome outcome) {
        if (!done) {
            done = true;
            whenDone.accept(outcome);
        }
    }
}
