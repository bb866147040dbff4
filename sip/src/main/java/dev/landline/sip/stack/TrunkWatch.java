package dev.landline.sip.stack;

import dev.landline.sip.SipTarget;
import dev.landline.sip.trunk.HealthSettings;
import dev.landline.sip.trunk.Trouble;
import javax.sip.message.Response;

/**
 * What one INVITE of ours teaches about the place it went to: that it is alive, or how it failed, so that the next calls
 * keep away from it. On the lane of the call.
 */
final class TrunkWatch {

    private final Core core;
    private final SipTarget.Trunk target;
    private boolean heard;

    TrunkWatch(Core core, SipTarget.Trunk target) {
        this.core = core;
        this.target = target;
    }

    /** The INVITE has left. */
    void sent(String callId) {
        HealthSettings health = core.trunks()
                .settings(target.trunk())
                .map(settings -> settings.upkeep().health())
                .orElse(HealthSettings.standard());
        core.lanes().later(callId, this::silence, health.silence().toMillis());
    }

    private void silence() {
        if (!heard) {
            failed(Trouble.SILENT, 0);
        }
    }

    /** A response to the INVITE. */
    void answered(Response response, boolean local) {
        heard = true;
        if (local) {
            failed(Trouble.UNREACHABLE, 0);
        } else if (response.getStatusCode() == 503) {
            failed(Trouble.REFUSING, RegistrationLine.after(response));
        } else {
            core.trunks().heard(target.trunk(), target.address());
        }
    }

    /** The INVITE could not be sent. */
    void unsent() {
        heard = true;
        failed(Trouble.UNREACHABLE, 0);
    }

    private void failed(Trouble why, int retryAfterSeconds) {
        core.counters().count(SipCounter.TRUNK_PLACES_FAILED);
        core.trunks().failed(target.trunk(), target.address(), why, retryAfterSeconds);
    }
}
