package dev.landline.sip;

import dev.landline.sip.identity.IdentityHeaders;
import java.util.Optional;

/**
 * What the gateway wants said on one leg. Commands never block and never throw at the caller: what goes wrong comes back
 * as a {@link SipEvent}. A command that no longer fits the leg (CANCEL after the answer, BYE on an ended leg) is turned
 * into what RFC 3261 asks for, or ignored and counted.
 */
public sealed interface SipCommand {

    /** The leg to act on. */
    LegId leg();

    /**
     * Starts a leg of our own. All headers are built here from these values; nothing of another leg is copied.
     *
     * @param requestUri who is called; for a browser target the contact is used instead
     * @param identity what else is said about the caller
     * @param sdp our offer; empty asks the peer for its own (RFC 3261 section 13.2.1)
     */
    record Invite(
            LegId leg,
            SipTarget target,
            SipUri requestUri,
            Party from,
            Party to,
            IdentityHeaders identity,
            Optional<String> sdp)
            implements SipCommand {

        /** One with an offer. */
        public Invite(
                LegId leg,
                SipTarget target,
                SipUri requestUri,
                Party from,
                Party to,
                IdentityHeaders identity,
                String sdp) {
            this(leg, target, requestUri, from, to, identity, Optional.of(sdp));
        }

        /** One that says no more of its caller than From and, if any, P-Asserted-Identity. */
        public Invite(
                LegId leg,
                SipTarget target,
                SipUri requestUri,
                Party from,
                Party to,
                Optional<Party> asserted,
                String sdp) {
            this(leg, target, requestUri, from, to, IdentityHeaders.asserting(asserted), sdp);
        }
    }

    /**
     * A provisional answer 180 to 183 to an INVITE we received.
     *
     * @param sdp our answer; our offer when the INVITE came without one, then it is only sent where the caller takes reliable
     *     provisional answers (RFC 3261 section 13.2.1)
     */
    record Ring(LegId leg, int status, Optional<String> sdp) implements SipCommand {}

    /**
     * 200 to an INVITE we received.
     *
     * @param sdp our answer; our offer when the INVITE came without one: {@link SipEvent.AnswerReceived} follows
     */
    record Answer(LegId leg, String sdp) implements SipCommand {}

    /**
     * A final refusal of an INVITE we received.
     *
     * @param phrase the reason phrase on the status line, in words a person understands
     * @param retryAfterSeconds Retry-After, or 0 for none
     */
    record Refuse(LegId leg, int status, String phrase, Optional<Reason> reason, int retryAfterSeconds)
            implements SipCommand {}

    /** Gives up on our INVITE: CANCEL, or ACK and BYE when a 200 crosses it. {@link SipEvent.Refused} still follows. */
    record Cancel(LegId leg, Optional<Reason> reason) implements SipCommand {}

    /** BYE. */
    record HangUp(LegId leg, Optional<Reason> reason) implements SipCommand {}

    /**
     * INFO inside an answered call (RFC 6086 section 5): a digit for a peer that wants it so. What the peer answers is not
     * reported.
     *
     * @param contentType type and subtype of the body, such as {@code application/dtmf-relay}
     */
    record SendInfo(LegId leg, String contentType, String body) implements SipCommand {}

    /** 200 to an offer inside the call. */
    record AcceptOffer(LegId leg, long offer, String sdp) implements SipCommand {}

    /** Refuses an offer inside the call, usually 488 or 491; the call goes on as it was. */
    record RefuseOffer(LegId leg, long offer, int status, String phrase) implements SipCommand {}

    /** 202 to a REFER, or its refusal with words a person understands. */
    record AnswerRefer(LegId leg, long refer, int status, String phrase) implements SipCommand {}

    /**
     * NOTIFY with the status line of the call that a REFER asked for (RFC 3515 section 2.4.5). Nothing is sent when the
     * peer wanted no news (RFC 4488). A status of 200 or more is the last.
     */
    record NotifyRefer(LegId leg, long refer, int status, String phrase) implements SipCommand {}
}
