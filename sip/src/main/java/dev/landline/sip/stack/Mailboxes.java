package dev.landline.sip.stack;

import dev.landline.sip.OutsideCalls;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipUri;
import dev.landline.sip.subscription.EventPackage;
import dev.landline.sip.subscription.MessageSummary;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.EventHeader;

/**
 * Takes a trunk's word about voicemail (NOTIFY of message-summary, RFC 3842), also when nobody asked for it: PBXs send it
 * to whoever an extension belongs to. What was said last is kept for each account, so its number is bounded by theirs.
 */
final class Mailboxes {

    private final Core core;
    private final Answers answers;
    private final Sources sources;
    private final RequestBrakes brakes;
    private final Supplier<OutsideCalls> decisions;
    private final BiConsumer<String, MessageSummary> listener;
    private final Map<String, MessageSummary> lastWord = new ConcurrentHashMap<>();

    /** @param listener hears of every change: the account and its mailbox */
    Mailboxes(
            Core core,
            Answers answers,
            Sources sources,
            RequestBrakes brakes,
            Supplier<OutsideCalls> decisions,
            BiConsumer<String, MessageSummary> listener) {
        this.core = core;
        this.answers = answers;
        this.sources = sources;
        this.brakes = brakes;
        this.decisions = decisions;
        this.listener = listener;
    }

    MessageSummary of(String user) {
        return lastWord.getOrDefault(user, MessageSummary.NONE);
    }

    /** Answers a NOTIFY. Saying it twice does no harm, so it needs no transaction. */
    void notified(SIPRequest request, RawMessage raw, SipChannel channel) {
        if (channel instanceof FlowChannel) {
            refuse(
                    request,
                    channel,
                    405,
                    "Method Not Allowed",
                    response -> core.headers().allow(response));
            return;
        }
        Optional<SipSource> source = sources.of(request, raw, channel);
        if (source.isEmpty() || !(source.get() instanceof SipSource.Trunk trunk)) {
            return;
        }
        if (!brakes.admits(RequestBrakes.Kind.NOTIFY, trunk, System.nanoTime())) {
            refuse(
                    request,
                    channel,
                    503,
                    "Too Many Notifications",
                    response -> core.headers().retryAfter(response, RequestBrakes.RETRY_SECONDS));
        } else if (request.getToTag() != null) {
            refuse(request, channel, 481, "Subscription Does Not Exist", Answers.Extra.NONE);
        } else if (!isAboutMessages(request)) {
            refuse(
                    request,
                    channel,
                    489,
                    "Bad Event",
                    response -> core.headers().add(response, "Allow-Events", EventPackage.MESSAGE_SUMMARY.token()));
        } else if (!isSummary(request)) {
            refuse(
                    request,
                    channel,
                    415,
                    "Unsupported Media Type",
                    response -> core.headers().set(response, "Accept", EventPackage.MESSAGE_SUMMARY.contentType()));
        } else {
            take(request, trunk, channel);
        }
    }

    private static boolean isAboutMessages(SIPRequest request) {
        return request.getHeader(EventHeader.NAME) instanceof EventHeader event
                && EventPackage.named(event.getEventType())
                        .filter(named -> named == EventPackage.MESSAGE_SUMMARY)
                        .isPresent();
    }

    private static boolean isSummary(SIPRequest request) {
        return request.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type
                && EventPackage.MESSAGE_SUMMARY
                        .contentType()
                        .equalsIgnoreCase(type.getContentType() + "/" + type.getContentSubType());
    }

    private void take(SIPRequest request, SipSource.Trunk trunk, SipChannel channel) {
        byte[] body = request.getRawContent();
        Optional<MessageSummary> summary =
                MessageSummary.parse(body == null ? "" : new String(body, StandardCharsets.UTF_8));
        if (summary.isEmpty()) {
            refuse(
                    request,
                    channel,
                    400,
                    "Bad Request: no Messages-Waiting that can be understood",
                    Answers.Extra.NONE);
            return;
        }
        // The account of the mailbox if it is named, else whom the request is for.
        Optional<String> owner = Stream.concat(
                        summary.get().account().stream(),
                        SipUri.parse(request.getRequestURI().toString()).stream())
                .flatMap(uri -> decisions.get().mailboxOwner(trunk.trunk(), uri.user()).stream())
                .findFirst();
        if (owner.isEmpty()) {
            refuse(request, channel, 404, "No Such Mailbox Here", Answers.Extra.NONE);
            return;
        }
        answers.send(request, channel, 200, "OK");
        core.counters().count(SipCounter.MAILBOX_REPORTS);
        if (!summary.get().equals(lastWord.put(owner.get(), summary.get()))) {
            listener.accept(owner.get(), summary.get());
        }
    }

    private void refuse(SIPRequest request, SipChannel channel, int status, String phrase, Answers.Extra extra) {
        core.counters().count(SipCounter.MAILBOX_REPORTS_REFUSED);
        answers.send(request, channel, status, phrase, extra);
    }
}
