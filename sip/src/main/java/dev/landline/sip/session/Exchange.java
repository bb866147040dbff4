package dev.landline.sip.session;

/**
 * Where the offers and answers of one dialog stand (RFC 3264, RFC 6337, RFC 3261 section 14, RFC 3311). Pure: state and
 * event in, next state and what to do out. At most one offer is open at a time, whoever made it.
 *
 * @param offer whose offer waits for its answer
 * @param invite whose INVITE or re-INVITE has no final response yet
 */
public record Exchange(Offer offer, Invite invite) {

    /** What has been described. */
    public enum Offer {
        /** Our INVITE made none and asks for the peer's. */
        WANTED,
        /** The peer's INVITE or re-INVITE made none and asks for ours. */
        ASKED,
        /** Our offer waits for the peer's answer. */
        OURS,
        /** The peer's offer waits for our answer. */
        THEIRS,
        /** Both sides are described; either may offer anew. */
        AGREED
    }

    /** Whose INVITE transaction goes on. */
    public enum Invite {
        NONE,
        OURS,
        THEIRS
    }

    /** What happens in the dialog. */
    public sealed interface Event {

        /** A re-INVITE of the peer; without an offer it asks for ours. */
        record TheirInvite(boolean described) implements Event {}

        /** An UPDATE; without an offer it refreshes the session or the contact. */
        record TheirUpdate(boolean described) implements Event {}

        /** A PRACK for a reliable provisional response of ours. */
        record TheirPrack(boolean described) implements Event {}

        /** The ACK for our 2xx. */
        record TheirAck(boolean described) implements Event {}

        /** A response to our INVITE, re-INVITE or UPDATE that carries SDP, or the final one without. */
        record TheirResponse(boolean described, boolean last) implements Event {}

        /** Our re-INVITE (always with an offer), or UPDATE. */
        record OurRequest(boolean invite, boolean described) implements Event {}

        /** A reliable provisional response or a 2xx of ours; an unreliable one changes nothing. */
        record OurResponse(boolean described, boolean last) implements Event {}

        /** We refused the peer's re-INVITE, UPDATE or the offer in its PRACK; the session stays as it was. */
        record OurRefusal(boolean ofInvite) implements Event {}
    }

    /** What an event asks for. */
    public enum Action {
        /** Nothing more. */
        NONE,
        /** The gateway decides about the offer, or makes its own when there is none. */
        ASK,
        /** 200 without a description. */
        ACCEPT,
        /** 491: our own offer or re-INVITE is open (RFC 3261 section 14.2, RFC 3311 section 5.2). */
        REFUSE_PENDING,
        /** 500 with Retry-After: another offer of the peer is open. */
        REFUSE_BUSY,
        /** The gateway takes the answer to our offer. */
        TAKE_ANSWER,
        /** The answer that was owed is missing. */
        MISS_ANSWER,
        /** Our request must wait: something is open. */
        WAIT
    }

    /** What comes of an event. */
    public record Step(Exchange next, Action action) {}

    /** A leg that the peer opened. */
    public static Exchange called(boolean described) {
        return new Exchange(described ? Offer.THEIRS : Offer.ASKED, Invite.THEIRS);
    }

    /** A leg that we opened with an offer. */
    public static Exchange calling() {
        return new Exchange(Offer.OURS, Invite.OURS);
    }

    /** A leg that we opened without an offer: the peer's 2xx makes it, and our ACK answers (RFC 3261 section 13.2.1). */
    public static Exchange asking() {
        return new Exchange(Offer.WANTED, Invite.OURS);
    }

    /** Whether we may send a re-INVITE or an offer in an UPDATE now (RFC 3261 section 14.1). */
    public boolean isFree() {
        return offer == Offer.AGREED && invite == Invite.NONE;
    }

