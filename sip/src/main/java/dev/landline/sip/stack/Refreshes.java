package dev.landline.sip.stack;

import dev.landline.sip.SipEvent;
import dev.landline.sip.session.Glare;
import dev.landline.sip.session.SessionExpires.Refresher;
import dev.landline.sip.session.SessionTimer;
import dev.landline.sip.session.SessionTimer.Answer;
import dev.landline.sip.session.TimerTerms;
import java.io.IOException;
import java.text.ParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Keeps the session of one leg alive and ends it when its peer is gone (RFC 4028). We refresh by UPDATE without a
 * description where the peer takes that, else by the last description once more; a browser that takes no UPDATE is asked
 * by OPTIONS, because a re-INVITE would make it set its sound up anew.
 */
final class Refreshes implements InsideAnswers {

    /** A refresh that met something in its way is tried again after this time. */
    private static final long AGAIN_MILLIS = 5_000;

    private static final Future<?> NOTHING = CompletableFuture.completedFuture(null);

    private final Leg leg;
    private SessionTimer timer;
    /** Goes up with every refresh: tasks of an earlier round have nothing to do any more. */
    private long round;

    private Future<?> end = NOTHING;
    private Future<?> next = NOTHING;

    private boolean takesUpdate;
    private boolean asking;

    Refreshes(Leg leg, TimerTerms terms) {
        this.leg = leg;
        this.timer = SessionTimer.of(terms);
    }

    /** Says in our INVITE what we want. */
    void wish(Request invite) throws ParseException {
        Extensions.offerTimer(leg.core.headers(), invite, timer);
    }

    /** A 422 to our INVITE or refresh; false when it asks for what we cannot follow. */
    boolean raised(Response refusal) {
        var raised = timer.raised(Extensions.minSessionExpires(refusal));
        raised.ifPresent(next -> timer = next);
        return raised.isPresent();
    }

    /** What the peer's message says about what it takes. */
    void listen(Message message) {
        Extensions.allows(message, Request.UPDATE).ifPresent(allowed -> takesUpdate = allowed);
    }

    /** Our INVITE has been answered with 2xx. */
    void answered(Response ok) {
        listen(ok);
        run(timer.answered(Extensions.sessionExpires(ok)));
    }

    /**
     * Writes into our 2xx what becomes of the session, and counts from now.
     *
     * @param request the peer's INVITE, re-INVITE or UPDATE
     */
    void accept(Request request, Response ok) throws ParseException {
        listen(request);
        // A page that is put aside runs its clocks late: there we refresh unless it insists.
        Refresher rather = leg.peer() instanceof Peer.Browser ? Refresher.UAS : Refresher.UAC;
        if (requested(request, timer, rather) instanceof Answer.Running running) {
            if (running.header().isPresent()) {
                leg.core
                        .headers()
                        .set(ok, "Session-Expires", running.header().get().value());
            }
            if (running.required()) {
                leg.core.headers().set(ok, "Require", Extensions.TIMER);
            }
            run(running.timer());
        }
    }

    /** The Min-SE of a 422 that the request deserves; 0 when its session may live. */
    long tooSmall(Request request) {
        return tooSmall(request, timer);
    }

    static long tooSmall(Request request, SessionTimer timer) {
        return requested(request, timer, Refresher.UAC) instanceof Answer.TooSmall(long least) ? least : 0;
    }

    private static Answer requested(Request request, SessionTimer timer, Refresher rather) {
        return timer.requested(
                Extensions.sessionExpires(request),
                Extensions.minSessionExpires(request),
                Extensions.supports(request, Extensions.TIMER),
                rather);
    }

    private void run(SessionTimer agreed) {
        timer = agreed;
        stop();
        if (timer.runs()) {
            long mine = round;
            end = leg.core.lanes().schedule(leg.callId(), () -> over(mine), timer.endAfterMillis());
            if (timer.weRefresh()) {
                again(mine, timer.refreshAfterMillis());
            }
        }
    }

    /** The leg ends, or its time is counted anew. A task left waiting would hold the dialog for half an hour. */
    void stop() {
        round++;
        end.cancel(false);
        next.cancel(false);
    }

    private void over(long of) {
        if (of == round && !leg.hasEnded()) {
            round++;
            leg.core.counters().count(SipCounter.SESSIONS_EXPIRED);
            leg.core.emit(new SipEvent.PeerLost(leg.id(), SipEvent.Loss.NOT_REFRESHED));
        }
    }

