package dev.landline.gateway.call;

import dev.landline.sip.SipCommand;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Whoever waits for the call to be answered: the leg that called, or another call that transfers an end here. Owned by the
 * call's thread.
 */
final class CallerSide {

    private final String id;
    private final CallPlan plan;
    private final Consumer<SipCommand> sip;
    private final Switchboard switchboard;
    private Purpose purpose;
    /** The leg that called is ours and has had its 200. */
    private boolean answered;

    CallerSide(String id, CallPlan plan, Consumer<SipCommand> sip, Switchboard switchboard) {
        this.id = id;
        this.plan = plan;
        this.sip = sip;
        this.switchboard = switchboard;
        this.purpose = plan.purpose();
    }

    boolean isAnswered() {
        return answered;
    }

    /** The end that was transferred is here: its leg can be hung up. */
    void arrived() {
        answered = true;
    }

    /** It called for itself, and now for an end of another call: its own INVITE is over (RFC 3261 section 13.3.1.3). */
    void givesWay(Purpose.Transfer transfer) {
        purpose = transfer;
        sip.accept(new SipCommand.Refuse(
                plan.caller(), 487, "The call was transferred", Optional.of(TransferRules.TRANSFERRED), 0));
    }

    void ring(int status, Supplier<Optional<String>> sdp) {
        if (purpose instanceof Purpose.Transfer transfer) {
            switchboard.tell(transfer.call(), new CallEvent.TransferRings(status));
        } else {
            sip.accept(new SipCommand.Ring(plan.caller(), status, sdp.get()));
        }
    }

    /** False when nobody waits any more. */
    boolean answer(Supplier<String> sdp) {
        if (purpose instanceof Purpose.Transfer transfer) {
            return switchboard.tell(transfer.call(), new CallEvent.TransferReady(id));
        }
        answered = true;
        sip.accept(new SipCommand.Answer(plan.caller(), sdp.get()));
        return true;
    }

    void refuse(CallFailure failure) {
        if (purpose instanceof Purpose.Transfer transfer) {
            switchboard.tell(transfer.call(), new CallEvent.TransferFailed(failure));
        } else if (!answered) {
            sip.accept(new SipCommand.Refuse(
                    plan.caller(),
                    failure.sipStatus(),
                    failure.sentence(),
                    Optional.of(failure.reason()),
                    failure.retryAfterSeconds()));
        }
    }
}
