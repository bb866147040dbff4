package dev.landline.sip.stack;

import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** The offers a peer makes inside a call, by re-INVITE or UPDATE: at most one is open (RFC 3261 14.2, RFC 3311 5.2). */
final class Offers {

    private static final int RETRY_SECONDS = 2;

    private final Leg leg;
    private long lastNumber;
    private Open open;

    private record Open(long number, ServerTransaction transaction, Request request) {}

    Offers(Leg leg) {
        this.leg = leg;
    }

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
        if (request.getMethod().equals(Request.UPDATE) && sdp.isEmpty()) {
            // Nothing is offered: a target or session refresh.
            accept(transaction, request, Optional.empty());
            return;
        }
        if (open != null) {
            leg.core.counters().count(SipCounter.REFUSED_OFFER_PENDING);
            Response response = leg.core.headers().response(500, "An Offer Is Still Open", request);
            leg.core.headers().retryAfter(response, RETRY_SECONDS);
            transaction.sendResponse(response);
            return;
        }
        lastNumber++;
        open = new Open(lastNumber, transaction, request);
        transaction.setApplicationData(leg);
        if (request.getMethod().equals(Request.INVITE)) {
            transaction.sendResponse(leg.core.headers().response(100, "Trying", request));
        }
        leg.core.emit(new SipEvent.OfferReceived(leg.id(), lastNumber, sdp));
    }

    static boolean isSdp(Request request) {
        return request.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type
                && type.getContentType().equalsIgnoreCase("application")
                && type.getContentSubType().equalsIgnoreCase("sdp");
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
        try {
            if (command instanceof SipCommand.AcceptOffer accept) {
                accept(answered.transaction(), answered.request(), Optional.of(accept.sdp()));
            } else if (command instanceof SipCommand.RefuseOffer refuse) {
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
        response.setHeader(leg.contact());
        leg.core.headers().allow(response);
        leg.core.headers().server(response);
        if (sdp.isPresent()) {
            leg.core.headers().sdp(response, sdp.get());
        }
        transaction.sendResponse(response);
    }

    /** The call ends, or the peer cancelled: an open offer is over. */
    void abandon() {
        if (open == null) {
            return;
        }
        Open abandoned = open;
        open = null;
        try {
            leg.respond(abandoned.transaction(), abandoned.request(), 487);
        } catch (SipException | ParseException | InvalidArgumentException e) {
            leg.core.counters().count(SipCounter.SEND_FAILED);
        }
    }
}
