package dev.landline.sip.stack;

import dev.landline.sip.FlowId;
import dev.landline.sip.LegId;
import dev.landline.sip.Reason;
import dev.landline.sip.Replaces;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipUri;
import dev.landline.sip.registrar.Binding;
import dev.landline.sip.session.Exchange;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPDialog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One side of a call: a dialog or one in the making. Everything here runs on the lane of the leg's Call-ID; only the peer
 * is read by other threads.
 */
abstract sealed class Leg permits UasLeg, UacLeg {

    static final Logger LOG = LoggerFactory.getLogger(Leg.class);

    final Core core;
    private final LegId id;
    private final String callId;
    private final Offers offers;
    private final Refreshes refreshes;
    // Replaced on the lane, read by whoever looks for the legs of a flow.
    private volatile Peer peer;
    private volatile boolean flowLost;
    private volatile boolean ended;
    private final Referrals referrals;
    private final TrunkTies ties;
    // Set on the lane, read by whoever looks for the leg that a Replaces header names.
    private volatile Dialog dialog;

    /** @param begin where offer and answer stand */
    Leg(Core core, LegId id, String callId, Peer peer, Exchange begin) {
        this.core = core;
        this.id = id;
        this.callId = callId;
        this.peer = peer;
        this.offers = new Offers(this, begin);
        this.refreshes = new Refreshes(this, core.terms(peer).timer());
        this.referrals = new Referrals(this);
        this.ties = new TrunkTies(core, peer);
    }

    /** What holds it to the trunk at its other end, if there is one. */
    final TrunkTies ties() {
        return ties;
    }

    final LegId id() {
        return id;
    }

    final String callId() {
        return callId;
    }

    final Peer peer() {
        return peer;
    }

    final boolean hasEnded() {
        return ended;
    }

    final boolean isFlowLost() {
        return flowLost;
    }

    final Offers offers() {
        return offers;
    }

    final Refreshes refreshes() {
        return refreshes;
    }

    final Dialog dialog() {
        return dialog;
    }

    final void dialog(Dialog established) {
        this.dialog = established;
        established.setApplicationData(this);
        // JAIN-SIP reports a missing ACK only for dialogs that have been early; ours may not have been.
        if (established instanceof SIPDialog jain && core.provider() instanceof SipProviderImpl listener) {
            jain.addEventListener(listener);
        }
    }

    /** Carries a command out; one that does not fit is ignored and counted. */
    abstract void on(SipCommand command);

    /** The peer hung up: settles what is still open and returns what the gateway is told. */
    abstract SipEvent endedByPeer(Optional<Reason> reason);

    /** The dialog layer found no ACK for our 200 within 64*T1. */
    abstract void unacknowledged();

    /** The ACK for our answer to the INVITE that opened the leg; never for a re-INVITE. */
    abstract void acknowledged();

    /** A PRACK; the gate has seen that it confirms an answer of ours. */
    abstract void confirmed(ServerTransaction transaction, Request prack)
            throws SipException, ParseException, InvalidArgumentException;

    final void ignored(SipCommand command) {
        core.counters().count(SipCounter.COMMANDS_IGNORED);
        LOG.debug("leg {}: {} no longer fits", id, command.getClass().getSimpleName());
    }

    /** A request inside the dialog. */
    final void onRequest(RequestEvent event) throws SipException, ParseException, InvalidArgumentException {
        Request request = event.getRequest();
        ServerTransaction transaction = event.getServerTransaction();
        switch (request.getMethod()) {
            case Request.ACK -> {
                offers.acknowledged(request);
                acknowledged();
            }
            case Request.PRACK -> confirmed(transaction, request);
            case Request.BYE -> onBye(transaction, request);
            case Request.INFO -> {
                respond(transaction, request, ended ? 481 : 200);
                if (!ended) {
                    core.emit(new SipEvent.InfoReceived(id, contentType(request), body(request)));
                }
            }
            case Request.INVITE, Request.UPDATE -> {
                if (ended) {
                    respond(transaction, request, 481);
                } else {
                    offers.received(transaction, request);
                }
            }
            case Request.REFER -> {
                if (ended) {
                    respond(transaction, request, 481);
                } else {
                    referrals.received(transaction, request);
                }
            }
            case Request.OPTIONS -> respond(transaction, request, 200);
            default -> {
                core.counters().count(SipCounter.REFUSED_METHOD);
                respond(transaction, request, 405);
            }
        }
    }

