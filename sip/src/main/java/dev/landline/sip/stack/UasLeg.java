package dev.landline.sip.stack;

import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.Reason;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipUri;
import dev.landline.sip.identity.CallerClaims;
import dev.landline.sip.session.DialogTerms.Reliability;
import dev.landline.sip.session.Exchange;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.FromHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** A leg that a peer opened with an INVITE. */
final class UasLeg extends Leg {

    /** 64*T1: how long a reliable provisional answer waits for its PRACK (RFC 3262 section 3). */
    static final long UNCONFIRMED_MILLIS = 32_000;

    private final ServerTransaction transaction;
    private final Request invite;
    private final String toTag = Core.token();
    private final ReliableRings rings = new ReliableRings(this);
    private final boolean ringsReliably;
    private final boolean asksForOffer;
    private State state = State.UNANSWERED;
    private Optional<Reason> hangUpReason = Optional.empty();

    private enum State {
        UNANSWERED,
        /** 200 sent, no ACK yet. */
        ANSWERED,
        /** As answered, and the gateway wants to hang up: RFC 3261 section 15 makes a callee wait for the ACK. */
        HANGING_UP,
        TALKING,
        /** Refused, cancelled or hung up. */
        OVER
    }

    UasLeg(Core core, LegId id, String callId, Peer peer, ServerTransaction transaction) {
        super(
                core,
                id,
                callId,
                peer,
                Exchange.called(Headers.sdp(transaction.getRequest()).isPresent()));
        this.transaction = transaction;
        this.invite = transaction.getRequest();
        this.asksForOffer = Headers.sdp(invite).isEmpty();
        this.ringsReliably = Extensions.requires(invite, Extensions.RELIABLE)
                || (core.terms(peer).reliability() == Reliability.REQUIRED
                        && Extensions.supports(invite, Extensions.RELIABLE));
        transaction.setApplicationData(this);
        dialog(transaction.getDialog());
    }

    /** Sends 100 and tells the gateway; without a way back to the caller there is no leg. */
    void start(SipSource source, SipUri target, Party from, Party to, CallerClaims claims)
            throws SipException, ParseException, InvalidArgumentException {
        try {
            transaction.sendResponse(core.headers().response(100, "Trying", invite));
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            state = State.OVER;
            end();
            dialog().delete();
            throw e;
        }
        core.emit(new SipEvent.InviteReceived(
                id(), callId(), source, target, from, to, claims, Headers.sdp(invite), Referrals.replaces(invite)));
        if (peer() instanceof Peer.Browser browser && !browser.flow().isOpen()) {
            // It closed before this leg could be found by its flow.
            onFlowLost(browser.flow().id());
        }
    }

    @Override
    void on(SipCommand command) {
        try {
            switch (command) {
                case SipCommand.Ring _, SipCommand.Answer _ when state == State.UNANSWERED && rings.holds(command) -> {}
                case SipCommand.Ring ring when state == State.UNANSWERED -> ring(ring);
                case SipCommand.Answer answer when state == State.UNANSWERED -> answer(answer);
                case SipCommand.Refuse refuse
                when state == State.UNANSWERED ->
                    refuse(refuse.status(), refuse.phrase(), refuse.reason(), refuse.retryAfterSeconds());
                case SipCommand.HangUp hangUp when state != State.OVER -> hangUp(hangUp.reason());
                case SipCommand.AcceptOffer _, SipCommand.RefuseOffer _ -> onOfferCommand(command);
                case SipCommand.AnswerRefer _, SipCommand.NotifyRefer _ -> onReferCommand(command);
                case SipCommand.SendInfo info when state == State.TALKING -> sendInfo(info);
                default -> ignored(command);
            }
        } catch (SipException | ParseException | InvalidArgumentException e) {
            // The browser's connection or the transaction is gone; the gateway learns that by its own event.
            core.counters().count(SipCounter.SEND_FAILED);
            LOG.debug("leg {}: {} could not be sent", id(), command.getClass().getSimpleName(), e);
        }
    }

    private Response response(int status, String phrase) throws ParseException {
        Response response = core.headers().response(status, phrase, invite);
        ((ToHeader) response.getHeader(ToHeader.NAME)).setTag(toTag);
        core.headers().server(response);
        if (status < 300) {
            response.setHeader(contact());
            core.headers().allow(response);
            Extensions.announce(core.headers(), response, core.terms(peer()).reliability());
        }
        return response;
    }

    private void ring(SipCommand.Ring ring) throws SipException, ParseException, InvalidArgumentException {
        int status = Math.clamp(ring.status(), 180, 183);
        Response response = response(status, status == 183 ? "Session Progress" : "Ringing");
        // RFC 3261 section 13.2.1: an offer of ours may only stand in an answer that is sure to arrive, and must stand
        // in
        // the first of those. Without one to make there is nothing that could ring reliably.
        Optional<String> sdp = asksForOffer && !ringsReliably ? Optional.empty() : ring.sdp();
        if (sdp.isPresent()) {
            core.headers().sdp(response, sdp.get());
        }
        if (ringsReliably && (!asksForOffer || sdp.isPresent() || offers().isAgreed())) {
            sdp.ifPresent(text -> offers().weSay(text, false));
            rings.send(response);
        } else if (!Extensions.requires(invite, Extensions.RELIABLE)) {
            transaction.sendResponse(response);
        }
    }

