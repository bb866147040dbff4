package dev.landline.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ToHeader;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One text on its way to every tab of a person, or to a trunk, and the one answer its sender gets: the first good one, or
 * the best of the bad ones (RFC 3261 section 16.7). On the lane of the sender's Call-ID.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** Well before the sender's own Timer F, so that it hears why (RFC 4320). */
    private static final long PATIENCE_MILLIS = 10_000;

    private final Core core;
    private final ServerTransaction transaction;
    private final SIPRequest request;
    private final String callId;
    private int outstanding;
    private int worst = 408;
    private boolean over;

    Delivery(Core core, ServerTransaction transaction, SIPRequest request) {
        this.core = core;
        this.transaction = transaction;
        this.request = request;
        this.callId = request.getCallId().getCallId();
    }

    /** So many answers may come. */
    void expect(int answers) {
        outstanding = answers;
        core.lanes().later(callId, () -> refuse(480, "Nobody Took The Message In Time"), PATIENCE_MILLIS);
    }

    /** One of them, from any lane. */
    void answered(OutsideRequests.Outcome outcome) {
        core.lanes().execute(callId, () -> settle(outcome));
    }

    private void settle(OutsideRequests.Outcome outcome) {
        outstanding--;
        if (outcome.isGood()) {
            core.counters().count(over ? SipCounter.COMMANDS_IGNORED : SipCounter.TEXTS_DELIVERED);
            finish(outcome.status(), outcome.status() == 202 ? "Accepted" : "OK");
            return;
        }
        worst = better(worst, outcome.status());
        if (outstanding == 0) {
            refuse(shown(worst), phrase(shown(worst)));
        }
    }

    /** A global refusal first, then what the sender can do something about, then failures of ours. */
    private static int better(int one, int other) {
        return rank(other) < rank(one) ? other : one;
    }

    private static int rank(int status) {
        return status >= 600 ? 0 : status == 408 ? 6 : status / 100;
    }

    /** A timeout or a failure behind us is nothing of the sender's: for it the person cannot be reached (RFC 4320). */
    private static int shown(int status) {
        return status == 408 || status == 503 || status == 481 || status == 401 || status == 407 ? 480 : status;
    }

    private static String phrase(int status) {
        return switch (status) {
            case 480 -> "Cannot Be Reached Now";
            case 404 -> "Not Found";
            case 405 -> "Takes No Messages";
            case 413 -> "Message Too Long";
            case 415 -> "Unsupported Media Type";
            case 486 -> "Busy Here";
            case 603 -> "Decline";
            default -> "Message Refused";
        };
    }

    /** Nobody gets it. */
    void refuse(int status, String phrase) {
        if (!over) {
            core.counters().count(SipCounter.TEXTS_UNDELIVERED);
        }
        finish(status, phrase);
    }

    private void finish(int status, String phrase) {
        if (over) {
            return;
        }
        over = true;
        try {
            Response response = core.headers().response(status, phrase, request);
            core.headers().server(response);
            ((ToHeader) response.getHeader(ToHeader.NAME)).setTag(Core.token());
            transaction.sendResponse(response);
        } catch (SipException | ParseException | InvalidArgumentException e) {
            core.counters().count(SipCounter.SEND_FAILED);
            LOG.debug("the answer to a message could not be sent", e);
        }
    }
}
