package dev.landline.sip.stack;

import dev.landline.sip.auth.DigestLogin.Asker;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.message.Request;

/**
 * Requests inside a call with a trunk that came back with 401 or 407: they are sent again with our password's proof, in a
 * new transaction that takes the old one's place, and whoever sent them hears of neither.
 */
final class ChallengedRequests {

    private ChallengedRequests() {}

    /** False when the answer is none of these, or the challenge is not ours to answer: then it is for its sender. */
    static boolean sentAgain(ResponseEvent event, Core core)
            throws SipException, ParseException, InvalidArgumentException {
        ClientTransaction refused = event.getClientTransaction();
        if (refused == null || Asker.of(event.getResponse().getStatusCode()).isEmpty()) {
            return false;
        }
        SIPRequest request = (SIPRequest) refused.getRequest();
        Dialog dialog = refused.getDialog();
        boolean inside = request.getToTag() != null && dialog != null;
        if (!inside || !(dialog.getApplicationData() instanceof Leg leg) || !(leg.peer() instanceof Peer.Trunk trunk)) {
            return false;
        }
        return switch (core.digest()
                .challenged(
                        request, event.getResponse(), trunk.name(), leg.ties().isOwnTarget(request))) {
            case ClientDigest.Retry.Again(SIPRequest again) -> {
                ClientTransaction transaction = core.provider().getNewClientTransaction(again);
                transaction.setApplicationData(refused.getApplicationData());
                if (again.getMethod().equals(Request.INVITE)) {
                    leg.ties().acknowledgeWith(again);
                }
                leg.replaced(refused, transaction);
                dialog.sendRequest(transaction);
                yield true;
            }
            case ClientDigest.Retry.GiveUp _ -> false;
        };
    }
}