    public Step on(Event event) {
        return switch (event) {
            case Event.TheirInvite(boolean described) -> theirInvite(described);
            case Event.TheirUpdate(boolean described) -> theirUpdate(described);
            case Event.TheirPrack(boolean described) -> theirPrack(described);
            case Event.TheirAck(boolean described) -> theirAck(described);
            case Event.TheirResponse(boolean described, boolean last) -> theirResponse(described, last);
            case Event.OurRequest(boolean byInvite, boolean described) -> ourRequest(byInvite, described);
            case Event.OurResponse(boolean described, boolean last) -> ourResponse(described, last);
            case Event.OurRefusal(boolean ofInvite) -> step(Offer.AGREED, ofInvite ? Invite.NONE : invite, Action.NONE);
        };
    }

    private Step theirInvite(boolean described) {
        if (invite == Invite.OURS || offer == Offer.OURS || offer == Offer.WANTED) {
            return same(Action.REFUSE_PENDING);
        }
        if (invite == Invite.THEIRS || offer == Offer.THEIRS) {
            return same(Action.REFUSE_BUSY);
        }
        return step(described ? Offer.THEIRS : Offer.ASKED, Invite.THEIRS, Action.ASK);
    }

    private Step theirUpdate(boolean described) {
        if (!described) {
            return same(Action.ACCEPT);
        }
        return switch (offer) {
            case OURS, ASKED, WANTED -> same(Action.REFUSE_PENDING);
            case THEIRS -> same(Action.REFUSE_BUSY);
            case AGREED -> step(Offer.THEIRS, invite, Action.ASK);
        };
    }

    /** RFC 3262 section 5: the answer to the offer in our response, or a new offer. */
    private Step theirPrack(boolean described) {
        return switch (offer) {
            case OURS -> described ? step(Offer.AGREED, invite, Action.TAKE_ANSWER) : same(Action.MISS_ANSWER);
            case THEIRS -> same(described ? Action.REFUSE_BUSY : Action.ACCEPT);
            case ASKED, WANTED -> same(described ? Action.REFUSE_PENDING : Action.ACCEPT);
            case AGREED -> described ? step(Offer.THEIRS, invite, Action.ASK) : same(Action.ACCEPT);
        };
    }

    private Step theirAck(boolean described) {
        if (offer != Offer.OURS) {
            return same(Action.NONE);
        }
        return step(Offer.AGREED, invite, described ? Action.TAKE_ANSWER : Action.MISS_ANSWER);
    }

    /** The first description that comes is the answer, reliable or not (RFC 3261 section 13.2.1). */
    private Step theirResponse(boolean described, boolean last) {
        Invite still = last && invite == Invite.OURS ? Invite.NONE : invite;
        if (offer == Offer.WANTED && last) {
            return described ? step(Offer.THEIRS, still, Action.ASK) : step(Offer.AGREED, still, Action.NONE);
        }
        if (offer != Offer.OURS) {
            return step(offer, still, Action.NONE);
        }
        return described || last
                ? step(Offer.AGREED, still, described ? Action.TAKE_ANSWER : Action.NONE)
                : step(offer, still, Action.NONE);
    }

    private Step ourRequest(boolean byInvite, boolean described) {
        if (!byInvite && !described) {
            return same(Action.NONE);
        }
        return isFree() ? step(Offer.OURS, byInvite ? Invite.OURS : invite, Action.NONE) : same(Action.WAIT);
    }

    private Step ourResponse(boolean described, boolean last) {
        Invite still = last && invite == Invite.THEIRS ? Invite.NONE : invite;
        if (!described) {
            return step(offer, still, Action.NONE);
        }
        return switch (offer) {
            case THEIRS -> step(Offer.AGREED, still, Action.NONE);
            case ASKED -> step(Offer.OURS, still, Action.NONE);
            // The description of a reliable provisional response once more.
            case OURS, AGREED, WANTED -> step(offer, still, Action.NONE);
        };
    }

    private Step same(Action action) {
        return new Step(this, action);
    }

    private static Step step(Offer offer, Invite invite, Action action) {
        return new Step(new Exchange(offer, invite), action);
    }
}
