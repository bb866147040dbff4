package dev.landline.gateway.call;

import dev.landline.sip.FlowId;
import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipUri;
import java.util.List;

/** What call control needs of SIP. Safe from any thread, never blocks. */
public interface SipSide {

    /** An open page of an account: its connection and its own contact. */
    record Page(FlowId flow, SipUri contact) {}

    void send(SipCommand command);

    LegId newLeg();

    /** The pages that are open for an account now. */
    List<Page> pages(String user);
}
