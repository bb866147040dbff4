package dev.landline.media.bridge;

import dev.landline.media.record.Capture;
import dev.landline.media.record.Recording;
import dev.landline.media.sound.SoundOverlay;
import java.net.InetAddress;

/**
 * What is being kept of a call: at most one recording and one capture, hung up on its legs as they come. Owned by the
 * media loop.
 */
final class Tapes {
    private final SoundOverlay[] beeps = new SoundOverlay[2];
    private Recording recording;
    private Capture capture;
    private InetAddress ownAddress;

    /** Records from now on; a recording before this one has ended. */
    void record(Recording begun, boolean beep) {
        recording = begun;
        for (int side = 0; side < beeps.length; side++) {
            beeps[side] = beep ? begun.newBeep() : null;
        }
    }

    /** @param advertised what stands for our own address in the file */
    void capture(Capture begun, InetAddress advertised) {
        capture = begun;
        ownAddress = advertised;
    }

    /** Whether something has ended that still hangs on legs. */
    boolean hasEnded() {
        return (recording != null && recording.isStopping()) || (capture != null && capture.isStopping());
    }

    /** Hangs on a leg what is to hang there. */
    void attach(Leg leg) {
        if (recording != null) {
            leg.listen(leg.side == Side.A ? recording.caller() : recording.callee());
            leg.overlay(beeps[leg.side == Side.A ? 0 : 1]);
        }
        if (capture != null) {
            leg.capture(capture, ownAddress);
        }
    }

    /** Takes it off a leg, before {@link #forgetEnded} or another attachment. */
    void detach(Leg leg) {
        if (recording != null) {
            leg.unlisten(leg.side == Side.A ? recording.caller() : recording.callee());
            leg.overlay(null);
        }
        leg.capture(null, null);
    }

    void forgetEnded() {
        if (recording != null && recording.isStopping()) {
            recording = null;
        }
        if (capture != null && capture.isStopping()) {
            capture = null;
        }
    }

    /** The call is over. */
    void end(long nowNanos) {
        if (recording != null) {
            recording.stopAt(nowNanos);
        }
        if (capture != null) {
            capture.stop();
        }
    }
}
