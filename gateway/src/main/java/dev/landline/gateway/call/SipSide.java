package dev.landline.gateway.call;

import dev.landline.sip.FlowId;
import dev.landline.sip.LegId;
import dev.landline.sip.Replaces;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import java.util.List;
import java.util.Optional;

/** What call control needs of SIP. Safe from any thread, never blocks. */
public interface SipSide {

    /** An open page of an account: its connection and its own contact. */
    record Page(FlowId flow, SipUri contact) {}

    void send(SipCommand command);

    LegId newLeg();

    /** The pages that are open for an account now, each once. */
    List<Page> pages(String user);

    /** The one page that a GRUU of ours means (RFC 5627); empty when it is not open now. */
    default Optional<SipTarget.Browser> pageOf(SipUri gruu) {
        return Optional.empty();
    }

    /** The leg whose dialog is named; empty when it is none of ours, or over. */
    default Optional<LegId> find(Replaces replaces) {
        return Optional.empty();
    }
}
