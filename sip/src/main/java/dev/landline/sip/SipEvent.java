package dev.landline.sip;

import dev.landline.sip.identity.CallerClaims;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What peers say about one leg. Sent from the stack's threads, in order for each leg as far as the transport keeps
 * order; receivers copy, enqueue and return.
 *
 * <p>After {@link InviteReceived} the gateway must answer, refuse or see the leg cancelled. After a
 * {@link SipCommand.Invite} exactly one of {@link Answered} or {@link Refused} comes. An established leg ends with
 * {@link HungUp}, or by {@link SipCommand.HangUp}.
 */
public sealed interface SipEvent {

    /** The leg it happened on. */
    LegId leg();

    /**
     * A new call from an authorised source. 100 Trying has been sent.
     *
     * @param sipCallId the Call-ID header, for the log
     * @param target the request URI
     * @param claims what else it says about its caller; whether that is believed is for the gateway to decide
     * @param sdp the offer; empty for an INVITE without one
     * @param replaces the dialog that it wants to take the place of (RFC 3891)
     */
    record InviteReceived(
            LegId leg,
            String sipCallId,
            SipSource source,
            SipUri target,
            Party from,
            Party to,
            CallerClaims claims,
            Optional<String> sdp,
            Optional<Replaces> replaces)
            implements SipEvent {

        /** An INVITE that replaces nothing, and says no more of its caller than From and, if any, P-Asserted-Identity. */
        public InviteReceived(
                LegId leg,
                String sipCallId,
                SipSource source,
                SipUri target,
                Party from,
                Party to,
                Optional<Party> asserted,
                Optional<String> sdp) {
            this(leg, sipCallId, source, target, from, to, CallerClaims.asserting(asserted), sdp, Optional.empty());
        }

        /** The first P-Asserted-Identity, if there is one. */
        public Optional<Party> asserted() {
            return claims.asserted().stream().findFirst();
        }
    }

    /**
     * A provisional answer 101 to 199 to our INVITE; 100 is only reported as {@link Trying}.
     *
     * @param sdp early media; where several telephones ring, a later one replaces that of the one before. The same text is
     *     not reported twice in a row
     */
    record Progress(LegId leg, int status, String phrase, Optional<String> sdp) implements SipEvent {}

    /** 100 Trying to our INVITE: the target is alive. */
    record Trying(LegId leg) implements SipEvent {}

    /**
     * 2xx to our INVITE. The ACK has been sent, unless it waits for our answer.
     *
     * @param sdp the answer; that of a provisional response of the same peer when the 2xx repeats none; the peer's offer when
     *     our INVITE made none
     * @param offer the number of that offer: {@link SipCommand.AcceptOffer} answers it in the ACK, and a refusal or the end
     *     of the leg acknowledges it without a description
     */
    record Answered(LegId leg, Optional<String> sdp, OptionalLong offer) implements SipEvent {

        /** To an INVITE that made the offer itself. */
        public Answered(LegId leg, Optional<String> sdp) {
            this(leg, sdp, OptionalLong.empty());
        }
    }

    /**
     * Our INVITE ended without an answer: the peer's final status, 408 when nothing came, 503 when it could not be sent.
     *
     * @param local the status was made here, not by the peer
     */
    record Refused(LegId leg, int status, String phrase, Optional<Reason> reason, boolean local) implements SipEvent {}

    /**
     * Our INVITE ended with a 3xx: the peer names somebody else. Comes in the place of {@link Refused}.
     *
     * @param contacts whom, the first choice first; at least one, eight at most
     */
    record Redirected(LegId leg, int status, List<SipUri> contacts) implements SipEvent {
        public Redirected {
            contacts = List.copyOf(contacts);
        }
    }

    /** The ACK for our 200 came. */
    record Acknowledged(LegId leg) implements SipEvent {}

    /**
     * What the peer says to an offer that an answer of ours carried, because its INVITE, re-INVITE or PRACK came without one
     * (RFC 3261 section 13.2.1). It stands in its ACK or PRACK; of an ACK to our first 200, {@link Acknowledged} follows. The
     * answer to our own refresh of the session comes so, too.
     *
     * @param sdp the answer; empty when the peer owed one and sent none: the call cannot go on
     */
    record AnswerReceived(LegId leg, Optional<String> sdp) implements SipEvent {}

    /** No ACK for our 200 within 32 s (RFC 3261 section 13.3.1.4): the gateway should hang up. */
    record Unacknowledged(LegId leg) implements SipEvent {}

    /** CANCEL before our final answer. 200 and 487 have been sent. */
    record Cancelled(LegId leg, Optional<Reason> reason) implements SipEvent {}

    /** BYE. 200 has been sent. */
    record HungUp(LegId leg, Optional<Reason> reason) implements SipEvent {}

    /**
     * A re-INVITE, or an UPDATE with an offer, inside the call. Answer with {@link SipCommand.AcceptOffer} or
     * {@link SipCommand.RefuseOffer}, naming the offer.
     *
     * @param offer number of this offer within the leg
     * @param sdp the offer; empty for a re-INVITE without one (our answer then carries our offer)
     */
    record OfferReceived(LegId leg, long offer, Optional<String> sdp) implements SipEvent {}

    /**
     * REFER inside the call (RFC 3515): the peer wants the other side to talk to somebody else. Answer with
     * {@link SipCommand.AnswerRefer}, naming the request; after a 202 tell its progress with
     * {@link SipCommand.NotifyRefer} until a final status.
     *
     * @param refer number of this request within the leg
     * @param target who is to be called
     * @param replaces the dialog that the new call takes the place of; with it, it is an attended transfer
     */
    record ReferReceived(LegId leg, long refer, SipUri target, Optional<Replaces> replaces) implements SipEvent {}

    /** INFO inside the call. 200 has been sent. */
    record InfoReceived(LegId leg, String contentType, String body) implements SipEvent {}

    /** An answered call that its peer no longer keeps up: the gateway should hang up. */
    record PeerLost(LegId leg, Loss loss) implements SipEvent {}

    /** How it shows that a peer is gone. */
    enum Loss {
        /** It answers 481 to a request of ours inside the call (RFC 3261 section 12.2.1.2). */
        UNKNOWN_THERE,
        /** It answers nothing at all, or 408. */
        SILENT,
        /** The session ran out without a refresh (RFC 4028 section 10). */
        NOT_REFRESHED
    }

    /** The browser's connection is gone; the leg lives on for a grace time. */
    record FlowLost(LegId leg) implements SipEvent {}

    /** The same browser is back on a new connection: in-dialog requests go there from now on. */
    record FlowRestored(LegId leg, FlowId flow) implements SipEvent {}
}
