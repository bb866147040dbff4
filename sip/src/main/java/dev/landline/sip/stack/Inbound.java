package dev.landline.sip.stack;

import dev.landline.sip.stack.SanityFilter.Verdict;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door for bytes of every transport: sanity filter, parser, lane, gate, transaction layer. Called from socket
 * threads, which leave at the lane.
 */
final class Inbound {

    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    private final SipLimits limits;
    private final Lanes lanes;
    private final Turnstile turnstile;
    private final SipCounters counters;
    private final String toTag;
    // Set once, before the ports open to anybody who matters.
    private volatile Gatekeeper gatekeeper = new Gatekeeper() {
        @Override
        public boolean admits(SIPRequest request, RawMessage raw, SipChannel channel) {
            return false;
        }

        @Override
        public boolean admits(SIPResponse response) {
            return false;
        }
    };

    /** Decides about messages before the transaction layer sees them. */
    interface Gatekeeper {

        /** True when the request may go on; false when it has been answered or dropped. */
        boolean admits(SIPRequest request, RawMessage raw, SipChannel channel);

        /** True when the answer is to a request of ours. */
        boolean admits(SIPResponse response);
    }

    Inbound(SipLimits limits, Lanes lanes, Turnstile turnstile, SipCounters counters, String toTag) {
        this.limits = limits;
        this.lanes = lanes;
        this.turnstile = turnstile;
        this.counters = counters;
        this.toTag = toTag;
    }

    void admitBy(Gatekeeper keeper) {
        this.gatekeeper = keeper;
    }

    SipLimits limits() {
        return limits;
    }

    SipCounters counters() {
        return counters;
    }

    /** One message without leading line breaks. The array belongs to this class from here on. */
    void received(byte[] bytes, SipChannel channel, String wire) {
        counters.count(SipCounter.MESSAGES_RECEIVED);
        switch (SanityFilter.check(bytes, limits, wire)) {
            case Verdict.Drop drop -> counters.count(drop.counter());
            case Verdict.Refuse refuse -> {
                counters.count(refuse.counter());
                reply(
                        channel,
                        RawReply.to(refuse.message(), refuse.status(), refuse.phrase(), channel.remote(), toTag));
            }
            case Verdict.Accept accept -> {
                Turnstile.Verdict room = turnstile.check(accept.message(), accept.callId(), channel, System.nanoTime());
                if (hasRoom(room, accept, channel)) {
                    enqueue(bytes, accept, channel);
                }
            }
        }
    }

    private boolean hasRoom(Turnstile.Verdict room, Verdict.Accept accept, SipChannel channel) {
        return switch (room) {
            case Turnstile.Verdict.Pass _ -> true;
            case Turnstile.Verdict.Silent silent -> {
                counters.count(silent.counter());
                yield false;
            }
            case Turnstile.Verdict.Busy busy -> {
                counters.count(busy.counter());
                reply(
                        channel,
                        RawReply.to(
                                accept.message(),
                                503,
                                busy.phrase(),
                                channel.remote(),
                                toTag,
                                busy.retryAfterSeconds()));
                yield false;
            }
        };
    }

    /** The head of a message whose end cannot be found: answered when it can be read, never carried out. */
    void unframed(byte[] head, SipChannel channel) {
        counters.count(SipCounter.MESSAGES_RECEIVED);
        RawMessage raw = switch (RawMessage.cut(head, limits.headers())) {
            case RawMessage.Cut.Whole whole -> whole.message();
            case RawMessage.Cut.Broken broken -> broken.readable();
            case RawMessage.Cut.Garbage _ -> null;
        };
        if (raw == null || raw.isResponse() || raw.method().equals("ACK") || raw.count("via") == 0) {
            counters.count(SipCounter.DROPPED_GARBAGE);
            return;
        }
        boolean large = raw.count("content-length") == 1
                && raw.first("content-length").orElse("").matches("[0-9]+");
        counters.count(large ? SipCounter.REFUSED_SIZE : SipCounter.REFUSED_MALFORMED);
        String phrase = large ? "Message Too Large" : "Bad Request: Content-Length is not one number";
        reply(channel, RawReply.to(raw, large ? 513 : 400, phrase, channel.remote(), toTag));
    }