    private void onBye(ServerTransaction transaction, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        try {
            respond(transaction, request, 200);
        } finally {
            // The peer is gone even when it cannot be told that we know.
            if (!ended) {
                offers.abandon();
                SipEvent event = endedByPeer(Headers.reason(request));
                end();
                core.emit(event);
            }
        }
    }

    /** CANCEL of a re-INVITE: the call goes on as it was. */
    final void onOfferCancelled(ServerTransaction cancel, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        respond(cancel, request, 200);
        offers.abandon();
    }

    final void onOfferCommand(SipCommand command) {
        if (ended || !offers.answer(command)) {
            ignored(command);
        }
    }

    final void onReferCommand(SipCommand command) {
        if (ended || !referrals.carryOut(command)) {
            ignored(command);
        }
    }

    /** Our tag in this leg's dialog. */
    abstract String localTag();

    /** The peer's tag; empty before it is known. */
    abstract String remoteTag();

    /** Whether a Replaces header means this leg (RFC 3891 section 3). Safe from any thread. */
    final boolean isNamedBy(Replaces replaces) {
        return !ended && replaces.callId().equals(callId) && replaces.hasTags(localTag(), remoteTag());
    }

    /** Answers without a body. */
    final void respond(ServerTransaction transaction, Request request, int status)
            throws SipException, ParseException, InvalidArgumentException {
        Response response = core.headers().response(status, phrase(status), request);
        core.headers().server(response);
        if (status == 405 || request.getMethod().equals(Request.OPTIONS)) {
            core.headers().allow(response);
        }
        transaction.sendResponse(response);
    }

