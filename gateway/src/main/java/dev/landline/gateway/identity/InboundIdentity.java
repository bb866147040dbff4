package dev.landline.gateway.identity;

import dev.landline.sip.DialString;
import dev.landline.sip.Party;
import dev.landline.sip.SipUri;
import dev.landline.sip.identity.CallerClaims;
import dev.landline.sip.identity.Diversion;
import dev.landline.sip.identity.IdentityHeaders;
import dev.landline.sip.identity.Privacy;
import dev.landline.sip.identity.RemoteParty;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Who calls from a trunk, as far as it is believed, and as the person called is shown it.
 *
 * @param number the caller's number, E.164 where it can be read so; empty when nobody said it
 * @param hidden neither number nor name may be shown to the person called
 * @param name the caller's name as the trunk gave it, cleaned; empty when there is none
 * @param diversions of whom the call came, the last diversion first, in the same form
 */
public record InboundIdentity(Optional<String> number, boolean hidden, String name, List<Diversion> diversions) {

    private static final int MAX_NAME = 64;

    /**
     * Judges an INVITE. From a trusted trunk P-Asserted-Identity counts before Remote-Party-ID before From, from any other
     * From alone. Whoever says it, a wish for privacy is honoured.
     *
     * @param presentable a number as it is shown
     * @param domain host part of what is shown
     */
    public static InboundIdentity of(
            Party from, CallerClaims claims, boolean trusted, UnaryOperator<String> presentable, String domain) {
        Optional<Party> asserted = trusted ? claims.asserted().stream().findFirst() : Optional.empty();
        Optional<RemoteParty> remote = trusted ? claims.remoteParty() : Optional.empty();
        boolean hidden = Privacy.hidesCaller(claims.privacy())
                || remote.filter(RemoteParty::hidden).isPresent()
                || CallerWish.isAnonymous(from.uri());
        List<Diversion> diversions = claims.diversions().stream()
                .filter(diversion -> !diversion.hidden())
                .map(diversion -> new Diversion(
                        shown(diversion.party(), presentable, domain), diversion.reason(), diversion.count(), false))
                .toList();
        Party caller = asserted.or(() -> remote.map(RemoteParty::party)).orElse(from);
        String name = from.displayName().isBlank() ? caller.displayName() : from.displayName();
        Optional<String> number = CallerWish.isAnonymous(caller.uri())
                ? Optional.empty()
                : Optional.of(presentable.apply(DialString.of(caller.uri()).number()));
        return new InboundIdentity(number, hidden, hidden ? "" : cleaned(name), diversions);
    }

    /** The number as the person called is shown it. */
    public Optional<String> shown() {
        return number.filter(_ -> !hidden);
    }

    /** From toward a browser. */
    public Party from(String domain) {
        return shown().map(known -> new Party(name, SipUri.of(known, domain))).orElse(OutboundIdentity.ANONYMOUS);
    }

    /**
     * The headers toward a browser.
     *
     * @param checked what became of the call's signature; empty when it had none
     */
    public IdentityHeaders headers(String domain, Optional<SignatureVerdict> checked) {
        Optional<Party> asserted = shown().filter(_ -> checked.isPresent())
                .map(known -> new Party(
                        "",
                        SipUri.of(known + ";verstat=" + checked.orElseThrow().verstat(), domain)));
        return new IdentityHeaders(
                asserted,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                diversions,
                checked.flatMap(SignatureVerdict::attestation));
    }

    private static Party shown(Party party, UnaryOperator<String> presentable, String domain) {
        return new Party(
                cleaned(party.displayName()),
                SipUri.of(presentable.apply(DialString.of(party.uri()).number()), domain));
    }

    /** A name as a stranger gave it: no control characters, no endless text. */
    private static String cleaned(String name) {
        StringBuilder kept = new StringBuilder();
        name.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .limit(MAX_NAME)
                .forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }
}
