package dev.landline.sip.stack;

import dev.landline.sip.SipSource;
import dev.landline.sip.registrar.Registrar;
import dev.landline.sip.session.DialogTerms;
import dev.landline.sip.session.DialogTerms.Reliability;
import dev.landline.sip.session.SessionTimer;
import dev.landline.sip.trunk.TrunkDirectory;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPDialog;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sip.Dialog;
import javax.sip.header.RequireHeader;
import javax.sip.message.Request;

/**
 * Decides which requests reach a call. Everything refused here is answered without a transaction, a dialog or a leg.
 */
final class Gate implements Inbound.Gatekeeper {

    private static final int RETRY_SECONDS = 5;

    private static final Set<String> REGISTER_EXTENSIONS = Set.of("path", "outbound", "gruu");

    private final JainStack jain;
    private final Core core;
    private final Answers answers;
    private final Sources sources;
    private final Registrations registrations;
    private final OutsideServices outside;
    private final TrunkDirectory trunks;

    Gate(
            JainStack jain,
            Core core,
            Answers answers,
            Sources sources,
            Registrations registrations,
            OutsideServices outside,
            TrunkDirectory trunks) {
        this.jain = jain;
        this.core = core;
        this.answers = answers;
        this.sources = sources;
        this.registrations = registrations;
        this.outside = outside;
        this.trunks = trunks;
    }

    @Override
    public boolean admits(SIPRequest request, RawMessage raw, SipChannel channel) {
        String method = request.getMethod();
        if (method.equals(Request.ACK)) {
            return true; // Never answered; the transaction layer drops strays.
        }
        if (method.equals(Request.CANCEL)) {
            return jain.findCancelTransaction(request, true) != null || refuseNoDialog(request, channel);
        }
        if (jain.findTransaction(request, true) != null) {
            return true; // A retransmission: its transaction answers.
        }
        if (requiresExtension(request, channel)) {
            return false;
        }
        if (request.getToTag() != null) {
            return admitsInDialog(request, raw, channel);
        }
        if (!isFaultless(request, channel, RequestFaults.ofTarget(request, raw))) {
            return false;
        }
        return switch (method) {
            case Request.INVITE -> admitsInvite(request, raw, channel);
            case Request.REGISTER -> {
                registrations.handle(request, raw, channel);
                yield false;
            }
            case Request.MESSAGE, Request.SUBSCRIBE, Request.NOTIFY -> outside.admits(request, raw, channel);
            case Request.OPTIONS -> {
                answerOptions(request, channel);
                yield false;
            }
            case Request.BYE, Request.INFO, Request.UPDATE, Request.PRACK, Request.REFER ->
                refuseNoDialog(request, channel);
            default ->
                refuse(
                        request,
                        channel,
                        SipCounter.REFUSED_METHOD,
                        405,
                        "Method Not Allowed",
                        response -> core.headers().allow(response));
        };
    }

    /**
     * Only answers to our own requests: for a stray 2xx to an INVITE JAIN-SIP would make a dialog that nobody owns, and a
     * changed tag or Call-ID makes it fail half-way.
     */
    @Override
    public boolean admits(SIPResponse response) {
        if (response.getFromTag() == null) {
            return false;
        }
        if (jain.findTransaction(response, false) instanceof SIPClientTransaction transaction) {
            SIPRequest ours = transaction.getOriginalRequest();
            return ours == null
                    || (response.getFromTag().equals(ours.getFromTag())
                            && response.getCallId()
                                    .getCallId()
                                    .equals(ours.getCallId().getCallId()));
        }
        boolean repeatedAnswer = response.getStatusCode() / 100 == 2
                && response.getCSeq().getMethod().equals(Request.INVITE);
        return repeatedAnswer
                && (jain.getDialog(response.getDialogId(false)) != null
                        || jain.getForkedTransaction(response.getForkId()) != null);
    }

    private boolean refuse(
            SIPRequest request,
            SipChannel channel,
            SipCounter counter,
            int status,
            String phrase,
            Answers.Extra extra) {
        core.counters().count(counter);
        answers.send(request, channel, status, phrase, extra);
        return false;
    }

    private boolean refuseNoDialog(SIPRequest request, SipChannel channel) {
        return refuse(request, channel, SipCounter.REFUSED_NO_DIALOG, 481, "Call Does Not Exist", Answers.Extra.NONE);
    }

    /** An extension that is required and not served is refused by name (RFC 3261 section 8.2.2.3). */
    private boolean requiresExtension(SIPRequest request, SipChannel channel) {
        List<String> unsupported = new ArrayList<>();
        Iterator<?> required = request.getHeaders(RequireHeader.NAME);
        while (required.hasNext()) {
            if (required.next() instanceof RequireHeader header
                    && !Extensions.SERVED.contains(header.getOptionTag().toLowerCase(Locale.ROOT))
                    && !(request.getMethod().equals(Request.REGISTER)
                            && REGISTER_EXTENSIONS.contains(
                                    header.getOptionTag().toLowerCase(Locale.ROOT)))) {
                unsupported.add(header.getOptionTag());
            }
        }
        if (unsupported.isEmpty()) {
            return false;
        }
        refuse(request, channel, SipCounter.REFUSED_EXTENSION, 420, "Bad Extension", response -> {
            for (String tag : unsupported) {
                core.headers().add(response, "Unsupported", tag);
            }
        });
        return true;
    }

