package dev.landline.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.junit.jupiter.api.Test;

class InboundIdentityTest {

    private static final Party FROM = party("Mallory", "+441632960666");
    private static final Party ASSERTED = party("", "+441632960001");
    private static final Party REMOTE = party("Remote", "+441632960002");

    @Test
    void aTrunkThatIsNotTrustedIsBelievedItsFromOnly() {
        InboundIdentity shown = judged(FROM, claims(true, Optional.of(new RemoteParty(REMOTE, false, true))), false);
        assertEquals(Optional.of("+441632960666"), shown.number());
        assertEquals(party("Mallory", "+441632960666"), shown.from("landline.test"));
    }

    @Test
    void aTrustedTrunksAssertionCountsBeforeItsRemotePartyAndFrom() {
        Optional<RemoteParty> remote = Optional.of(new RemoteParty(REMOTE, false, true));
        assertEquals(
                Optional.of("+441632960001"),
                judged(FROM, claims(true, remote), true).number());
        assertEquals(
                Optional.of("+441632960002"),
                judged(FROM, claims(false, remote), true).number());
        assertEquals(
                Optional.of("+441632960666"),
                judged(FROM, CallerClaims.NONE, true).number());
        assertEquals(
                "Remote", judged(party("", "1"), claims(false, remote), true).name());
    }

    @Test
    void whoeverAsksForPrivacyIsAnonymous() {
        for (Privacy asked : List.of(Privacy.ID, Privacy.USER, Privacy.HEADER)) {
            InboundIdentity shown = judged(FROM, privacy(asked), false);
            assertEquals(OutboundIdentity.ANONYMOUS, shown.from("landline.test"));
            assertEquals(IdentityHeaders.NONE, shown.headers("landline.test", Optional.empty()));
        }
        Optional<RemoteParty> secret = Optional.of(new RemoteParty(REMOTE, true, true));
        assertEquals(Optional.empty(), judged(FROM, claims(true, secret), true).shown());
        assertEquals(
                Optional.empty(),
                judged(new Party("", SipUri.of("anonymous", "anonymous.invalid")), claims(true, Optional.empty()), true)
                        .shown());
        assertEquals(
                Optional.of("+441632960666"),
                judged(FROM, privacy(Privacy.NONE), false).number());
    }

    @Test
    void aDiversionIsShownUnlessItIsSecret() {
        Party first = party("Front \u0007Desk", "01632960099");
        InboundIdentity shown = judged(
                FROM,
                new CallerClaims(
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        List.of(new Diversion(first, "no-answer", 1, false), new Diversion(first, "busy", 1, true)),
                        List.of()),
                false);
        assertEquals(
                List.of(new Diversion(party("Front Desk", "+441632960099"), "no-answer", 1, false)),
                shown.headers("landline.test", Optional.empty()).diversions());
    }

    @Test
    void theResultOfASignatureStandsBesideTheNumber() {
        IdentityHeaders headers = judged(FROM, CallerClaims.NONE, false)
                .headers("landline.test", Optional.of(new SignatureVerdict.Valid("B", "CN=Carrier")));
        assertEquals(
                "sip:+441632960666;verstat=TN-Validation-Passed@landline.test",
                headers.asserted().orElseThrow().uri().toString());
        assertEquals(Optional.of("B"), headers.attestation());
    }

    private static InboundIdentity judged(Party from, CallerClaims claims, boolean trusted) {
        return InboundIdentity.of(
                from,
                claims,
                trusted,
                number -> number.startsWith("0") ? "+44" + number.substring(1) : number,
                "landline.test");
    }

    private static CallerClaims claims(boolean asserted, Optional<RemoteParty> remote) {
        return new CallerClaims(
                asserted ? List.of(ASSERTED) : List.of(), Optional.empty(), remote, Set.of(), List.of(), List.of());
    }

    private static CallerClaims privacy(Privacy asked) {
        return new CallerClaims(
                List.of(ASSERTED), Optional.empty(), Optional.empty(), Set.of(asked), List.of(), List.of());
    }

    private static Party party(String name, String user) {
        return new Party(name, SipUri.of(user, "landline.test"));
    }
}
