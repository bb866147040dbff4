package dev.landline.gateway.web.api;

import dev.landline.gateway.activity.CallActivity;
import dev.landline.gateway.call.CallPlan;
import dev.landline.gateway.call.CallRecord;
import dev.landline.gateway.call.CallState;
import dev.landline.gateway.call.CallWatcher;
import dev.landline.gateway.call.Who;
import dev.landline.sip.FlowId;
import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What call control says of somebody's calls to a telephone. */
final class LiveCalls {

    private static final LegId CALLER = new LegId("caller");
    private static final LegId CALLEE = new LegId("callee");
    private static final SipUri NUMBER = SipUri.of("+441632960001", "pbx.test");

    private LiveCalls() {}

    private static CallPlan plan(String user) {
        SipTarget trunk = new SipTarget.Trunk(
                "pbx", new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060), SipTransport.UDP);
        CallPlan.Branch branch = new CallPlan.Branch(
                CALLEE,
                trunk,
                NUMBER,
                new Party("", SipUri.of("+442079460100", "landline.test")),
                new Party("", NUMBER),
                Optional.<Party>empty());
        return new CallPlan(
                CALLER,
                new SipSource.Browser(user, new FlowId(1)),
                Optional.empty(),
                List.of(new CallPlan.Attempt(List.of(branch))),
                Optional.empty());
    }

    static void begin(CallActivity activity, String id, String user) {
        Party from = new Party("", SipUri.of(user, "landline.test"));
        activity.opened(
                id,
                plan(user),
                new SipEvent.InviteReceived(
                        CALLER,
                        "call-id",
                        new SipSource.Browser(user, new FlowId(1)),
                        SipUri.of("01632960001", "landline.test"),
                        from,
                        from,
                        Optional.<Party>empty(),
                        Optional.<String>empty()));
    }

    static void answer(CallActivity activity, String id, String user) {
        CallState talking = new CallState.Talking(
                plan(user),
                new CallState.End(CALLER, new Who.Account(user), true),
                new CallState.End(CALLEE, new Who.Line("pbx"), true));
        activity.changed(new CallWatcher.Sight(id, plan(user), talking));
    }

    static void end(CallActivity activity, String id, String user) {
        activity.over(new CallRecord(
                id,
                plan(user),
                true,
                Duration.ofSeconds(30),
                Duration.ofSeconds(34),
                Optional.empty(),
                Optional.empty()));
    }
}
