package dev.landline.media.bridge;

import dev.landline.media.quality.LegNumbers;
import java.net.InetSocketAddress;

/** How far a browser has got on its way to sound, and whether it is still there: for its numbers. Owned by the media loop. */
final class BrowserPath {
    private boolean consentLost;
    private boolean left;
    private boolean handshakeBegun;
    private String failure = "";
    private String profile = "";

    void consentLost() {
        consentLost = true;
    }

    void left() {
        left = true;
    }

    void handshakeBegun() {
        handshakeBegun = true;
    }

    void handshakeFailed(String reason) {
        failure = reason;
    }

    void secured(String agreedProfile) {
        profile = agreedProfile;
    }

    /**
     * The state of ICE.
     *
     * @param checked an authentic check came
     */
    LegNumbers.Ice ice(boolean checked, boolean nominated) {
        if (consentLost) {
            return LegNumbers.Ice.CONSENT_LOST;
        }
        if (nominated) {
            return LegNumbers.Ice.NOMINATED;
        }
        return checked ? LegNumbers.Ice.CHECKED : LegNumbers.Ice.WAITING;
    }

    LegNumbers.Security security() {
        if (!failure.isEmpty()) {
            return LegNumbers.Security.FAILED;
        }
        if (left && !consentLost) {
            return LegNumbers.Security.CLOSED;
        }
        if (!profile.isEmpty()) {
            return LegNumbers.Security.SECURED;
        }
        return handshakeBegun ? LegNumbers.Security.RUNNING : LegNumbers.Security.WAITING;
    }

    /** All of it; {@code remote} and {@code target} are null before they are known. */
    LegNumbers.Connection connection(
            BrowserRemote remote,
            InetSocketAddress target,
            String codec,
            LegNumbers.Ice ice,
            int describedMillis,
            int iceMillis,
            int securityMillis) {
        return new LegNumbers.Connection(
                LegNumbers.Peer.BROWSER,
                describedMillis,
                remote != null && remote.sends(),
                remote != null && remote.receives(),
                true,
                target == null ? "" : LegSurvey.text(target),
                ice,
                iceMillis,
                security(),
                securityMillis,
                failure,
                profile,
                codec,
                remote != null && (remote.opus().dtx() || remote.comfortNoise().isPresent()));
    }
}
