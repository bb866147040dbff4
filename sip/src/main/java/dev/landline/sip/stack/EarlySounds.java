package dev.landline.sip.stack;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import javax.sip.Dialog;
import javax.sip.message.Response;

/**
 * What the telephones of a forked INVITE say about their sound before one of them answers (RFC 3261 section 13.2.2.4, RFC
 * 3960). The newest description is heard, because a call that is forwarded rings somewhere else; the answer's dialog
 * decides in the end.
 */
final class EarlySounds {

    /** As many as a fork may have; later ones are not remembered. */
    private static final int DIALOGS = 32;

    private final SequencedMap<Dialog, String> saidBy = new LinkedHashMap<>();
    private String heard = "";

    /**
     * A provisional response.
     *
     * @return the description to listen to from now on; empty when nothing changes
     */
    Optional<String> said(Response response, Dialog on) {
        if (on != null && response.getStatusCode() == 199) {
            return ended(on);
        }
        Optional<String> sdp = sdp(response);
        if (on == null || sdp.isEmpty() || isSilent(response)) {
            return Optional.empty();
        }
        if (saidBy.size() < DIALOGS || saidBy.containsKey(on)) {
            saidBy.put(on, sdp.get());
        }
        return hear(sdp.get());
    }

    /** RFC 6228: this telephone rings no more; the one that was described last before it is heard again. */
    private Optional<String> ended(Dialog on) {
        String gone = saidBy.remove(on);
        if (gone == null || !gone.equals(heard) || saidBy.isEmpty()) {
            return Optional.empty();
        }
        return hear(saidBy.lastEntry().getValue());
    }

    private Optional<String> hear(String sdp) {
        if (sdp.equals(heard)) {
            return Optional.empty();
        }
        heard = sdp;
        return Optional.of(sdp);
    }

    /** The description of the dialog that answered: in the 2xx, or in a provisional response before it. */
    Optional<String> answered(Response response, Dialog on) {
        return sdp(response).or(() -> Optional.ofNullable(saidBy.get(on)));
    }

    private static Optional<String> sdp(Response response) {
        return Offers.isSdp(response) ? Headers.sdp(response) : Optional.empty();
    }

    /** RFC 5009: there is a description, but nothing to hear yet. */
    private static boolean isSilent(Response response) {
        return Extensions.value(response, "P-Early-Media")
                .filter(value -> value.strip().equalsIgnoreCase("inactive"))
                .isPresent();
    }
}
