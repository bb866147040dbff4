package dev.landline.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import javax.sip.header.ToHeader;
import javax.sip.message.Response;

/**
 * Answers requests without a transaction (RFC 3261 section 8.2.7): refusals and what is answered at once. They go back over
 * the channel that the request came from and leave nothing behind.
 */
final class Answers {

    private final Headers headers;
    private final Inbound inbound;
    private final String toTag;

    /** Adds to a response before it leaves. */
    @FunctionalInterface
    interface Extra {
        Extra NONE = _ -> {};

        void addTo(Response response) throws ParseException;
    }

    /**
     * Answers over the channels of one stack.
     *
     * @param toTag the same for every stateless answer, so that a repeated request gets the same answer
     */
    Answers(Headers headers, Inbound inbound, String toTag) {
        this.headers = headers;
        this.inbound = inbound;
        this.toTag = toTag;
    }

    void send(SIPRequest request, SipChannel channel, int status, String phrase) {
        send(request, channel, status, phrase, Extra.NONE);
    }

    void send(SIPRequest request, SipChannel channel, int status, String phrase, Extra extra) {
        try {
            Response response = headers.response(status, phrase, request);
            headers.server(response);
            ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
            if (to.getTag() == null) {
                to.setTag(toTag);
            }
            extra.addTo(response);
            inbound.reply(channel, ((SIPResponse) response).encodeAsBytes(channel.getTransport()));
        } catch (ParseException e) {
            inbound.counters().count(SipCounter.INTERNAL_ERRORS);
        }
    }
}
