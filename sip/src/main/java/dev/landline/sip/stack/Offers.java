package dev.landline.sip.stack;

import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.session.Exchange;
import dev.landline.sip.session.Exchange.Event;
import dev.landline.sip.session.Glare;
import java.text.ParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** The offers and answers of one leg on the wire; {@link Exchange} holds the rules. */
final class Offers {

    private final Leg leg;
    private Exchange exchange;
    private long lastNumber;
    private Open open;
    private String lastSaid = "";
    private String lastHeard = "";

    private record Open(long number, ServerTransaction transaction, Request request) {}

    Offers(Leg leg, Exchange begin) {
        this.leg = leg;
        this.exchange = begin;
    }

    private Exchange.Action step(Event event) {
        Exchange.Step step = exchange.on(event);
        exchange = step.next();
        return step.action();
    }

    /** A re-INVITE, an UPDATE, or a PRACK that confirms an answer of ours. */
    void received(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        Optional<String> sdp = Headers.sdp(request);
        if (sdp.isPresent() && !isSdp(request)) {
            leg.core.counters().count(SipCounter.REFUSED_CONTENT_TYPE);
            Response response = leg.core.headers().response(415, Leg.phrase(415), request);
            leg.core.headers().set(response, "Accept", "application/sdp");
            transaction.sendResponse(response);
            return;
        }
        boolean refreshes = !request.getMethod().equals(Request.PRACK);
        long tooSmall = refreshes ? leg.refreshes().tooSmall(request) : 0;
        if (tooSmall > 0) {
            leg.core.counters().count(SipCounter.REFUSED_SESSION_INTERVAL);
            Response response = leg.core.headers().response(422, Leg.phrase(422), request);
            leg.core.headers().set(response, "Min-SE", Long.toString(tooSmall));
            transaction.sendResponse(response);
            return;
        }
        boolean described = sdp.isPresent();
        Exchange.Action action = step(
                switch (request.getMethod()) {
                    case Request.INVITE -> new Event.TheirInvite(described);
                    case Request.UPDATE -> new Event.TheirUpdate(described);
                    default -> new Event.TheirPrack(described);
                });
        switch (action) {
            case ASK -> ask(transaction, request, sdp);
            case ACCEPT -> accept(transaction, request, Optional.empty());
            case REFUSE_PENDING -> refuse(transaction, request, 491, 0);
            case REFUSE_BUSY ->
                refuse(
                        transaction,
                        request,
                        500,
                        Glare.retryAfterSeconds(ThreadLocalRandom.current().nextDouble()));
            case TAKE_ANSWER, MISS_ANSWER -> {
                accept(transaction, request, Optional.empty());
                heard(sdp);
            }
            case NONE, WAIT -> {}
        }
    }

    private void ask(ServerTransaction transaction, Request request, Optional<String> sdp)
            throws SipException, ParseException, InvalidArgumentException {
        lastNumber++;
        open = new Open(lastNumber, transaction, request);
        transaction.setApplicationData(leg);
        if (request.getMethod().equals(Request.INVITE)) {
            transaction.sendResponse(leg.core.headers().response(100, "Trying", request));
        }
        sdp.ifPresent(text -> lastHeard = text);
        leg.core.emit(new SipEvent.OfferReceived(leg.id(), lastNumber, sdp));
    }

    private void refuse(ServerTransaction transaction, Request request, int status, int retryAfterSeconds)
            throws SipException, ParseException, InvalidArgumentException {
        leg.core.counters().count(SipCounter.REFUSED_OFFER_PENDING);
        Response response = leg.core
                .headers()
                .response(status, status == 491 ? Leg.phrase(491) : "An Offer Is Still Open", request);
        leg.core.headers().server(response);
        leg.core.headers().retryAfter(response, retryAfterSeconds);
        transaction.sendResponse(response);
    }

    static boolean isSdp(Message message) {
        return Bodies.isSdp(message);
    }

    /** The description in a message; empty when there is none, or something else. */
    static Optional<String> sdp(Message message) {
        return isSdp(message) ? Headers.sdp(message) : Optional.empty();
    }