    private void refresh(long of) {
        if (of != round || leg.hasEnded() || asking) {
            return;
        }
        String method =
                takesUpdate ? Request.UPDATE : leg.peer() instanceof Peer.Browser ? Request.OPTIONS : Request.INVITE;
        boolean invite = method.equals(Request.INVITE);
        if (invite && !leg.offers().weAsk()) {
            again(of, AGAIN_MILLIS);
            return;
        }
        try {
            Request request = leg.dialogRequest(leg.dialog(), method);
            if (!method.equals(Request.OPTIONS)) {
                request.setHeader(leg.contact());
                leg.core.headers().allow(request);
                leg.core.headers().set(request, "Supported", Extensions.TIMER);
                leg.core
                        .headers()
                        .set(request, "Session-Expires", timer.refresh().value());
                if (timer.minimum().isPresent()) {
                    leg.core
                            .headers()
                            .set(request, "Min-SE", timer.minimum().get().toString());
                }
            }
            if (invite) {
                leg.core.headers().sdp(request, leg.offers().lastSaid());
            }
            ClientTransaction transaction = leg.core.provider().getNewClientTransaction(request);
            transaction.setApplicationData(this);
            leg.dialog().sendRequest(transaction);
            asking = true;
        } catch (SipException | ParseException | InvalidArgumentException | IOException | RuntimeException e) {
            // A browser between two connections: it has its own time of grace.
            leg.core.counters().count(SipCounter.SEND_FAILED);
            Leg.LOG.debug("leg {}: the session could not be refreshed", leg.id(), e);
            if (invite) {
                leg.offers().weAreAnswered(false);
            }
            again(of, AGAIN_MILLIS);
        }
    }

    private void again(long of, long millis) {
        next = leg.core.lanes().schedule(leg.callId(), () -> refresh(of), millis);
    }

    @Override
    public void onResponse(Response response) throws SipException, ParseException, InvalidArgumentException {
        int status = response.getStatusCode();
        String method = ((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getMethod();
        boolean invite = method.equals(Request.INVITE);
        if (status < 200) {
            return;
        }
        if (invite && status < 300) {
            acknowledge(response);
        }
        if (!asking) {
            return;
        }
        asking = false;
        if (leg.hasEnded()) {
            return;
        }
        if (invite) {
            if (status < 300) {
                leg.offers().answeredBy(response);
            } else {
                leg.offers().weAreAnswered(false);
            }
        }
        if (status < 300) {
            listen(response);
            run(method.equals(Request.OPTIONS) ? timer : timer.answered(Extensions.sessionExpires(response)));
        } else {
            refused(status, response, method);
        }
    }

    private void acknowledge(Response response) throws SipException, ParseException, InvalidArgumentException {
        try {
            leg.sendAck(leg.dialog(), response, Optional.empty());
        } catch (IOException e) {
            leg.core.counters().count(SipCounter.SEND_FAILED);
            Leg.LOG.debug("leg {}: ACK could not be sent", leg.id(), e);
        }
    }

    private void refused(int status, Response response, String method) {
        switch (status) {
            case 481 -> lost(SipEvent.Loss.UNKNOWN_THERE);
            case 408 -> lost(SipEvent.Loss.SILENT);
            case 491 ->
                again(
                        round,
                        Glare.waitMillis(
                                leg instanceof UacLeg,
                                ThreadLocalRandom.current().nextDouble()));
            case 422 -> {
                if (raised(response)) {
                    refresh(round);
                } else {
                    again(round, AGAIN_MILLIS);
                }
            }
            case 405, 420, 501 -> {
                if (method.equals(Request.UPDATE)) {
                    takesUpdate = false;
                    refresh(round);
                } else {
                    alive();
                }
            }
            default -> alive();
        }
    }

    /** It refuses, but it answers. Where it counts the time itself, that is no refresh and has to be tried again. */
    private void alive() {
        if (timer.agreed()) {
            again(round, AGAIN_MILLIS);
        } else {
            run(timer);
        }
    }

    @Override
    public void onTimeout() {
        if (asking) {
            asking = false;
            leg.offers().weAreAnswered(false);
            lost(SipEvent.Loss.SILENT);
        }
    }

    private void lost(SipEvent.Loss loss) {
        if (!leg.hasEnded()) {
            round++;
            leg.core.emit(new SipEvent.PeerLost(leg.id(), loss));
        }
    }
}
