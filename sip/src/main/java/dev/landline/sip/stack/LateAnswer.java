package dev.landline.sip.stack;

import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import java.io.IOException;
import java.text.ParseException;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.message.Response;

/**
 * A 2xx with the offer that our INVITE asked for: its ACK waits for our answer (RFC 3261 section 13.2.2.4). The peer repeats
 * the 2xx meanwhile.
 */
final class LateAnswer {

    private final UacLeg leg;
    private final Dialog dialog;
    private final Response response;
    private final String offer;
    private final long number;
    private boolean acknowledged;

    LateAnswer(UacLeg leg, Dialog dialog, Response response, String offer) {
        this.leg = leg;
        this.dialog = dialog;
        this.response = response;
        this.offer = offer;
        this.number = leg.offers().theyOffer(offer);
    }

    /** What the gateway is told. */
    SipEvent event() {
        return new SipEvent.Answered(leg.id(), Optional.of(offer), OptionalLong.of(number));
    }

    /** Whether a 2xx is this one again, before we could acknowledge it. */
    boolean waitsOn(Dialog on) {
        return !acknowledged && on.equals(dialog);
    }

    /** Whether the gateway's word on an offer is about this one; then it has been said. */
    boolean takes(SipCommand command) {
        if (acknowledged) {
            return false;
        }
        if (command instanceof SipCommand.AcceptOffer accept && accept.offer() == number) {
            leg.offers().weSay(accept.sdp(), true);
            acknowledge(Optional.of(accept.sdp()));
        } else if (command instanceof SipCommand.RefuseOffer refuse && refuse.offer() == number) {
            acknowledge(Optional.empty());
        }
        return acknowledged;
    }

    /** The call ends before we could answer: without an ACK the peer would not take the BYE for its end. */
    void settle() {
        if (!acknowledged) {
            acknowledge(Optional.empty());
        }
    }

    private void acknowledge(Optional<String> sdp) {
        acknowledged = true;
        try {
            leg.sendAck(dialog, response, sdp);
        } catch (SipException | ParseException | InvalidArgumentException | IOException | RuntimeException e) {
            leg.core.counters().count(SipCounter.SEND_FAILED);
            Leg.LOG.debug("leg {}: ACK could not be sent", leg.id(), e);
        }
    }
}