    /** Answers the open offer; false when the command names another one. */
    boolean answer(SipCommand command) {
        long number = switch (command) {
            case SipCommand.AcceptOffer accept -> accept.offer();
            case SipCommand.RefuseOffer refuse -> refuse.offer();
            default -> -1;
        };
        if (open == null || open.number() != number) {
            return false;
        }
        Open answered = open;
        open = null;
        boolean invite = answered.request().getMethod().equals(Request.INVITE);
        try {
            if (command instanceof SipCommand.AcceptOffer accept) {
                weSay(accept.sdp(), invite);
                accept(answered.transaction(), answered.request(), Optional.of(accept.sdp()));
            } else if (command instanceof SipCommand.RefuseOffer refuse) {
                step(new Event.OurRefusal(invite));
                answered.transaction()
                        .sendResponse(
                                leg.core.headers().response(refuse.status(), refuse.phrase(), answered.request()));
            }
        } catch (SipException | ParseException | InvalidArgumentException e) {
            leg.core.counters().count(SipCounter.SEND_FAILED);
            Leg.LOG.debug("leg {}: the answer to an offer could not be sent", leg.id(), e);
        }
        return true;
    }

    private void accept(ServerTransaction transaction, Request request, Optional<String> sdp)
            throws SipException, ParseException, InvalidArgumentException {
        Response response = leg.core.headers().response(200, "OK", request);
        leg.core.headers().server(response);
        if (!request.getMethod().equals(Request.PRACK)) {
            response.setHeader(leg.contact());
            leg.core.headers().allow(response);
            leg.refreshes().accept(request, response);
        }
        if (sdp.isPresent()) {
            leg.core.headers().sdp(response, sdp.get());
        }
        transaction.sendResponse(response);
    }

    /** We describe ourselves: in an INVITE, a reliable provisional answer or a 2xx. */
    void weSay(String sdp, boolean last) {
        lastSaid = sdp;
        step(new Event.OurResponse(true, last));
    }

    /** Our INVITE carries this offer. */
    void weOffer(String sdp) {
        lastSaid = sdp;
    }

    /** Our 2xx repeats nothing. */
    void weAnswerWithoutDescription() {
        step(new Event.OurResponse(false, true));
    }

    /** The description that the peer had from us last; empty before the first. */
    String lastSaid() {
        return lastSaid;
    }

    /** Both sides are described and nothing is open. */
    boolean isAgreed() {
        return exchange.offer() == Exchange.Offer.AGREED;
    }

    /** Takes the turn for a re-INVITE of ours; false when something is open. */
    boolean weAsk() {
        return !lastSaid.isEmpty() && step(new Event.OurRequest(true, true)) != Exchange.Action.WAIT;
    }

    /** A response to our INVITE or re-INVITE ends the turn, or is the first to describe the peer. */
    void weAreAnswered(boolean described) {
        step(new Event.TheirResponse(described, true));
    }

    /** A provisional response describes the peer. */
    void weAreAnsweredEarly(String sdp) {
        lastHeard = sdp;
        step(new Event.TheirResponse(true, false));
    }

    /** The 2xx to our own re-INVITE: the gateway hears of a description that changed. */
    void answeredBy(Response ok) {
        Optional<String> sdp = sdp(ok);
        boolean same = sdp.isEmpty() || sdp.get().equals(lastHeard);
        weAreAnswered(sdp.isPresent());
        if (!same) {
            heard(sdp);
        }
    }

    /** The peer's 2xx makes the offer that our INVITE asked for; its number. */
    long theyOffer(String sdp) {
        lastHeard = sdp;
        weAreAnswered(true);
        lastNumber++;
        return lastNumber;
    }

    /** What the peer's 2xx to our INVITE says. */
    void hears(Optional<String> sdp) {
        sdp.ifPresent(text -> lastHeard = text);
        weAreAnswered(sdp.isPresent());
    }

    /** The ACK for a 2xx of ours: it carries the answer when the 2xx carried our offer. */
    void acknowledged(Request ack) {
        Optional<String> sdp = sdp(ack);
        switch (step(new Event.TheirAck(sdp.isPresent()))) {
            case TAKE_ANSWER, MISS_ANSWER -> heard(sdp);
            case NONE, ASK, ACCEPT, REFUSE_PENDING, REFUSE_BUSY, WAIT -> {}
        }
    }

    private void heard(Optional<String> sdp) {
        sdp.ifPresent(text -> lastHeard = text);
        leg.core.emit(new SipEvent.AnswerReceived(leg.id(), sdp));
    }

    /** The call ends, or the peer cancelled: an open offer is over. */
    void abandon() {
        if (open == null) {
            return;
        }
        Open abandoned = open;
        open = null;
        step(new Event.OurRefusal(abandoned.request().getMethod().equals(Request.INVITE)));
        try {
            leg.respond(abandoned.transaction(), abandoned.request(), 487);
        } catch (SipException | ParseException | InvalidArgumentException e) {
            leg.core.counters().count(SipCounter.SEND_FAILED);
        }
    }
}
