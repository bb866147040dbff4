package dev.landline.gateway.config;

import java.util.Optional;
import java.util.Set;

/**
 * How a trunk is told who calls and whom, and what it is believed.
 *
 * @param callerForm how the caller's number is written
 * @param calledForm how the called number is written
 * @param fromUser what stands in From in place of the caller's number: an account name at the carrier, such as sipgate's
 *     SIP-ID
 * @param accountInFrom our own account's user name stands in From
 * @param name the caller's display name is sent
 * @param headers where the number stands besides From
 * @param trusted both sides belong to one trust domain (RFC 3325 section 3): its claims are believed, and it is told
 *     hidden numbers
 * @param diversion the trunk is told of whom a diverted call came (RFC 5806)
 * @param userPhone numbers carry {@code user=phone} (RFC 3261 section 19.1.1)
 * @param requestHost host of the request URI and To, when it is not the trunk's
 */
public record IdentityTemplate(
        NumberForm callerForm,
        NumberForm calledForm,
        Optional<String> fromUser,
        boolean accountInFrom,
        boolean name,
        Set<Place> headers,
        boolean trusted,
        boolean diversion,
        boolean userPhone,
        Optional<String> requestHost) {

    /** A header that names the caller. */
    public enum Place {
        /** P-Asserted-Identity (RFC 3325). */
        ASSERTED,
        /** P-Preferred-Identity (RFC 3325). */
        PREFERRED,
        /** Remote-Party-ID. */
        REMOTE_PARTY,
        /** Diversion (RFC 5806), as if the caller had diverted the call: some carriers show the number there. */
        DIVERSION
    }

    public IdentityTemplate {
        headers = Set.copyOf(headers);
    }

    /** As a trunk is told that states nothing. */
    public static IdentityTemplate standard() {
        return new IdentityTemplate(
                NumberForm.E164,
                NumberForm.AS_ROUTED,
                Optional.empty(),
                false,
                true,
                Set.of(Place.ASSERTED),
                false,
                true,
                false,
                Optional.empty());
    }
}
