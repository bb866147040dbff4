package dev.landline.sip.stack;

import dev.landline.sip.OutsideCalls;
import dev.landline.sip.Party;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipUri;
import dev.landline.sip.subscription.EventPackage;
import dev.landline.sip.subscription.Subscription;
import dev.landline.sip.subscription.Subscriptions;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.header.AcceptHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.EventHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.ToHeader;

/**
 * Takes SUBSCRIBE (RFC 6665 section 4.2.1): a tab asks for its own voicemail, or for the calls or the presence of somebody
 * it may watch. The dialog is ours, not JAIN-SIP's, which mixes it up with that of a call. Answers need no transaction,
 * because only reliable connections subscribe. On the lane of the request's Call-ID.
 */
final class Subscribing {

    static final int MIN_SECONDS = 60;
    static final int MAX_SECONDS = 3_600;

    private final Core core;
    private final Answers answers;
    private final Sources sources;
    private final RequestBrakes brakes;
    private final Supplier<OutsideCalls> decisions;
    private final Subscriptions subscriptions;
    private final Notifier notifier;

    Subscribing(
            Core core,
            Answers answers,
            Sources sources,
            RequestBrakes brakes,
            Supplier<OutsideCalls> decisions,
            Subscriptions subscriptions,
            Notifier notifier) {
        this.core = core;
        this.answers = answers;
        this.sources = sources;
        this.brakes = brakes;
        this.decisions = decisions;
        this.subscriptions = subscriptions;
        this.notifier = notifier;
    }

    void received(SIPRequest request, RawMessage raw, SipChannel channel) {
        if (request.getToTag() != null) {
            refresh(request, channel);
            return;
        }
        Optional<SipSource> source = sources.of(request, raw, channel);
        if (source.isEmpty()) {
            return;
        }
        if (!brakes.admits(RequestBrakes.Kind.SUBSCRIBE, source.get(), System.nanoTime())) {
            refuse(
                    request,
                    channel,
                    503,
                    "Too Many Subscriptions",
                    response -> core.headers().retryAfter(response, RequestBrakes.RETRY_SECONDS));
            return;
        }
        Optional<EventPackage> event = request.getHeader(EventHeader.NAME) instanceof EventHeader header
                ? EventPackage.named(header.getEventType())
                : Optional.empty();
        if (event.isEmpty()) {
            refuse(request, channel, 489, "Bad Event", core.headers()::allowEvents);
        } else if (source.get() instanceof SipSource.Browser browser && channel instanceof FlowChannel onFlow) {
            open(request, onFlow, browser, event.get());
        } else {
            refuse(request, channel, 403, "Subscriptions Are Taken From Signed-In Users Only", Answers.Extra.NONE);
        }
    }

    private void open(SIPRequest request, FlowChannel channel, SipSource.Browser watcher, EventPackage event) {
        Optional<SipUri> target = contact(request);
        Optional<Party> local = Headers.party(request.getTo());
        Optional<Party> remote = Headers.party(request.getFrom());
        String watched = SipUri.parse(request.getRequestURI().toString())
                .map(SipUri::user)
                .orElse("");
        if (target.isEmpty() || local.isEmpty() || remote.isEmpty() || request.getFromTag() == null) {
            refuse(request, channel, 400, "Bad Request: a subscription needs one contact", Answers.Extra.NONE);
        } else if (!decisions.get().isAccount(watched)) {
            refuse(request, channel, 404, "No Such User", Answers.Extra.NONE);
        } else if (!may(watcher.user(), watched, event)) {
            refuse(request, channel, 403, "This User May Not Be Watched", Answers.Extra.NONE);
        } else if (!accepts(request, event)) {
            refuse(
                    request,
                    channel,
                    406,
                    "Not Acceptable",
                    response -> core.headers().set(response, "Accept", event.contentType()));
        } else if (isTooBrief(request)) {
            tooBrief(request, channel);
        } else {
            long now = System.nanoTime();
            Subscription subscription = new Subscription(
                    new Subscription.Opening(
                            new Subscription.Id(request.getCallId().getCallId(), Core.token(), request.getFromTag()),
                            event,
                            eventId(request),
                            watcher.user(),
                            watched,
                            watcher.flow(),
                            local.get(),
                            remote.get(),
                            target.get(),
                            request.getCSeq().getSeqNumber()),
                    now + seconds(request) * 1_000_000_000L);
            // A fetch is told once and not kept (RFC 6665 section 4.4.3).
            if (seconds(request) > 0 && !subscriptions.add(subscription)) {
                refuse(
                        request,
                        channel,
                        503,
                        "Too Many Subscriptions",
                        response -> core.headers().retryAfter(response, RequestBrakes.RETRY_SECONDS));
                return;
            }
            core.counters().count(SipCounter.SUBSCRIPTIONS);
            accept(request, channel, subscription);
        }
    }