    private boolean admitsInDialog(SIPRequest request, RawMessage raw, SipChannel channel) {
        Dialog dialog = jain.getDialog(request.getDialogId(true));
        if (dialog == null || !(dialog.getApplicationData() instanceof Leg leg)) {
            boolean subscription = request.getMethod().equals(Request.SUBSCRIBE)
                    || request.getMethod().equals(Request.NOTIFY);
            return subscription ? outside.admits(request, raw, channel) : refuseNoDialog(request, channel);
        }
        boolean known = comesFromPeer(leg, channel)
                // JAIN-SIP would drop a PRACK for nothing without a word; RFC 3262 section 3 asks for 481.
                && (!request.getMethod().equals(Request.PRACK)
                        || (leg instanceof UasLeg caller && caller.isConfirmedBy(request)));
        return known ? isInOrder(request, dialog, channel) : refuseNoDialog(request, channel);
    }

    /** RFC 3261 section 12.2.2: what is numbered lower than what came before it is out of order. */
    private boolean isInOrder(SIPRequest request, Dialog dialog, SipChannel channel) {
        return request.getCSeq().getSeqNumber() > ((SIPDialog) dialog).getRemoteSeqNumber()
                || refuse(request, channel, SipCounter.REFUSED_ORDER, 500, "Request Out Of Order", Answers.Extra.NONE);
    }

    /** Knowing the tags is not enough: the request comes from the trunk, or from the browser's flow. */
    private boolean comesFromPeer(Leg leg, SipChannel channel) {
        return switch (leg.peer()) {
            case Peer.Trunk trunk ->
                !(channel instanceof FlowChannel)
                        && (channel.remote().getAddress().equals(trunk.address().getAddress())
                                || trunks.trunkAt(channel.remote()).isPresent());
            case Peer.Browser browser -> {
                if (!(channel instanceof FlowChannel onFlow)) {
                    yield false;
                }
                BrowserFlow flow = onFlow.flow();
                if (flow.equals(browser.flow())) {
                    yield true;
                }
                Registrar registrar = core.registrar();
                boolean known = leg.isFlowLost()
                        || registrar.bindingOn(flow.id(), browser.user()).isPresent();
                if (known) {
                    leg.moveTo(flow);
                }
                yield known;
            }
        };
    }

    private boolean admitsInvite(SIPRequest request, RawMessage raw, SipChannel channel) {
        Optional<SipSource> source = sources.of(request, raw, channel);
        if (source.isEmpty() || !isWellFormed(request, channel) || isMerged(request, channel)) {
            return false;
        }
        if (core.legs().isFull()) {
            return refuse(
                    request,
                    channel,
                    SipCounter.REFUSED_LEG_LIMIT,
                    503,
                    "Too Many Calls",
                    response -> core.headers().retryAfter(response, RETRY_SECONDS));
        }
        if (!isConductable(request, channel, core.terms(source.get()))) {
            return false;
        }
        request.setApplicationData(new Admission(channel, source.get()));
        return true;
    }

    /** Whether its peer's terms allow the dialog that the INVITE wants. */
    private boolean isConductable(SIPRequest request, SipChannel channel, DialogTerms terms) {
        if (terms.reliability() == Reliability.OFF && Extensions.requires(request, Extensions.RELIABLE)) {
            return refuse(
                    request,
                    channel,
                    SipCounter.REFUSED_EXTENSION,
                    420,
                    "Bad Extension",
                    response -> core.headers().add(response, "Unsupported", Extensions.RELIABLE));
        }
        long tooSmall = Refreshes.tooSmall(request, SessionTimer.of(terms.timer()));
        return tooSmall == 0
                || refuse(
                        request,
                        channel,
                        SipCounter.REFUSED_SESSION_INTERVAL,
                        422,
                        "Session Interval Too Small",
                        response -> core.headers().set(response, "Min-SE", Long.toString(tooSmall)));
    }

    /** The same INVITE over a second path, as a proxy that forks to us twice makes it (RFC 3261 section 8.2.2.2). */
    private boolean isMerged(SIPRequest request, SipChannel channel) {
        boolean merged = core.legs()
                .findByCallId(request.getCallId().getCallId())
                .filter(leg -> leg instanceof UasLeg uas && uas.isOpenedByLike(request))
                .isPresent();
        if (merged) {
            refuse(request, channel, SipCounter.REFUSED_MERGED, 482, "Loop Detected", Answers.Extra.NONE);
        }
        return merged;
    }

    private boolean isWellFormed(SIPRequest request, SipChannel channel) {
        return isFaultless(request, channel, RequestFaults.ofInvite(request, core.headers()));
    }

    /** True when there is nothing to refuse. */
    private boolean isFaultless(SIPRequest request, SipChannel channel, Optional<RequestFaults.Fault> fault) {
        fault.ifPresent(
                found -> refuse(request, channel, found.counter(), found.status(), found.phrase(), found.extra()));
        return fault.isEmpty();
    }

    private void answerOptions(SIPRequest request, SipChannel channel) {
        Optional<DialogTerms> terms = channel instanceof FlowChannel
                ? Optional.of(DialogTerms.STANDARD)
                : trunks.trunkAt(channel.remote()).map(name -> core.terms(new SipSource.Trunk(name, channel.remote())));
        if (terms.isEmpty()) {
            refuse(request, channel, SipCounter.REFUSED_STRANGER, 403, "Forbidden", Answers.Extra.NONE);
            return;
        }
        answers.send(request, channel, 200, "OK", response -> {
            core.headers().allow(response);
            Extensions.announce(core.headers(), response, terms.get().reliability());
            core.headers().set(response, "Accept", "application/sdp");
            response.setHeader(core.headers()
                    .contact(channel.getTransport(), channel.remote().getAddress()));
        });
    }
}
