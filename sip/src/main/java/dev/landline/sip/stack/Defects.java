package dev.landline.sip.stack;

import dev.landline.sip.Reason;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import java.util.Optional;

/** What becomes of a leg when handling something of it met a defect of ours. */
final class Defects {

    /** Q.850 cause 41: temporary failure. */
    private static final Reason REASON = Reason.q850(41, "The gateway had a fault of its own");

    private Defects() {}

    /** Ends the leg with what its peer understands, and tells the gateway. On the leg's lane. */
    static void end(Leg leg) {
        if (leg.hasEnded()) {
            return;
        }
        Optional<Reason> reason = Optional.of(REASON);
        try {
            leg.on(new SipCommand.HangUp(leg.id(), reason));
        } catch (RuntimeException e) {
            leg.core.counters().bug(Leg.LOG, "the end of a leg", e);
            leg.end();
        }
        // A leg of ours that is not answered yet is cancelled, and reports its own end.
        if (leg.hasEnded() || leg instanceof UasLeg) {
            leg.core.emit(new SipEvent.HungUp(leg.id(), reason));
        }
    }
}
