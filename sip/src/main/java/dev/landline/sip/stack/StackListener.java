package dev.landline.sip.stack;

import dev.landline.sip.SipSource;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import dev.landline.sip.trunk.Entrance;
import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.ResponseEventExt;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.text.ParseException;
import java.util.EventObject;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.TimeoutEvent;
import javax.sip.Transaction;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what JAIN-SIP reports to the leg it belongs to. Runs on the lane of the Call-ID; whatever a peer manages to
 * provoke is caught here and counted.
 */
final class StackListener implements SipListenerExt {

    private static final Logger LOG = LoggerFactory.getLogger(StackListener.class);

    /** A line becomes free when a call ends: soon. */
    private static final int FULL_RETRY_SECONDS = 5;

    private final Core core;
    private final Messages messages;

    StackListener(Core core, Messages messages) {
        this.core = core;
        this.messages = messages;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SipException, ParseException, InvalidArgumentException;
    }

    /** A defect ends the leg that it happened on, and nothing else. */
    private void guarded(String what, EventObject event, Work work) {
        try {
            work.run();
        } catch (SipException | ParseException | InvalidArgumentException e) {
            // Mostly an answer that could not be sent because its connection is gone.
            core.counters().count(SipCounter.SEND_FAILED);
            LOG.debug("{} could not be handled", what, e);
        } catch (RuntimeException | StackOverflowError e) {
            core.counters().bug(LOG, what, e);
            findLeg(event).ifPresent(leg -> core.lanes().execute(leg.callId(), () -> Defects.end(leg)));
        }
    }

    /** The leg that an event is about; whatever in it is missing or broken, this finds none and does not throw. */
    private Optional<Leg> findLeg(EventObject event) {
        try {
            String callId = switch (event) {
                case RequestEvent request -> callId(request.getRequest());
                case ResponseEvent response -> callId(response.getResponse());
                case DialogTimeoutEvent late -> late.getDialog().getCallId().getCallId();
                case DialogTerminatedEvent over -> over.getDialog().getCallId().getCallId();
                case TimeoutEvent late ->
                    callId((late.isServerTransaction() ? late.getServerTransaction() : late.getClientTransaction())
                            .getRequest());
                default -> "";
            };
            return core.legs().findByCallId(callId);
        } catch (RuntimeException e) {
            LOG.debug("the leg of a defect cannot be told", e);
            return Optional.empty();
        }
    }

    private static String callId(Message message) {
        return ((CallIdHeader) message.getHeader(CallIdHeader.NAME)).getCallId();
    }

    @Override
    public void processRequest(RequestEvent event) {
        guarded("a request", event, () -> {
            Request request = event.getRequest();
            if (request.getMethod().equals(Request.CANCEL)) {
                onCancel(event);
            } else if (event.getDialog() != null && event.getDialog().getApplicationData() instanceof Leg leg) {
                leg.onRequest(event);
            } else if (request.getMethod().equals(Request.INVITE)) {
                onInvite(event);
            } else if (request.getMethod().equals(Request.MESSAGE)
                    && request instanceof SIPRequest message
                    && message.getApplicationData() instanceof Admission admission) {
                messages.received(event.getServerTransaction(), message, admission);
            }
        });
    }

    private void onCancel(RequestEvent event) throws SipException, ParseException, InvalidArgumentException {
        ServerTransaction cancel = event.getServerTransaction();
        SIPServerTransaction invite = ((SIPServerTransaction) cancel).getCanceledInviteTransaction();
        if (invite != null && invite.getApplicationData() instanceof Leg leg) {
            if (leg instanceof UasLeg uas && uas.isOpenedBy(invite)) {
                uas.onCancel(cancel, event.getRequest());
            } else {
                leg.onOfferCancelled(cancel, event.getRequest());
            }
        } else {
            cancel.sendResponse(core.headers().response(200, "OK", event.getRequest()));
        }
    }

    private void onInvite(RequestEvent event) throws SipException, ParseException, InvalidArgumentException {
        SIPRequest request = (SIPRequest) event.getRequest();
        if (!(request.getApplicationData() instanceof Admission admission)) {
            throw new SipException("an INVITE that the gate has not seen");
        }
        ServerTransaction transaction = event.getServerTransaction() == null
                ? core.provider().getNewServerTransaction(request)
                : event.getServerTransaction();
        if (admission.source() instanceof SipSource.Trunk from) {
            Entrance entrance = core.trunks().enter(from.trunk(), false);
            if (entrance != Entrance.OPEN) {
                core.counters().count(SipCounter.REFUSED_TRUNK_LIMIT);
                Response full = core.headers().response(503, entrance.sentence(), request);
                core.headers().retryAfter(full, FULL_RETRY_SECONDS);
                transaction.sendResponse(full);
                transaction.getDialog().delete();
                return;
            }
        }
        UasLeg leg =
                new UasLeg(core, core.legs().newId(), request.getCallId().getCallId(), peer(admission), transaction);
        leg.ties().counted();
        if (!core.legs().add(leg)) {
            leg.ties().leave();
            core.counters().count(SipCounter.REFUSED_LEG_LIMIT);
            transaction.sendResponse(core.headers().response(503, "Too Many Calls", request));
            transaction.getDialog().delete();
            return;
        }
        leg.start(
                admission.source(),
                SipUri.parse(request.getRequestURI().toString()).orElseThrow(),
                Headers.party(request.getFrom()).orElseThrow(),
                Headers.party(request.getTo()).orElseThrow(),
                IdentityWire.read(request));
    }

