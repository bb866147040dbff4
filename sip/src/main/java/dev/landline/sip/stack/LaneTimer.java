package dev.landline.sip.stack;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Properties;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;

/**
 * JAIN-SIP's timers on our lanes, so that a retransmission never runs beside a message of the same call. JAIN-SIP's own
 * affinity executor is static and dies with the first stack that stops.
 */
final class LaneTimer implements SipTimer {

    /**
     * Ends a dialog that rings for too long. It is not cancelled when the dialog ends without an answer, and would hold the
     * dialog, its transactions and their messages until it runs out. Ringing is bounded by the gateway.
     */
    private static final String EARLY_DIALOG = "gov.nist.javax.sip.stack.SIPDialog$EarlyStateTimerTask";

    private final Lanes lanes;
    private volatile boolean started = true;

    LaneTimer(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        if (task.getClass().getName().equals(EARLY_DIALOG)) {
            return true;
        }
        try {
            task.setSipTimerTask(lanes.schedule(callId(task), task::runTask, delay));
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        try {
            task.setSipTimerTask(lanes.scheduleRepeatedly(callId(task), task::runTask, delay, period));
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    private static String callId(SIPStackTimerTask task) {
        Object hash = task.getThreadHash();
        return hash == null ? "" : hash.toString();
    }

    @Override
    public boolean cancel(SIPStackTimerTask task) {
        if (!(task.getSipTimerTask() instanceof ScheduledFuture<?> future)) {
            return false;
        }
        task.cleanUpBeforeCancel();
        task.setSipTimerTask(null);
        return future.cancel(false);
    }

    @Override
    public void start(SipStackImpl stack, Properties properties) {
        // The lanes run already.
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isStarted() {
        return started;
    }
}
