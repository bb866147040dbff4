package dev.landline.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.CallerIdRules;
import dev.landline.gateway.config.IdentityTemplate;
import dev.landline.gateway.config.IdentityTemplate.Place;
import dev.landline.gateway.config.NumberForm;
import dev.landline.gateway.config.TrunkConfig;
import dev.landline.gateway.config.TrunkSignalling;
import dev.landline.gateway.config.TrunkSound;
import dev.landline.sip.Party;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import dev.landline.sip.identity.CallerClaims;
import dev.landline.sip.identity.Diversion;
import dev.landline.sip.identity.IdentityHeaders;
import dev.landline.sip.identity.Privacy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundIdentityTest {

    private static final AccountConfig ALICE = new AccountConfig(
            "alice",
            "Alice Archer",
            "secret",
            Optional.of("+441632960011"),
            new CallerIdRules(List.of("+441632960012", "201"), false),
            List.of());
    private static final Set<Place> ALL = Set.of(Place.ASSERTED, Place.PREFERRED, Place.REMOTE_PARTY);

    @Test
    void withoutATemplateFromAndPaiCarryTheNumber() {
        OutboundIdentity told = told(IdentityTemplate.standard(), CallerWish.USUAL);
        assertEquals("sip:+441632960011@example.com", told.from().uri().toString());
        assertEquals("Alice Archer", told.from().displayName());
        assertEquals(Optional.of(told.from()), told.headers().asserted());
        assertEquals("sip:02079460255@pbx.example.com:5070", told.requestUri().toString());
        assertEquals("sip:02079460255@pbx.example.com", told.to().uri().toString());
        assertEquals(Set.of(), told.headers().privacy());
    }

    @ParameterizedTest
    @CsvSource({"E164,+441632960011", "DIGITS,441632960011", "NATIONAL,01632960011"})
    void theCallersNumberIsWrittenAsTheTrunkWantsIt(NumberForm form, String written) {
        OutboundIdentity told =
                told(template(form, Optional.empty(), false, Set.of(Place.ASSERTED), false), CallerWish.USUAL);
        assertEquals(written, told.from().uri().user());
        assertEquals(written, told.headers().asserted().orElseThrow().uri().user());
    }

    @ParameterizedTest
    @CsvSource({
        "AS_ROUTED,+33142685300,+33142685300",
        "NATIONAL,+33142685300,0033142685300",
        "NATIONAL,+442079460255,02079460255",
        "DIGITS,+442079460255,442079460255",
        "E164,201,201",
        "NATIONAL,*43#,*43#"
    })
    void theCalledNumberIsWrittenAsTheTrunkWantsIt(NumberForm form, String number, String written) {
        IdentityTemplate template = new IdentityTemplate(
                NumberForm.E164, form, Optional.empty(), false, true, Set.of(), false, true, false, Optional.empty());
        OutboundIdentity told =
                OutboundIdentity.of(presented(CallerWish.USUAL), number, trunk(template), "GB", List.of());
        assertEquals(written, told.requestUri().user());
        assertEquals(written, told.to().uri().user());
    }

    @Test
    void aCarrierThatKnowsItsCustomerByFromGetsTheNumberElsewhere() {
        OutboundIdentity told = told(
                template(NumberForm.E164, Optional.of("1234567e0"), false, Set.of(Place.PREFERRED), false),
                CallerWish.USUAL);
        assertEquals("sip:1234567e0@example.com", told.from().uri().toString());
        assertEquals(
                "sip:+441632960011@example.com",
                told.headers().preferred().orElseThrow().uri().toString());
        assertEquals(Optional.empty(), told.headers().asserted());
    }

    @Test
    void aCarrierMayWantTheNumberAsThatOfWhoDivertedTheCall() {
        IdentityTemplate template =
                template(NumberForm.E164, Optional.of("1234567e0"), false, Set.of(Place.DIVERSION), false);
        List<Diversion> shown = told(template, CallerWish.USUAL).headers().diversions();
        assertEquals("+441632960011", shown.getFirst().party().uri().user());
        assertEquals(
                List.of(),
                told(template, new CallerWish(Optional.empty(), true)).headers().diversions());
    }

    @Test
    void theAccountMayStandInFrom() {
        OutboundIdentity told = told(
                template(NumberForm.E164, Optional.empty(), true, Set.of(Place.ASSERTED), false), CallerWish.USUAL);
        assertEquals("alice", told.from().uri().user());
        assertEquals(
                "+441632960011", told.headers().asserted().orElseThrow().uri().user());
    }

    @Test
    void whoHidesIsNobodyToATrunkThatIsNotTrusted() {
        OutboundIdentity told = told(
                template(NumberForm.E164, Optional.empty(), false, ALL, false), new CallerWish(Optional.empty(), true));
        assertEquals("sip:anonymous@anonymous.invalid", told.from().uri().toString());
        assertEquals(
                new IdentityHeaders(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(Privacy.ID),
                        List.of(),
                        Optional.empty()),
                told.headers());
    }

    @Test
    void aTrustedTrunkIsToldWhoHidesAndThatItIsASecret() {
        OutboundIdentity told = told(
                template(NumberForm.E164, Optional.empty(), false, ALL, true), new CallerWish(Optional.empty(), true));
        assertEquals("sip:anonymous@anonymous.invalid", told.from().uri().toString());
        Party asserted = told.headers().asserted().orElseThrow();
        assertEquals("+441632960011", asserted.uri().user());
        assertEquals("", asserted.displayName());
        assertEquals(Set.of(Privacy.ID), told.headers().privacy());
        assertTrue(told.headers().remoteParty().orElseThrow().hidden());
    }

    @Test
    void whoHidesBehindACustomersNameInFromIsStillAnonymousThere() {
        OutboundIdentity told = told(
                template(NumberForm.E164, Optional.of("1234567e0"), false, Set.of(Place.PREFERRED), false),
                new CallerWish(Optional.empty(), true));
        assertEquals(new Party("Anonymous", SipUri.of("1234567e0", "example.com")), told.from());
        assertEquals(Optional.empty(), told.headers().preferred());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+441632960012", "01632 960012", "00441632960012"})
    void aCallerMayChooseAnyOfItsNumbersHoweverItWritesThem(String wanted) {
        OutboundIdentity told = told(IdentityTemplate.standard(), new CallerWish(Optional.of(wanted), false));
        assertEquals("+441632960012", told.from().uri().user());
    }

    @Test
    void anotherNumberIsNotShown() {
        assertEquals(
                Optional.empty(),
                PresentedCaller.choose(ALICE, new CallerWish(Optional.of("+441632960013"), false), "GB"));
        assertEquals(Optional.empty(), PresentedCaller.choose(ALICE, new CallerWish(Optional.of("999"), true), "GB"));
    }

    @Test
    void anAccountThatAlwaysHidesHides() {
        AccountConfig shy = new AccountConfig(
                "shy", "Shy", "secret", Optional.of("+441632960011"), new CallerIdRules(List.of(), true), List.of());
        assertTrue(PresentedCaller.choose(shy, CallerWish.USUAL, "GB")
                .orElseThrow()
                .hidden());
    }

    @Test
    void anAccountWithoutANumberIsCalledByItsNameAndAssertsNothing() {
        AccountConfig plain = new AccountConfig("201", "Desk", "secret", Optional.empty(), List.of());
        OutboundIdentity told = OutboundIdentity.of(
                PresentedCaller.choose(plain, CallerWish.USUAL, "GB").orElseThrow(),
                "202",
                trunk(IdentityTemplate.standard()),
                "GB",
                List.of());
        assertEquals("201", told.from().uri().user());
        assertEquals(Optional.empty(), told.headers().asserted());
    }

    @Test
    void numbersAreMarkedAsTelephonesAndTheRequestMayNameAnotherHost() {
        IdentityTemplate template = new IdentityTemplate(
                NumberForm.E164,
                NumberForm.AS_ROUTED,
                Optional.empty(),
                false,
                false,
                Set.of(Place.ASSERTED),
                false,
                false,
                true,
                Optional.of("sip.carrier.example"));
        Diversion diversion =
                new Diversion(new Party("", SipUri.of("+441632960099", "example.com")), "no-answer", 1, false);
        OutboundIdentity told = OutboundIdentity.of(
                presented(CallerWish.USUAL), "+442079460255", trunk(template), "GB", List.of(diversion));
        assertEquals(
                "sip:+442079460255@sip.carrier.example;user=phone",
                told.requestUri().toString());
        assertEquals(
                "sip:+441632960011@example.com;user=phone", told.from().uri().toString());
        assertEquals("", told.from().displayName());
        assertEquals(List.of(), told.headers().diversions());
    }

    @Test
    void theWishIsReadFromWhatTheBrowserSends() {
        Party own = new Party("", SipUri.of("alice", "landline.test"));
        CallerClaims prefers = new CallerClaims(
                List.of(),
                Optional.of(new Party("", SipUri.parse("tel:+44-1632-960012").orElseThrow())),
                Optional.empty(),
                Set.of(Privacy.ID),
                List.of(),
                List.of());
        assertEquals(new CallerWish(Optional.of("+441632960012"), true), CallerWish.of(own, prefers));
        assertEquals(CallerWish.USUAL, CallerWish.of(own, CallerClaims.NONE));
        assertTrue(CallerWish.of(OutboundIdentity.ANONYMOUS, CallerClaims.NONE).hide());
    }

    @ParameterizedTest
    @CsvSource({
        "*6702079460255,02079460255,true",
        "#31#+442079460255,+442079460255,true",
        "02079460255,02079460255,false",
        "*67,*67,false"
    })
    void aPrefixHidesTheNumberForOneCall(String dialled, String number, boolean hidden) {
        CallerWish.Dialled read = CallerWish.USUAL.dialled(dialled, List.of("*67", "#31#"));
        assertEquals(number, read.number());
        assertEquals(hidden, read.wish().hide());
        assertFalse(CallerWish.USUAL.hide());
    }

    private static OutboundIdentity told(IdentityTemplate template, CallerWish wish) {
        return OutboundIdentity.of(presented(wish), "02079460255", trunk(template), "GB", List.of());
    }

    private static PresentedCaller presented(CallerWish wish) {
        return PresentedCaller.choose(ALICE, wish, "GB").orElseThrow();
    }

    private static IdentityTemplate template(
            NumberForm form, Optional<String> fromUser, boolean account, Set<Place> places, boolean trusted) {
        return new IdentityTemplate(
                form, NumberForm.AS_ROUTED, fromUser, account, true, places, trusted, true, false, Optional.empty());
    }

    private static TrunkConfig trunk(IdentityTemplate template) {
        return new TrunkConfig(
                "pbx",
                "pbx.example.com",
                5070,
                SipTransport.UDP,
                TrunkSound.standard(),
                "example.com",
                template,
                TrunkSignalling.standard());
    }
}
