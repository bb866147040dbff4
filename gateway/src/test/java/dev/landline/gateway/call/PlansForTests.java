package dev.landline.gateway.call;

import dev.landline.gateway.call.CallPlan.Attempt;
import dev.landline.gateway.call.CallPlan.Branch;
import dev.landline.sip.FlowId;
import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans that the call machine is tested with. */
final class PlansForTests {

    static final LegId CALLER = new LegId("caller");
    static final LegId TRUNK = new LegId("trunk");
    static final LegId SECOND_TRUNK = new LegId("second-trunk");
    static final LegId TAB = new LegId("tab");
    static final LegId OTHER_TAB = new LegId("other-tab");

    static final SipSource FROM_BROWSER = new SipSource.Browser("bob", new FlowId(9));
    static final SipSource FROM_TRUNK = new SipSource.Trunk("pbx", new InetSocketAddress(5060));

    private PlansForTests() {}

    static CallPlan browserToTrunks(LegId... legs) {
        List<Attempt> attempts = new ArrayList<>();
        for (LegId leg : legs) {
            SipTarget target = new SipTarget.Trunk("pbx", new InetSocketAddress(5060), SipTransport.UDP);
            attempts.add(new Attempt(List.of(branch(leg, target))));
        }
        return new CallPlan(CALLER, FROM_BROWSER, Optional.of("offer"), attempts, Optional.empty());
    }

    static CallPlan trunkToTabs() {
        SipUri contact = SipUri.of("abc", "xyz.invalid");
        Attempt tabs = new Attempt(List.of(
                branch(TAB, new SipTarget.Browser("alice", new FlowId(1), contact)),
                branch(OTHER_TAB, new SipTarget.Browser("alice", new FlowId(2), contact))));
        return new CallPlan(CALLER, FROM_TRUNK, Optional.of("offer"), List.of(tabs), Optional.empty());
    }

    static Branch branch(LegId leg, SipTarget target) {
        Party party = new Party("", SipUri.of("someone", "example.com"));
        return new Branch(leg, target, party.uri(), party, party, Optional.empty());
    }
}
