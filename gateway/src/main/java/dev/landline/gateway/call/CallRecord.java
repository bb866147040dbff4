package dev.landline.gateway.call;

import dev.landline.media.bridge.BridgeStats;
import java.time.Duration;
import java.util.Optional;

/**
 * What is left of a call.
 *
 * @param talked from the answer to the end; zero when nobody answered
 * @param lasted from the INVITE to the end
 * @param failure why it did not come about or broke; empty when somebody hung up normally
 * @param stats the sound's numbers; empty when it was never opened
 */
public record CallRecord(
        String id,
        CallPlan plan,
        boolean answered,
        Duration talked,
        Duration lasted,
        Optional<CallFailure> failure,
        Optional<BridgeStats> stats) {

    /** One word for metrics: {@code answered}, or the failure's code. */
    public String outcome() {
        return failure.map(CallFailure::code).orElse("answered");
    }
}
