package dev.landline.gateway.identity;

import dev.landline.gateway.config.IdentityTemplate;
import dev.landline.gateway.config.IdentityTemplate.Place;
import dev.landline.gateway.config.TrunkConfig;
import dev.landline.gateway.route.WrittenNumber;
import dev.landline.sip.Party;
import dev.landline.sip.SipUri;
import dev.landline.sip.identity.Diversion;
import dev.landline.sip.identity.IdentityHeaders;
import dev.landline.sip.identity.Privacy;
import dev.landline.sip.identity.RemoteParty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a trunk is told of a call: who calls and whom. A pure function of values; nothing is copied from a message. */
public record OutboundIdentity(Party from, Party to, SipUri requestUri, IdentityHeaders headers) {

    /** Nobody (RFC 3323 section 4.1.1.3). */
    static final Party ANONYMOUS = new Party("Anonymous", SipUri.of("anonymous", "anonymous.invalid"));

    /**
     * Fills a trunk's template.
     *
     * @param number what is called, as the route made it
     * @param country ISO 3166 code of the country in whose national form numbers are written
     * @param diversions of whom the call came, the last diversion first
     */
    public static OutboundIdentity of(
            PresentedCaller caller, String number, TrunkConfig trunk, String country, List<Diversion> diversions) {
        IdentityTemplate template = trunk.identity();
        String host = template.requestHost().orElse(trunk.host());
        SipUri called = numbered(WrittenNumber.of(number, template.calledForm(), country), host, template);
        SipUri requestUri = template.requestHost().isPresent()
                ? called
                : new SipUri("sip", called.user(), host, trunk.port(), called.parameters());
        String shown = caller.number()
                .map(own -> WrittenNumber.of(own, template.callerForm(), country))
                .orElse(caller.account());
        Party named = new Party(
                template.name() && !caller.hidden() ? caller.name() : "",
                numbered(shown, trunk.fromDomain(), template));
        return new OutboundIdentity(
                from(caller, named, trunk),
                new Party("", called),
                overTransport(requestUri, trunk),
                headers(caller, named, template, diversions));
    }

    private static SipUri overTransport(SipUri uri, TrunkConfig trunk) {
        return switch (trunk.transport()) {
            case UDP -> uri;
            case TCP -> uri.with("transport", "tcp");
            case TLS -> uri.with("transport", "tls");
        };
    }

    private static Party from(PresentedCaller caller, Party named, TrunkConfig trunk) {
        IdentityTemplate template = trunk.identity();
        Optional<String> fixed = template.accountInFrom() ? Optional.of(caller.account()) : template.fromUser();
        if (fixed.isPresent() && template.fromUser().isPresent()) {
            // The carrier knows its customer by this From: also a call that shows no number comes from it.
            return new Party(
                    caller.hidden() ? ANONYMOUS.displayName() : named.displayName(),
                    SipUri.of(fixed.get(), trunk.fromDomain()));
        }
        if (caller.hidden()) {
            return ANONYMOUS;
        }
        return fixed.map(user -> new Party(named.displayName(), SipUri.of(user, trunk.fromDomain())))
                .orElse(named);
    }

    /** Where the number stands besides From; of a caller who hides it, only a trusted trunk learns it. */
    private static IdentityHeaders headers(
            PresentedCaller caller, Party named, IdentityTemplate template, List<Diversion> diversions) {
        boolean told = caller.number().isPresent() && (!caller.hidden() || template.trusted());
        return new IdentityHeaders(
                told && template.headers().contains(Place.ASSERTED) ? Optional.of(named) : Optional.empty(),
                told && template.headers().contains(Place.PREFERRED) ? Optional.of(named) : Optional.empty(),
                told && template.headers().contains(Place.REMOTE_PARTY)
                        ? Optional.of(new RemoteParty(named, caller.hidden(), true))
                        : Optional.empty(),
                caller.hidden() ? Set.of(Privacy.ID) : Set.of(),
                diversions(told && template.headers().contains(Place.DIVERSION), caller, named, template, diversions),
                Optional.empty());
    }

    private static List<Diversion> diversions(
            boolean ours, PresentedCaller caller, Party named, IdentityTemplate template, List<Diversion> diversions) {
        List<Diversion> told = new ArrayList<>(template.diversion() ? diversions : List.of());
        if (ours) {
            told.add(new Diversion(named, "unconditional", 1, caller.hidden()));
        }
        return told;
    }

    private static SipUri numbered(String user, String host, IdentityTemplate template) {
        boolean phone = template.userPhone() && user.matches("\\+?[0-9*#]+");
        return new SipUri("sip", user, host, 0, phone ? Map.of("user", "phone") : Map.of());
    }
}
