package dev.landline.sip.stack;

import dev.landline.sip.Reason;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import dev.landline.sip.auth.DigestLogin.Asker;
import dev.landline.sip.session.DialogTerms.Reliability;
import dev.landline.sip.session.Exchange;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.InvalidArgumentException;
import javax.sip.ObjectInUseException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.TransactionState;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** A leg that we opened with an INVITE. */
final class UacLeg extends Leg {

    /** 64*T1: after a CANCEL no peer needs longer for its 487 (RFC 3261 section 9.1). */
    private static final long CANCELLED_MILLIS = 32_000;
    /** As long as another branch of a fork may still answer (RFC 3261 section 13.2.2.4). */
    private static final long FORK_MILLIS = 32_000;

    private final SipCommand.Invite command;
    private final EarlyDialogs early = new EarlyDialogs(this);
    private final String fromTag = Core.token();
    private final EarlySounds earlySounds = new EarlySounds();
    private ClientTransaction transaction;
    private State state = State.CALLING;
    private Optional<Reason> cancelReason = Optional.empty();
    private Optional<LateAnswer> late = Optional.empty();

    private enum State {
        /** Nothing heard yet. */
        CALLING,
        /** Nothing heard yet, and the gateway gave up: CANCEL waits for the first provisional answer. */
        CANCEL_WAITING,
        /** A provisional answer came. */
        PROCEEDING,
        /** CANCEL is on its way. */
        CANCELLING,
        TALKING,
        OVER
    }

    UacLeg(Core core, SipCommand.Invite command, String callId, Peer peer) {
        super(core, command.leg(), callId, peer, command.sdp().isPresent() ? Exchange.calling() : Exchange.asking());
        this.command = command;
        ties().dials(command.target());
    }

    /** Sends the INVITE. */
    void start() {
        try {
            SipHop hop = hop().orElseThrow(() -> new IOException("the browser's connection is gone"));
            SipUri target = switch (command.target()) {
                case SipTarget.Browser browser -> browser.contact();
                case SipTarget.Trunk _ -> command.requestUri();
            };
            Request invite = core.headers()
                    .invite(
                            command,
                            target,
                            fromTag,
                            callId(),
                            core.headers().via(core.provider(), hop.transport()),
                            contact());
            command.sdp().ifPresent(offers()::weOffer);
            // A reliable provisional answer would have to carry the offer that we ask for.
            Reliability reliability =
                    command.sdp().isPresent() ? core.terms(peer()).reliability() : Reliability.OFF;
            Extensions.offer(core.headers(), invite, reliability);
            refreshes().wish(invite);
            if (command.target() instanceof SipTarget.Browser browser) {
                core.headers().route(invite, core.registrar().pathOf(browser));
            }
            core.headers().route(invite, ties().serviceRoute());
            ((SIPRequest) invite).setApplicationData(hop);
            ties().writeCredentials((SIPRequest) invite, hop);
            send((SIPRequest) invite);
            ties().sent(callId());
        } catch (ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("leg {}: the INVITE could not be built", id(), e);
            fail(500, "The Call Could Not Be Built");
        } catch (SipException | IOException e) {
            core.counters().count(SipCounter.SEND_FAILED);
            LOG.debug("leg {}: the INVITE could not be sent", id(), e);
            ties().unsent();
            fail(503, "The Other Side Cannot Be Reached");
        }
    }

    private void send(SIPRequest invite) throws SipException, ParseException, InvalidArgumentException {
        core.large().route(invite, peer(), core);
        ties().acknowledgeWith(invite);
        transaction = core.provider().getNewClientTransaction(invite);
        transaction.setApplicationData(this);
        early.add(transaction.getDialog());
        transaction.sendRequest();
    }

    /**
     * A trunk asks for our password: the INVITE is sent again in this leg, or the leg ends with a sentence about it (RFC 3261
     * section 22.3). The trunk is alive either way.
     */
    private void challenged(Response response, Peer.Trunk trunk)
            throws SipException, ParseException, InvalidArgumentException {
        SIPRequest refused = (SIPRequest) transaction.getRequest();
        switch (core.digest().challenged(refused, response, trunk.name(), ties().isOwnTarget(refused))) {
            case ClientDigest.Retry.Again(SIPRequest invite) -> again(invite);
            case ClientDigest.Retry.GiveUp(String sentence) ->
                refused(response.getStatusCode(), sentence, Headers.reason(response), false);
        }
    }

    /** The peer is there, but wants the INVITE otherwise. */
    private void again(SIPRequest invite) throws SipException, ParseException, InvalidArgumentException {
        core.emit(new SipEvent.Trying(id()));
        state = State.CALLING;
        send(invite);
    }