    static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 405 -> "Method Not Allowed";
            case 415 -> "Unsupported Media Type";
            case 481 -> "Call Does Not Exist";
            case 422 -> "Session Interval Too Small";
            case 487 -> "Request Terminated";
            case 491 -> "Request Pending";
            default -> "Server Internal Error";
        };
    }

    private static String contentType(Request request) {
        ContentTypeHeader type = (ContentTypeHeader) request.getHeader(ContentTypeHeader.NAME);
        return type == null ? "" : type.getContentType() + "/" + type.getContentSubType();
    }

    private static String body(Request request) {
        byte[] body = request.getRawContent();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    /** Where requests of this leg go now; empty when the browser's connection is gone. */
    final Optional<SipHop> hop() {
        return switch (peer) {
            case Peer.Browser browser ->
                browser.flow().isOpen() ? Optional.of(browser.flow().hop()) : Optional.empty();
            case Peer.Trunk trunk -> Optional.of(TrunkHop.of(dialog, trunk, core));
        };
    }

    /** Where this leg's peer reaches us. */
    final ContactHeader contact() throws ParseException {
        return core.headers().contact(peer.transport(), peer.remote());
    }

    /** A request inside the dialog, addressed and ready for a transaction. */
    final Request dialogRequest(Dialog on, String method)
            throws SipException, ParseException, InvalidArgumentException, IOException {
        SipHop hop = hop().orElseThrow(() -> new IOException("the browser's connection is gone"));
        SIPRequest request = (SIPRequest) on.createRequest(method);
        prepare(request, hop);
        if (method.equals(Request.INVITE)) {
            ties.acknowledgeWith(request);
        }
        return request;
    }

    /** Addresses a request inside the dialog. */
    final void prepare(SIPRequest request, SipHop hop) throws ParseException, InvalidArgumentException {
        request.setHeader(core.headers().via(core.provider(), hop.transport()));
        core.headers().userAgent(request);
        core.aimAtTab(request);
        request.setApplicationData(hop);
        ties.writeCredentials(request, hop);
    }

    /** A request inside the dialog was challenged and goes on in another transaction. */
    void replaced(ClientTransaction refused, ClientTransaction transaction) {
        // Whoever waits for a certain transaction overrides this.
    }

    /** BYE on an established dialog; the leg is over whatever comes back. */
    final void sendBye(Dialog on, Optional<Reason> reason) {
        try {
            Request bye = dialogRequest(on, Request.BYE);
            core.headers().reason(bye, reason);
            ClientTransaction transaction = core.provider().getNewClientTransaction(bye);
            transaction.setApplicationData(this);
            on.sendRequest(transaction);
        } catch (SipException | ParseException | InvalidArgumentException | IOException | RuntimeException e) {
            core.counters().count(SipCounter.SEND_FAILED);
            LOG.debug("leg {}: BYE could not be sent", id, e);
            on.delete();
        }
    }

    /** INFO on the established dialog; the call goes on whatever comes back. */
    final void sendInfo(SipCommand.SendInfo info) {
        try {
            Request request = dialogRequest(dialog, Request.INFO);
            core.headers().body(request, info.contentType(), info.body());
            dialog.sendRequest(core.provider().getNewClientTransaction(request));
        } catch (SipException | ParseException | InvalidArgumentException | IOException | RuntimeException e) {
            core.counters().count(SipCounter.SEND_FAILED);
            LOG.debug("leg {}: INFO could not be sent", id, e);
        }
    }

    /** @param sdp our answer, when theirs made the offer */
    final void sendAck(Dialog on, Response answer, Optional<String> sdp)
            throws SipException, InvalidArgumentException, ParseException, IOException {
        SipHop hop = hop().orElseThrow(() -> new IOException("the browser's connection is gone"));
        SIPRequest ack = (SIPRequest) on.createAck(((CSeqHeader) answer.getHeader(CSeqHeader.NAME)).getSeqNumber());
        core.headers().userAgent(ack);
        core.aimAtTab(ack);
        ack.setApplicationData(hop);
        if (sdp.isPresent()) {
            core.headers().sdp(ack, sdp.get());
        }
        core.large().acknowledge(ack, hop, core);
        ties.writeCredentialsOfInvite(ack, hop);
        on.sendAck(ack);
    }

    /** Hangs up an established leg. */
    final void hangUpEstablished(Optional<Reason> reason) {
        offers.abandon();
        end();
        sendBye(dialog, reason);
    }

    /** The last state: the leg leaves the table. What is still on the wire finishes by itself. */
    final void end() {
        ended = true;
        referrals.abandon();
        refreshes.stop();
        ties.leave();
        core.legs().remove(this);
    }

    /** JAIN-SIP gave the dialog up. */
    final void onDialogTerminated(Dialog terminated) {
        if (!ended && terminated.equals(dialog)) {
            core.emit(new SipEvent.HungUp(id, Optional.empty()));
            end();
        }
    }

    final boolean isOn(FlowId flow) {
        return peer instanceof Peer.Browser browser && browser.flow().id().equals(flow);
    }

    final void onFlowLost(FlowId flow) {
        if (!ended && !flowLost && isOn(flow)) {
            flowLost = true;
            core.emit(new SipEvent.FlowLost(id));
        }
    }

    /** The browser of this leg came back, as its registration shows. */
    final boolean isFromSameBrowser(Binding binding) {
        if (!(peer instanceof Peer.Browser browser) || !browser.user().equals(binding.user())) {
            return false;
        }
        return browser.instance().isEmpty()
                ? remoteContactIs(binding.contact().user(), binding.contact().host())
                : browser.instance().equals(binding.instance());
    }

    private boolean remoteContactIs(String user, String host) {
        return dialog != null
                && dialog.getRemoteTarget() != null
                && SipUri.parse(dialog.getRemoteTarget().getURI().toString())
                        .filter(uri -> uri.user().equals(user) && uri.host().equals(host))
                        .isPresent();
    }

    final void moveTo(BrowserFlow flow) {
        if (!ended && peer instanceof Peer.Browser browser && !browser.flow().equals(flow)) {
            peer = new Peer.Browser(browser.user(), flow, browser.instance());
            flowLost = false;
            core.emit(new SipEvent.FlowRestored(id, flow.id()));
        }
    }
}