    /** The parser works on the lane: a socket whose thread is busy loses what comes meanwhile. */
    private void enqueue(byte[] bytes, Verdict.Accept accept, SipChannel channel) {
        long came = System.nanoTime();
        lanes.offer(accept.callId(), () -> {
            long now = System.nanoTime();
            if (hasRoom(turnstile.afterWaiting(accept.message(), accept.callId(), now - came, now), accept, channel)) {
                SIPMessage message = parse(bytes, accept);
                if (message == null) {
                    refuseUnparsed(accept, channel);
                } else {
                    handle(message, accept, channel);
                }
            }
        });
    }

    /** Null when a header that every message needs is missing or cannot be read. */
    private static SIPMessage parse(byte[] bytes, Verdict.Accept accept) {
        try {
            SIPMessage message = new StringMsgParser().parseSIPMessage(withLength(bytes, accept), true, false, null);
            boolean whole = message != null
                    && message.getFrom() != null
                    && message.getTo() != null
                    && message.getCallId() != null
                    && message.getCSeq() != null
                    && message.getTopmostVia() != null;
            return whole ? message : null;
        } catch (ParseException | RuntimeException unreadable) {
            return null;
        }
    }

    private void handle(SIPMessage message, Verdict.Accept accept, SipChannel channel) {
        try {
            if (message instanceof SIPRequest request) {
                channel.stampVia(request);
                if (!gatekeeper.admits(request, accept.message(), channel)) {
                    return;
                }
            } else if (message instanceof SIPResponse response && !gatekeeper.admits(response)) {
                counters.count(SipCounter.DROPPED_STRAY);
                return;
            }
        } catch (ParseException e) {
            refuseUnparsed(accept, channel);
            return;
        }
        try {
            channel.processMessage(message);
        } catch (ParseException e) {
            refuseUnparsed(accept, channel);
        } catch (RuntimeException e) {
            // Our own code behind this catches for itself: this is JAIN-SIP meeting a peer it did not foresee.
            counters.count(SipCounter.DROPPED_UNPROCESSABLE);
            LOG.debug("JAIN-SIP could not process a message", e);
        }
    }

    private void refuseUnparsed(Verdict.Accept accept, SipChannel channel) {
        RawMessage raw = accept.message();
        if (raw.isResponse() || raw.method().equals("ACK")) {
            counters.count(SipCounter.DROPPED_GARBAGE);
            return;
        }
        counters.count(SipCounter.REFUSED_MALFORMED);
        reply(channel, RawReply.to(raw, 400, "Bad Request: a header cannot be understood", channel.remote(), toTag));
    }

    /** Sends bytes that belong to no transaction. */
    void reply(SipChannel channel, byte[] bytes) {
        try {
            channel.send(bytes);
        } catch (IOException e) {
            counters.count(SipCounter.SEND_FAILED);
        }
    }

    /** Without a Content-Length JAIN-SIP reads no body; with bytes behind it JAIN-SIP reads too much. */
    private static byte[] withLength(byte[] bytes, Verdict.Accept accept) {
        int bodyOffset = accept.message().bodyOffset();
        int end = bodyOffset + accept.bodyLength();
        if (accept.message().count("content-length") > 0 || accept.bodyLength() == 0) {
            return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
        }
        byte[] header = ("Content-Length: " + accept.bodyLength() + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[end + header.length];
        int headersEnd = bodyOffset - 2;
        System.arraycopy(bytes, 0, whole, 0, headersEnd);
        System.arraycopy(header, 0, whole, headersEnd, header.length);
        System.arraycopy(bytes, headersEnd, whole, headersEnd + header.length, end - headersEnd);
        return whole;
    }
}
