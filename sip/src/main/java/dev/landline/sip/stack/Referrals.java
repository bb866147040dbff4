package dev.landline.sip.stack;

import dev.landline.sip.Replaces;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipUri;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ReferToHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The REFER requests of one leg's peer and the NOTIFY requests that follow (RFC 3515). At most one waits for its answer;
 * its CSeq number names it. Runs on the lane of the leg.
 */
final class Referrals {

    /** Progress is told for at most this long; the ring time ends a call before. */
    private static final int EXPIRES_SECONDS = 180;

    /** A peer that keeps asking for news of more transfers than this gets no news of the next ones. */
    private static final int MOST_TOLD = 4;

    private final Leg leg;
    /** Those whose progress the peer is told. */
    private final Set<Long> told = new HashSet<>();

    private Open open;

    private record Open(long number, ServerTransaction transaction, Request request) {}

    Referrals(Leg leg) {
        this.leg = leg;
    }

    void received(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        if (open != null) {
            leg.core.counters().count(SipCounter.REFUSED_OFFER_PENDING);
            transaction.sendResponse(answer(request, 491, "Another Transfer Is Still Open"));
            return;
        }
        Optional<SipUri> target = target(request);
        Optional<String> replaced = embedded(request);
        Optional<Replaces> replaces = replaced.flatMap(Replaces::parse);
        if (target.isEmpty() || (replaced.isPresent() && replaces.isEmpty())) {
            leg.core.counters().count(SipCounter.REFUSED_MALFORMED);
            transaction.sendResponse(
                    answer(request, 400, "Bad Request: one Refer-To that can be understood is needed"));
            return;
        }
        long number = ((CSeqHeader) request.getHeader(CSeqHeader.NAME)).getSeqNumber();
        open = new Open(number, transaction, request);
        leg.core.emit(new SipEvent.ReferReceived(leg.id(), number, target.get(), replaces));
    }

    /** Who is to be called; empty unless there is exactly one Refer-To with a URI of ours (RFC 3515 section 2.4.2). */
    private static Optional<SipUri> target(Request request) {
        Iterator<?> given = request.getHeaders(ReferToHeader.NAME);
        if (!given.hasNext() || !(given.next() instanceof ReferToHeader first) || given.hasNext()) {
            return Optional.empty();
        }
        return SipUri.parse(first.getAddress().getURI().toString());
    }

    /** The Replaces header inside the URI (RFC 3891 section 7). */
    private static Optional<String> embedded(Request request) {
        if (request.getHeader(ReferToHeader.NAME) instanceof ReferToHeader to
                && to.getAddress().getURI() instanceof SipURI uri) {
            String value = uri.getHeader("Replaces") == null ? uri.getHeader("replaces") : uri.getHeader("Replaces");
            return Optional.ofNullable(value).map(Referrals::unescaped);
        }
        return Optional.empty();
    }

    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /** The dialog that an INVITE wants to take the place of. */
    static Optional<Replaces> replaces(Message invite) {
        return Optional.ofNullable(invite.getHeader("Replaces"))
                .map(header -> header.toString().strip())
                .map(line -> line.substring(line.indexOf(':') + 1))
                .flatMap(Replaces::parse);
    }

    /** False when the command names another request. */
    boolean carryOut(SipCommand command) {
        try {
            return switch (command) {
                case SipCommand.AnswerRefer answer -> answer(answer);
                case SipCommand.NotifyRefer news -> tell(news);
                default -> false;
            };
        } catch (SipException | ParseException | InvalidArgumentException | IOException | RuntimeException e) {
            leg.core.counters().count(SipCounter.SEND_FAILED);
            Leg.LOG.debug(
                    "leg {}: {} could not be sent", leg.id(), command.getClass().getSimpleName(), e);
            return true;
        }
    }

    private boolean answer(SipCommand.AnswerRefer answer)
            throws SipException, ParseException, InvalidArgumentException {
        if (open == null || open.number() != answer.refer()) {
            return false;
        }
        Open answered = open;
        open = null;
        Response response = answer(answered.request(), answer.status(), answer.phrase());
        if (answer.status() < 300) {
            response.setHeader(leg.contact());
            if (wantsNoNews(answered.request())) {
                leg.core.headers().set(response, "Refer-Sub", "false");
            } else if (told.size() < MOST_TOLD) {
                told.add(answered.number());
            }
        }
        answered.transaction().sendResponse(response);
        return true;
    }

    /** RFC 4488 section 4. */
    private static boolean wantsNoNews(Request refer) {
        return refer.getHeader("Refer-Sub") != null
                && refer.getHeader("Refer-Sub")
                        .toString()
                        .toLowerCase(Locale.ROOT)
                        .contains("false");
    }

    private boolean tell(SipCommand.NotifyRefer news)
            throws SipException, ParseException, InvalidArgumentException, IOException {
        boolean last = news.status() >= 200;
        if (last ? !told.remove(news.refer()) : !told.contains(news.refer())) {
            return true;
        }
        Request notify = leg.dialogRequest(leg.dialog(), Request.NOTIFY);
        Headers headers = leg.core.headers();
        headers.set(notify, "Event", "refer;id=" + news.refer());
        headers.set(
                notify,
                "Subscription-State",
                last ? "terminated;reason=noresource" : "active;expires=" + EXPIRES_SECONDS);
        notify.setHeader(leg.contact());
        headers.sipfrag(notify, news.status(), news.phrase());
        leg.dialog().sendRequest(leg.core.provider().getNewClientTransaction(notify));
        return true;
    }

    private Response answer(Request request, int status, String phrase) throws ParseException {
        Response response = leg.core.headers().response(status, phrase, request);
        leg.core.headers().server(response);
        return response;
    }

    /** The call ends: a request that waits gets its answer. */
    void abandon() {
        if (open == null) {
            return;
        }
        Open abandoned = open;
        open = null;
        try {
            leg.respond(abandoned.transaction(), abandoned.request(), 481);
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            leg.core.counters().count(SipCounter.SEND_FAILED);
        }
    }
}
