package dev.landline.sip.identity;

import dev.landline.sip.Party;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The headers, beside From, that tell a peer who calls. Written from these values alone; nothing is copied from another
 * message.
 *
 * @param asserted P-Asserted-Identity (RFC 3325 section 9.1)
 * @param preferred P-Preferred-Identity (RFC 3325 section 9.2)
 * @param remoteParty Remote-Party-ID
 * @param privacy Privacy (RFC 3323); empty leaves the header out
 * @param diversions Diversion (RFC 5806), the last diversion first
 * @param attestation Attestation-Info (3GPP TS 24.229): how far the caller's carrier vouches, A, B or C
 */
public record IdentityHeaders(
        Optional<Party> asserted,
        Optional<Party> preferred,
        Optional<RemoteParty> remoteParty,
        Set<Privacy> privacy,
        List<Diversion> diversions,
        Optional<String> attestation) {

    /** From alone says who calls. */
    public static final IdentityHeaders NONE = asserting(Optional.empty());

    public IdentityHeaders {
        privacy = Set.copyOf(privacy);
        diversions = List.copyOf(diversions);
    }

    /** P-Asserted-Identity, if any, and nothing else. */
    public static IdentityHeaders asserting(Optional<Party> asserted) {
        return new IdentityHeaders(asserted, Optional.empty(), Optional.empty(), Set.of(), List.of(), Optional.empty());
    }
}
