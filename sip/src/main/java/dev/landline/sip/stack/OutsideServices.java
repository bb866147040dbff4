package dev.landline.sip.stack;

import dev.landline.sip.OutsideCalls;
import dev.landline.sip.SipUri;
import dev.landline.sip.registrar.Binding;
import dev.landline.sip.subscription.EventPackage;
import dev.landline.sip.subscription.Subscriptions;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.message.Request;

/** What is served outside of calls: texts, subscriptions, and the trunks' word about voicemail. */
final class OutsideServices {

    private static final int SUBSCRIPTIONS = 50_000;

    // Set when the gateway is ready to decide, read by the lanes.
    private volatile OutsideCalls decider = OutsideCalls.CLOSED;
    private final Messages messages;
    private final Mailboxes mailboxes;
    private final Notifier notifier;
    private final Subscribing subscribing;
    private final Subscriptions subscriptions = new Subscriptions(SUBSCRIPTIONS);
    private final Set<String> signedIn = ConcurrentHashMap.newKeySet();

    OutsideServices(Core core, Answers answers, Sources sources, RequestBrakes brakes) {
        OutsideRequests requests = new OutsideRequests(core);
        messages = new Messages(core, answers, sources, brakes, requests, () -> decider);
        notifier = new Notifier(core, requests, subscriptions, user -> mailboxBody(user, core.settings()));
        mailboxes = new Mailboxes(
                core,
                answers,
                sources,
                brakes,
                () -> decider,
                (user, _) -> notifier.changed(EventPackage.MESSAGE_SUMMARY, user));
        subscribing = new Subscribing(core, answers, sources, brakes, () -> decider, subscriptions, notifier);
        core.legs().watch().report(notifier.lines());
        core.registrar().whenChanged(this::registered);
    }

    private String mailboxBody(String user, SipSettings settings) {
        return mailboxes.of(user).body(SipUri.of(user, settings.domain()));
    }

    private void registered(String user, List<Binding> bindings) {
        boolean changed = bindings.isEmpty() ? signedIn.remove(user) : signedIn.add(user);
        if (changed) {
            notifier.changed(EventPackage.PRESENCE, user);
        }
    }

    void decideBy(OutsideCalls newDecider) {
        decider = newDecider;
    }

    /** True when the request goes on to the transaction layer; false when it has been answered. */
    boolean admits(SIPRequest request, RawMessage raw, SipChannel channel) {
        return switch (request.getMethod()) {
            case Request.MESSAGE -> messages.admits(request, raw, channel);
            case Request.SUBSCRIBE -> {
                subscribing.received(request, raw, channel);
                yield false;
            }
            default -> {
                mailboxes.notified(request, raw, channel);
                yield false;
            }
        };
    }

    Messages messages() {
        return messages;
    }

    /** How many subscriptions there are. */
    int subscriptions() {
        return subscriptions.size();
    }

    void expire(long nowNanos) {
        notifier.expire(nowNanos);
    }

    void closed(BrowserFlow flow) {
        notifier.flowClosed(flow.id());
    }
}
