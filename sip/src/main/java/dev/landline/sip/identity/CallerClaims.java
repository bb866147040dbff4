package dev.landline.sip.identity;

import dev.landline.sip.Party;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an INVITE says about its caller, beside From. These are claims: the gateway decides whose it believes.
 *
 * @param asserted P-Asserted-Identity (RFC 3325 section 9.1), two at most
 * @param preferred P-Preferred-Identity (RFC 3325 section 9.2)
 * @param remoteParty Remote-Party-ID of the calling party
 * @param privacy the Privacy header; empty when there is none
 * @param diversions Diversion headers, the last diversion first, five at most
 * @param tokens Identity headers (RFC 8224) as they came, four at most
 */
public record CallerClaims(
        List<Party> asserted,
        Optional<Party> preferred,
        Optional<RemoteParty> remoteParty,
        Set<Privacy> privacy,
        List<Diversion> diversions,
        List<String> tokens) {

    /** No header but From. */
    public static final CallerClaims NONE =
            new CallerClaims(List.of(), Optional.empty(), Optional.empty(), Set.of(), List.of(), List.of());

    public CallerClaims {
        asserted = List.copyOf(asserted);
        privacy = Set.copyOf(privacy);
        diversions = List.copyOf(diversions);
        tokens = List.copyOf(tokens);
    }

    /** An INVITE whose one claim is this P-Asserted-Identity, if any. */
    public static CallerClaims asserting(Optional<Party> asserted) {
        return new CallerClaims(
                asserted.map(List::of).orElse(List.of()),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                List.of(),
                List.of());
    }
}