    private Peer peer(Admission admission) {
        return switch (admission.source()) {
            case SipSource.Browser browser -> {
                BrowserFlow flow = ((FlowChannel) admission.channel()).flow();
                String instance = core.registrar()
                        .bindingOn(flow.id(), browser.user())
                        .map(binding -> binding.instance())
                        .orElse("");
                yield new Peer.Browser(browser.user(), flow, instance);
            }
            case SipSource.Trunk trunk ->
                new Peer.Trunk(
                        trunk.trunk(),
                        trunk.from(),
                        SipTransport.named(admission.channel().getTransport()));
        };
    }

    @Override
    public void processResponse(ResponseEvent event) {
        guarded("a response", event, () -> {
            Response response = event.getResponse();
            if (event.getClientTransaction() != null
                    && event.getClientTransaction().getApplicationData() instanceof TrunkExchange exchange) {
                exchange.onResponse(event.getClientTransaction(), response);
                return;
            }
            if (ChallengedRequests.sentAgain(event, core)) {
                return;
            }
            String method = ((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getMethod();
            if (event.getClientTransaction() != null
                    && event.getClientTransaction().getApplicationData() instanceof InsideAnswers sender) {
                sender.onResponse(response);
            } else if (method.equals(Request.INVITE) && legOf(event) instanceof UacLeg leg) {
                leg.onInviteResponse(response, event.getDialog());
            } else if (method.equals(Request.BYE) && response.getStatusCode() >= 200 && event.getDialog() != null) {
                // Also after a challenge that was not answered: the call is over whatever the peer wants.
                event.getDialog().delete();
            }
        });
    }

    /** The leg of an answer; a forked one has no transaction of its own. */
    private static Object legOf(ResponseEvent event) {
        if (event.getClientTransaction() != null && event.getClientTransaction().getApplicationData() != null) {
            return event.getClientTransaction().getApplicationData();
        }
        if (event instanceof ResponseEventExt forked && forked.getOriginalTransaction() != null) {
            return forked.getOriginalTransaction().getApplicationData();
        }
        return event.getDialog() == null ? null : event.getDialog().getApplicationData();
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        guarded("a timeout", event, () -> {
            Transaction transaction =
                    event.isServerTransaction() ? event.getServerTransaction() : event.getClientTransaction();
            if (event.isServerTransaction() || transaction == null) {
                return;
            }
            if (transaction.getApplicationData() instanceof TrunkExchange exchange) {
                exchange.onTimeout((ClientTransaction) transaction);
                return;
            }
            String method = transaction.getRequest().getMethod();
            if (transaction.getApplicationData() instanceof InsideAnswers sender) {
                sender.onTimeout();
            } else if (method.equals(Request.INVITE) && transaction.getApplicationData() instanceof UacLeg leg) {
                leg.onTimeout((ClientTransaction) transaction);
            } else if (method.equals(Request.BYE) && transaction.getDialog() != null) {
                transaction.getDialog().delete();
            }
        });
    }

    @Override
    public void processDialogTimeout(DialogTimeoutEvent event) {
        guarded("a dialog timeout", event, () -> {
            Dialog dialog = event.getDialog();
            switch (event.getReason()) {
                case AckNotReceived -> {
                    if (dialog.getApplicationData() instanceof Leg leg && dialog.equals(leg.dialog())) {
                        leg.unacknowledged();
                    } else {
                        dialog.delete();
                    }
                }
                case AckNotSent, EarlyStateTimeout, CannotAcquireAckSemaphoreForOk, ReInviteTimeout -> dialog.delete();
            }
        });
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        guarded("the end of a dialog", event, () -> {
            if (event.getDialog().getApplicationData() instanceof Leg leg) {
                core.lanes().execute(leg.callId(), () -> leg.onDialogTerminated(event.getDialog()));
            }
        });
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        // Retransmissions and timers go on; if the peer is really gone they end the transaction.
        core.counters().count(SipCounter.SEND_FAILED);
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        guarded("the end of a transaction", event, () -> {
            if (!event.isServerTransaction()
                    && event.getClientTransaction().getApplicationData() instanceof UacLeg leg) {
                if (event.getClientTransaction().getRequest().getMethod().equals(Request.INVITE)) {
                    // Behind the answer that may be on its way up right now.
                    core.lanes().execute(leg.callId(), () -> leg.onTransactionTerminated(event.getClientTransaction()));
                }
            }
        });
    }
}
