package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Blame;
import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallFailure.RefusedByPeer;
import dev.landline.sip.Reason;
import dev.landline.sip.SipEvent;
import java.util.Optional;

/**
 * What a peer's refusal means for the side that called: the status to give, the Q.850 cause (the peer's own when it sent
 * a Reason header, otherwise by RFC 8606's table) and a sentence.
 */
final class Refusals {

    private Refusals() {}

    /** Our own stack refuses where nobody did: nothing came back (408), or nothing could be sent (503). */
    static CallFailure of(SipEvent.Refused refused, boolean byBrowser) {
        if (refused.local() && refused.status() == 408) {
            return Plain.TRUNK_SILENT;
        }
        if (refused.local() && refused.status() == 503 && !byBrowser) {
            return Plain.TRUNK_UNRESOLVED;
        }
        return of(refused.status(), refused.reason(), byBrowser ? Blame.CALLEE : Blame.TRUNK);
    }

    static RefusedByPeer of(int status, Optional<Reason> reason, Blame blame) {
        int cause = reason.filter(r -> r.protocol().equalsIgnoreCase(Reason.Q850))
                .map(Reason::cause)
                .orElseGet(() -> cause(status));
        return new RefusedByPeer(statusForCaller(status), cause, sentence(status), blame);
    }

    /** Statuses about our own relation with the peer (its challenge, its redirect) are not the caller's business. */
    private static int statusForCaller(int status) {
        return switch (status) {
            case 403, 404, 408, 410, 480, 484, 485, 486, 487, 488, 600, 603, 604, 606, 607, 608 -> status;
            case 402, 405, 406, 415, 416, 420, 421, 482, 483 -> 500;
            case 504 -> 504;
            default -> status >= 600 ? 603 : status >= 500 ? 503 : status == 401 || status == 407 ? 503 : 480;
        };
    }

    private static int cause(int status) {
        return switch (status) {
            case 402, 403, 603, 607, 608 -> 21;
            case 404, 604 -> 1;
            case 408, 504 -> 102;
            case 410 -> 22;
            case 480 -> 18;
            case 482, 483 -> 25;
            case 484 -> 28;
            case 485 -> 1;
            case 486, 600 -> 17;
            case 487 -> 16;
            case 488, 606 -> 88;
            case 502 -> 38;
            default -> status >= 500 && status < 600 ? 41 : 127;
        };
    }

    private static String sentence(int status) {
        return switch (status) {
            case 403, 402 -> "The call is not allowed";
            case 404, 604 -> "This number does not exist";
            case 408, 504 -> "No reply";
            case 410 -> "This number has changed";
            case 480 -> "Not available right now";
            case 482, 483 -> "The call was sent on in a circle";
            case 484 -> "This number is incomplete";
            case 485 -> "This number is ambiguous";
            case 486, 600 -> "Busy";
            case 487 -> "The call was given up";
            case 488, 606 -> "No common audio format";
            case 603 -> "Declined";
            case 607, 608 -> "Blocked as unwanted";
            case 401, 407 -> "The telephone line does not accept our credentials";
            case 503 -> "All lines are in use";
            default ->
                status >= 500 && status < 600 ? "The telephone line had a fault" : "The call could not be set up";
        };
    }
}
