package dev.landline.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ProxyAuthorizationHeader;

/** An INVITE of ours once more in the same leg, in a transaction of its own, because the first one did not suit. */
final class InvitesAgain {

    private InvitesAgain() {}

    /** In fragments (RFC 3261 section 18.1.1). */
    static SIPRequest overUdp(SIPRequest refused, SipHop hop, Core core)
            throws ParseException, InvalidArgumentException {
        SIPRequest again = (SIPRequest) refused.clone();
        LargeRequests.aim(again, hop, core);
        return again;
    }

    /** With the session that the peer asks for (RFC 4028 section 7.3). */
    static SIPRequest withLongerSession(SIPRequest refused, Leg leg, Refreshes refreshes)
            throws ParseException, InvalidArgumentException {
        SIPRequest again = (SIPRequest) refused.clone();
        again.getCSeq().setSeqNumber(refused.getCSeq().getSeqNumber() + 1);
        SipHop hop = (SipHop) refused.getApplicationData();
        LargeRequests.aim(again, hop, leg.core);
        again.removeHeader(AuthorizationHeader.NAME);
        again.removeHeader(ProxyAuthorizationHeader.NAME);
        leg.ties().writeCredentials(again, hop);
        refreshes.wish(again);
        return again;
    }
}
