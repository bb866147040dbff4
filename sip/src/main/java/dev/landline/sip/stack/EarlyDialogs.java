package dev.landline.sip.stack;

import java.util.HashSet;
import java.util.Set;
import javax.sip.Dialog;
import javax.sip.message.Response;

/**
 * The dialogs of one INVITE of ours before one of them is the call: as many as a fork rings telephones (RFC 3261 section
 * 13.2.2.4).
 */
final class EarlyDialogs {

    private final Leg leg;
    private final Pracks pracks;
    private final Set<Dialog> open = new HashSet<>();
    // Written on the lane, read by whoever looks for the leg that a Replaces header names.
    private volatile String tag = "";

    EarlyDialogs(Leg leg) {
        this.leg = leg;
        this.pracks = new Pracks(leg);
    }

    /** One that JAIN-SIP makes with the transaction. */
    void add(Dialog dialog) {
        if (dialog != null) {
            open.add(dialog);
            dialog.setApplicationData(leg);
        }
    }

    /** A provisional response in one of them; false when it is to be passed over, because it is none of those to confirm now. */
    boolean takes(Response response, Dialog on) {
        if (on == null) {
            return true;
        }
        add(on);
        tag = on.getRemoteTag() == null ? tag : on.getRemoteTag();
        leg.refreshes().listen(response);
        return !Pracks.isReliable(response) || pracks.confirms(response, on);
    }

    /** The peer's tag in the newest of them; empty before the first. */
    String tag() {
        return tag;
    }

    /** The one that is the call now. */
    void remove(Dialog answered) {
        open.remove(answered);
    }

    void deleteAllBut(Dialog except) {
        open.stream().filter(dialog -> !dialog.equals(except)).forEach(Dialog::delete);
        open.clear();
    }
}
