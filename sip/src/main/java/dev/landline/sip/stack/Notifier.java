package dev.landline.sip.stack;

import dev.landline.sip.FlowId;
import dev.landline.sip.SipUri;
import dev.landline.sip.subscription.EventPackage;
import dev.landline.sip.subscription.LineState;
import dev.landline.sip.subscription.LineStates;
import dev.landline.sip.subscription.Subscription;
import dev.landline.sip.subscription.Subscriptions;
import dev.landline.sip.subscription.XmlBodies;
import java.text.ParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sip.InvalidArgumentException;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells subscribers (RFC 6665 section 4.2.2). Each NOTIFY is sent on the lane of its subscription, so they leave in order.
 */
final class Notifier {

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    private final Core core;
    private final OutsideRequests requests;
    private final Subscriptions subscriptions;
    private final LineStates lines;
    private final Function<String, String> mailboxBody;

    /** @param mailboxBody what an account is told of its voicemail */
    Notifier(Core core, OutsideRequests requests, Subscriptions subscriptions, Function<String, String> mailboxBody) {
        this.core = core;
        this.requests = requests;
        this.subscriptions = subscriptions;
        this.mailboxBody = mailboxBody;
        this.lines = new LineStates(this::lineChanged);
    }

    LineStates lines() {
        return lines;
    }

    private void lineChanged(String user, LineState line) {
        for (Subscription subscription : subscriptions.watching(EventPackage.DIALOG, user)) {
            onLane(subscription, () -> tell(subscription, dialogInfo(subscription, false, List.of(line))));
        }
    }

    /** The state of a mailbox or of somebody's presence changed. */
    void changed(EventPackage event, String user) {
        for (Subscription subscription : subscriptions.watching(event, user)) {
            onLane(subscription, () -> tellAll(subscription));
        }
    }

    private void onLane(Subscription subscription, Runnable task) {
        core.lanes().execute(subscription.id().callId(), task);
    }

    /** Everything there is to tell: after each SUBSCRIBE. On the lane of the subscription. */
    void tellAll(Subscription subscription) {
        String body = switch (subscription.event()) {
            case DIALOG -> dialogInfo(subscription, true, lines.lines(subscription.watched()));
            case MESSAGE_SUMMARY -> mailboxBody.apply(subscription.watched());
            case PRESENCE ->
                XmlBodies.presence(
                        entity(subscription),
                        !core.registrar().bindings(subscription.watched()).isEmpty());
        };
        tell(subscription, body);
    }

    private String dialogInfo(Subscription subscription, boolean full, Collection<LineState> changed) {
        return XmlBodies.dialogInfo(entity(subscription), subscription.nextVersion(), full, changed);
    }

    private SipUri entity(Subscription subscription) {
        return SipUri.of(subscription.watched(), core.settings().domain());
    }

    private void tell(Subscription subscription, String body) {
        long now = System.nanoTime();
        if (subscription.isOver(now)) {
            end(subscription, body);
        } else {
            send(subscription, "active;expires=" + subscription.secondsLeft(now), body);
        }
    }

    /** Its time is over, or nobody wants it any more: the last NOTIFY. On the lane of the subscription. */
    void end(Subscription subscription) {
        if (subscriptions.remove(subscription)) {
            send(subscription, "terminated;reason=timeout", "");
        }
    }

    private void end(Subscription subscription, String body) {
        subscriptions.remove(subscription);
        send(subscription, "terminated;reason=timeout", body);
    }

    void expire(long nowNanos) {
        for (Subscription subscription : subscriptions.over(nowNanos)) {
            onLane(subscription, () -> end(subscription));
        }
    }

    void flowClosed(FlowId flow) {
        subscriptions.on(flow).forEach(subscriptions::remove);
    }

    private void send(Subscription subscription, String state, String body) {
        Optional<SipHop> hop = core.flows().find(subscription.flow()).map(BrowserFlow::hop);
        if (hop.isEmpty()) {
            subscriptions.remove(subscription);
            return;
        }
        try {
            Request request = core.headers()
                    .request(
                            Request.NOTIFY,
                            subscription.target(),
                            subscription.local(),
                            subscription.id().localTag(),
                            subscription.remote(),
                            subscription.id().remoteTag(),
                            subscription.id().callId(),
                            subscription.nextCseq(),
                            core.headers().via(core.provider(), hop.get().transport()));
            request.setHeader(ours(subscription, hop.get()));
            core.headers().set(request, "Event", subscription.eventHeader());
            core.headers().set(request, "Subscription-State", state);
            if (!body.isEmpty()) {
                core.headers().body(request, subscription.event().contentType(), body);
            }
            core.aimAtTab(request);
            core.counters().count(SipCounter.NOTIFIED);
            requests.send(request, hop.get(), outcome -> heard(subscription, outcome));
        } catch (ParseException | InvalidArgumentException | RuntimeException e) {
            core.counters().count(SipCounter.SEND_FAILED);
            LOG.debug("a NOTIFY could not be built", e);
        }
    }

    private ContactHeader ours(Subscription subscription, SipHop hop) throws ParseException {
        BrowserFlow flow = core.flows().find(subscription.flow()).orElseThrow();
        return core.headers().contact(hop.transport(), flow.remote().getAddress());
    }

    /** Whoever does not take a NOTIFY has gone, or never was there (RFC 6665 section 4.2.2). */
    private void heard(Subscription subscription, OutsideRequests.Outcome outcome) {
        if (!outcome.isGood()) {
            subscriptions.remove(subscription);
        }
    }
}