    private void answer(SipCommand.Answer answer) throws SipException, ParseException, InvalidArgumentException {
        Response response = response(200, "OK");
        core.headers().set(response, "Accept", "application/sdp");
        if (asksForOffer && offers().isAgreed()) {
            // Our offer went out with the ringing, and its answer came with the PRACK.
            offers().weAnswerWithoutDescription();
        } else {
            core.headers().sdp(response, answer.sdp());
            offers().weSay(answer.sdp(), true);
        }
        refreshes().accept(invite, response);
        state = State.ANSWERED;
        transaction.sendResponse(response);
    }

    private void refuse(int status, String phrase, Optional<Reason> reason, int retryAfterSeconds)
            throws SipException, ParseException, InvalidArgumentException {
        state = State.OVER;
        end();
        Response response = response(Math.clamp(status, 300, 699), phrase);
        core.headers().reason(response, reason);
        core.headers().retryAfter(response, retryAfterSeconds);
        sendFinal(response);
    }

    /** 64*T1 without a PRACK: the caller cannot be sure of anything that we say (RFC 3262 section 3). */
    void neverConfirmed() {
        if (state != State.UNANSWERED) {
            return;
        }
        state = State.OVER;
        end();
        core.emit(new SipEvent.Cancelled(id(), Optional.of(Reason.sip(504, "The ringing was never confirmed"))));
        try {
            sendFinal(response(504, "The Ringing Was Never Confirmed"));
        } catch (SipException | ParseException | InvalidArgumentException e) {
            core.counters().count(SipCounter.SEND_FAILED);
        }
    }

    /** Whether the PRACK is for the provisional answer that waits for one. */
    boolean isConfirmedBy(Request prack) {
        return rings.isConfirmedBy(prack);
    }

    @Override
    void confirmed(ServerTransaction prackTransaction, Request prack)
            throws SipException, ParseException, InvalidArgumentException {
        offers().received(prackTransaction, prack);
        rings.confirmed();
    }

    /** Sends a final refusal; whatever happens, the dialog does not outlive it. */
    private void sendFinal(Response response) throws SipException, InvalidArgumentException {
        rings.stop();
        try {
            transaction.sendResponse(response);
        } finally {
            dialog().delete();
        }
    }

    private void hangUp(Optional<Reason> reason) throws SipException, ParseException, InvalidArgumentException {
        switch (state) {
            case UNANSWERED -> refuse(480, "Temporarily Unavailable", reason, 0);
            case ANSWERED -> {
                if (isFlowLost()) {
                    over(reason);
                } else {
                    hangUpReason = reason;
                    state = State.HANGING_UP;
                }
            }
            case TALKING -> over(reason);
            case HANGING_UP, OVER -> {}
        }
    }

    private void over(Optional<Reason> reason) {
        state = State.OVER;
        hangUpEstablished(reason);
    }

    @Override
    String localTag() {
        return toTag;
    }

    @Override
    String remoteTag() {
        String tag = ((FromHeader) invite.getHeader(FromHeader.NAME)).getTag();
        return tag == null ? "" : tag;
    }

    @Override
    void acknowledged() {
        switch (state) {
            case ANSWERED -> {
                state = State.TALKING;
                core.emit(new SipEvent.Acknowledged(id()));
            }
            case HANGING_UP -> over(hangUpReason);
            case UNANSWERED, TALKING, OVER -> {}
        }
    }

    @Override
    void unacknowledged() {
        switch (state) {
            case ANSWERED, TALKING -> {
                // From here on BYE is allowed.
                state = State.TALKING;
                core.emit(new SipEvent.Unacknowledged(id()));
            }
            case HANGING_UP -> over(hangUpReason);
            case UNANSWERED, OVER -> dialog().delete();
        }
    }

    boolean isOpenedBy(ServerTransaction candidate) {
        return transaction.equals(candidate);
    }

    /** Whether this is the INVITE of this leg on another branch. On the lane of its Call-ID. */
    boolean isOpenedByLike(SIPRequest other) {
        return invite instanceof SIPRequest ours
                && ours.getFromTag().equals(other.getFromTag())
                && ours.getCSeq().getSeqNumber() == other.getCSeq().getSeqNumber();
    }

    /** CANCEL: 200 to it, and 487 to the INVITE when that is still open. */
    void onCancel(ServerTransaction cancel, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        try {
            respond(cancel, request, 200);
        } finally {
            if (state == State.UNANSWERED) {
                state = State.OVER;
                end();
                core.emit(new SipEvent.Cancelled(id(), Headers.reason(request)));
                sendFinal(response(487, "Request Terminated"));
            }
        }
    }

    @Override
    SipEvent endedByPeer(Optional<Reason> reason) {
        if (state == State.UNANSWERED) {
            try {
                sendFinal(response(487, "Request Terminated"));
            } catch (SipException | ParseException | InvalidArgumentException e) {
                core.counters().count(SipCounter.SEND_FAILED);
            }
        }
        state = State.OVER;
        return new SipEvent.HungUp(id(), reason);
    }
}