    /** One's own mailbox only; calls and presence as the gateway says. */
    private boolean may(String watcher, String watched, EventPackage event) {
        return event == EventPackage.MESSAGE_SUMMARY
                ? watcher.equals(watched)
                : decisions.get().mayWatch(watcher, watched);
    }

    private void refresh(SIPRequest request, SipChannel channel) {
        Optional<Subscription> found = request.getFromTag() == null
                ? Optional.empty()
                : subscriptions.find(
                        new Subscription.Id(request.getCallId().getCallId(), request.getToTag(), request.getFromTag()));
        // Knowing the tags is not enough: the request comes over the connection that subscribed.
        boolean known = found.isPresent()
                && channel instanceof FlowChannel onFlow
                && onFlow.flow().id().equals(found.get().flow());
        if (!known) {
            refuse(request, channel, 481, "Subscription Does Not Exist", Answers.Extra.NONE);
        } else if (isTooBrief(request)) {
            tooBrief(request, channel);
        } else if (!found.get()
                .refreshed(request.getCSeq().getSeqNumber(), System.nanoTime() + seconds(request) * 1_000_000_000L)) {
            refuse(request, channel, 500, "An Older Request Came Late", Answers.Extra.NONE);
        } else {
            accept(request, channel, found.get());
        }
    }

    private void accept(SIPRequest request, SipChannel channel, Subscription subscription) {
        answers.send(request, channel, 200, "OK", response -> {
            ((ToHeader) response.getHeader(ToHeader.NAME))
                    .setTag(subscription.id().localTag());
            core.headers().set(response, "Expires", Long.toString(seconds(request)));
            response.setHeader(core.headers()
                    .contact(channel.getTransport(), channel.remote().getAddress()));
        });
        notifier.tellAll(subscription);
    }

    private void tooBrief(SIPRequest request, SipChannel channel) {
        refuse(
                request,
                channel,
                423,
                "Interval Too Brief",
                response -> core.headers().set(response, "Min-Expires", Integer.toString(MIN_SECONDS)));
    }

    private void refuse(SIPRequest request, SipChannel channel, int status, String phrase, Answers.Extra extra) {
        core.counters().count(SipCounter.SUBSCRIPTIONS_REFUSED);
        answers.send(request, channel, status, phrase, extra);
    }

    private static boolean isTooBrief(SIPRequest request) {
        long seconds = seconds(request);
        return seconds > 0 && seconds < MIN_SECONDS;
    }

    private static long seconds(SIPRequest request) {
        return request.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader header
                ? Math.min(Math.max(header.getExpires(), 0), MAX_SECONDS)
                : MAX_SECONDS;
    }

    private static String eventId(SIPRequest request) {
        String id = request.getHeader(EventHeader.NAME) instanceof EventHeader header ? header.getEventId() : null;
        return id != null && id.length() <= 64 && id.chars().allMatch(RawMessage::isTokenCharacter) ? id : "";
    }

    private static Optional<SipUri> contact(SIPRequest request) {
        return request.getHeader(ContactHeader.NAME) instanceof ContactHeader contact
                        && !contact.getAddress().isWildcard()
                ? SipUri.parse(contact.getAddress().getURI().toString())
                : Optional.empty();
    }

    /** Whoever says nothing accepts what its event package usually carries. */
    private static boolean accepts(SIPRequest request, EventPackage event) {
        Iterator<?> accepted = request.getHeaders(AcceptHeader.NAME);
        boolean said = false;
        while (accepted.hasNext()) {
            if (accepted.next() instanceof AcceptHeader header) {
                said = true;
                String type = header.getContentType() + "/" + header.getContentSubType();
                if (type.equalsIgnoreCase(event.contentType()) || type.equals("*/*")) {
                    return true;
                }
            }
        }
        return !said;
    }
}