    /** Ends the leg without an answer, for a reason of ours. */
    void fail(int status, String phrase) {
        refused(status, phrase, Optional.empty(), true);
        terminateTransaction();
    }

    private void terminateTransaction() {
        if (transaction != null && !TransactionState.TERMINATED.equals(transaction.getState())) {
            try {
                transaction.terminate();
            } catch (ObjectInUseException | RuntimeException e) {
                LOG.debug("leg {}: transaction not terminated", id(), e);
            }
        }
    }

    private void refused(int status, String phrase, Optional<Reason> reason, boolean local) {
        over(new SipEvent.Refused(id(), status, phrase, reason, local));
    }

    private void over(SipEvent because) {
        state = State.OVER;
        end();
        early.deleteAllBut(null);
        core.emit(because);
    }

    @Override
    void on(SipCommand given) {
        switch (given) {
            case SipCommand.Cancel cancel -> cancel(cancel, cancel.reason());
            case SipCommand.HangUp hangUp -> {
                if (state == State.TALKING) {
                    state = State.OVER;
                    late.ifPresent(LateAnswer::settle);
                    hangUpEstablished(hangUp.reason());
                } else {
                    cancel(hangUp, hangUp.reason());
                }
            }
            case SipCommand.AcceptOffer _, SipCommand.RefuseOffer _
            when late.map(answer -> answer.takes(given)).orElse(false) -> {}
            case SipCommand.AcceptOffer _, SipCommand.RefuseOffer _ -> onOfferCommand(given);
            case SipCommand.AnswerRefer _, SipCommand.NotifyRefer _ -> onReferCommand(given);
            case SipCommand.SendInfo info when state == State.TALKING -> sendInfo(info);
            default -> ignored(given);
        }
    }

    private void cancel(SipCommand given, Optional<Reason> reason) {
        switch (state) {
            case CALLING -> {
                cancelReason = reason;
                state = State.CANCEL_WAITING;
                if (isFlowLost()) {
                    fail(487, "Request Terminated");
                }
            }
            case PROCEEDING -> {
                cancelReason = reason;
                sendCancel();
            }
            case TALKING -> {
                // The answer overtook the command.
                state = State.OVER;
                late.ifPresent(LateAnswer::settle);
                hangUpEstablished(reason);
            }
            case CANCEL_WAITING, CANCELLING, OVER -> ignored(given);
        }
    }

    private void sendCancel() {
        state = State.CANCELLING;
        if (isFlowLost()) {
            fail(487, "Request Terminated");
            return;
        }
        try {
            SIPRequest cancel = (SIPRequest) transaction.createCancel();
            SipHop hop = hop().orElseThrow(() -> new IOException("the browser's connection is gone"));
            // To a trunk the way of its INVITE, which need not be that of the dialog.
            cancel.setApplicationData(
                    peer() instanceof Peer.Trunk ? ((SIPRequest) transaction.getRequest()).getApplicationData() : hop);
            core.headers().reason(cancel, cancelReason);
            core.provider().getNewClientTransaction(cancel).sendRequest();
            core.lanes().later(callId(), this::cancelUnanswered, CANCELLED_MILLIS);
        } catch (SipException | ParseException | InvalidArgumentException | IOException e) {
            core.counters().count(SipCounter.SEND_FAILED);
            LOG.debug("leg {}: CANCEL could not be sent", id(), e);
            fail(487, "Request Terminated");
        }
    }

    private void cancelUnanswered() {
        if (state == State.CANCELLING) {
            fail(487, "Request Terminated");
        }
    }

    /** An answer to our INVITE, on whatever branch of a fork. */
    void onInviteResponse(Response response, Dialog on) throws SipException, ParseException, InvalidArgumentException {
        ties().answered(response, (SIPRequest) transaction.getRequest());
        int status = response.getStatusCode();
        if (status >= 200 && status < 300) {
            onAnswer(response, on);
        } else if (state == State.TALKING || state == State.OVER) {
            return;
        } else if (status < 200) {
            onProvisional(response, on);
        } else if (Asker.of(status).isPresent() && peer() instanceof Peer.Trunk trunk && isWanted()) {
            challenged(response, trunk);
        } else if (status == 422 && isWanted() && refreshes().raised(response)) {
            again(InvitesAgain.withLongerSession((SIPRequest) transaction.getRequest(), this, refreshes()));
        } else if (isWanted() && core.large().isForWantOfTcp(response, (SIPRequest) transaction.getRequest(), peer())) {
            SIPRequest refused = (SIPRequest) transaction.getRequest();
            send(InvitesAgain.overUdp(refused, hop().orElseThrow(), core));
        } else {
            List<SipUri> contacts = status < 400 ? Headers.contacts(response) : List.of();
            if (!contacts.isEmpty()) {
                over(new SipEvent.Redirected(id(), status, contacts));
                return;
            }
            boolean local = ((SIPMessage) response).getApplicationData() instanceof TransportFailure;
            refused(status, response.getReasonPhrase(), Headers.reason(response), local);
        }
    }

    private boolean isWanted() {
        return state == State.CALLING || state == State.PROCEEDING;
    }

    private void onProvisional(Response response, Dialog on) {
        if (!early.takes(response, on)) {
            return;
        }
        if (state == State.CANCEL_WAITING) {
            sendCancel();
            return;
        }
        if (state == State.CANCELLING) {
            return;
        }
        state = State.PROCEEDING;
        if (response.getStatusCode() == 100) {
            core.emit(new SipEvent.Trying(id()));
        } else {
            Optional<String> sdp = earlySounds.said(response, on);
            sdp.ifPresent(offers()::weAreAnsweredEarly);
            core.emit(new SipEvent.Progress(id(), response.getStatusCode(), response.getReasonPhrase(), sdp));
        }
    }

    private void onAnswer(Response response, Dialog on) throws SipException, ParseException, InvalidArgumentException {
        if (on == null) {
            core.counters().count(SipCounter.DROPPED_GARBAGE);
            return;
        }
        if (late.map(answer -> answer.waitsOn(on)).orElse(false)) {
            return;
        }
        boolean wanted = isWanted();
        boolean first = dialog() == null && state != State.OVER;
        early.remove(on);
        if (first) {
            dialog(on);
        }
        Optional<String> offer = command.sdp().isEmpty() && wanted ? Offers.sdp(response) : Optional.empty();
        if (offer.isPresent()) {
            answeredWithOffer(response, on, offer.get());
            return;
        }
        try {
            sendAck(on, response, Optional.empty());
        } catch (SipException | ParseException | InvalidArgumentException | IOException | RuntimeException e) {
            core.counters().count(SipCounter.SEND_FAILED);
            LOG.debug("leg {}: ACK could not be sent", id(), e);
            if (wanted || first) {
                fail(502, "The Answer Could Not Be Acknowledged");
            }
            on.delete();
            return;
        }
        if (wanted) {
            talks(on);
            Optional<String> sdp = earlySounds.answered(response, on);
            offers().hears(sdp);
            refreshes().answered(response);
            core.emit(new SipEvent.Answered(id(), sdp));
        } else if (first) {
            // CANCEL and 200 crossed: the call exists, so it is hung up (RFC 3261 section 9.1).
            sendBye(on, cancelReason);
            refused(487, "Request Terminated", Optional.empty(), true);
        } else if (!on.equals(dialog()) && !DialogState.TERMINATED.equals(on.getState())) {
            core.counters().count(SipCounter.FORKED_ANSWERS);
            sendBye(on, Optional.empty());
        }
    }

    private void talks(Dialog on) {
        state = State.TALKING;
        core.lanes().later(callId(), () -> early.deleteAllBut(on), FORK_MILLIS);
    }

    private void answeredWithOffer(Response response, Dialog on, String offer) {
        talks(on);
        late = Optional.of(new LateAnswer(this, on, response, offer));
        refreshes().answered(response);
        core.emit(late.get().event());
    }

    /** The transaction is over; if that was not by an answer we understood, the leg must not wait for ever. */
    void onTransactionTerminated(ClientTransaction ended) {
        if (ended.equals(transaction) && state != State.TALKING && state != State.OVER) {
            refused(502, "The Answer Could Not Be Understood", Optional.empty(), true);
        }
    }

    /** Timer B: no answer at all. */
    void onTimeout(ClientTransaction silent) {
        if (silent.equals(transaction) && state != State.TALKING && state != State.OVER) {
            refused(408, "No Response From The Other Side", Optional.empty(), true);
        }
    }

    @Override
    SipEvent endedByPeer(Optional<Reason> reason) {
        boolean answered = state == State.TALKING;
        state = State.OVER;
        if (answered) {
            return new SipEvent.HungUp(id(), reason);
        }
        terminateTransaction();
        return new SipEvent.Refused(id(), 480, "Hung Up Before The Answer", reason, false);
    }

    @Override
    String localTag() {
        return fromTag;
    }

    @Override
    String remoteTag() {
        Dialog established = dialog();
        return established == null || established.getRemoteTag() == null ? early.tag() : established.getRemoteTag();
    }

    @Override
    void acknowledged() {
        // The ACK of a re-INVITE that we answered.
    }

    @Override
    void confirmed(ServerTransaction transaction, Request prack)
            throws SipException, ParseException, InvalidArgumentException {
        respond(transaction, prack, 481);
    }

    @Override
    void unacknowledged() {
        if (state == State.TALKING) {
            core.emit(new SipEvent.Unacknowledged(id()));
        }
    }
}
