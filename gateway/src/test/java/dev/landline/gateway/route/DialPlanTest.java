package dev.landline.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.DialingConfig;
import dev.landline.gateway.config.RouteConfig;
import dev.landline.gateway.config.RouteSound;
import dev.landline.gateway.route.Destination.Nowhere;
import dev.landline.gateway.route.Destination.ToAccount;
import dev.landline.gateway.route.Destination.ToTrunks;
import dev.landline.gateway.route.Destination.TrunkHop;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialPlanTest {

    private static final List<AccountConfig> ACCOUNTS = List.of(
            new AccountConfig("alice", "Alice", "secret", Optional.of("+441632960101"), List.of("+441632960101")),
            new AccountConfig("200", "Reception", "secret", Optional.empty(), List.of()));
    private static final List<RouteConfig> ROUTES = List.of(
            new RouteConfig("+4420.", 3, "0", "london"),
            new RouteConfig("+44.", 0, "", "carrier"),
            new RouteConfig("+.", 1, "00", "carrier"),
            new RouteConfig("112", 0, "", "emergency"),
            new RouteConfig("*xx#", 0, "", "pbx"));
    private static final DialingConfig SAFE = new DialingConfig("GB", false, List.of(), List.of("+44909"));

    private final DialPlan plan = new DialPlan(SAFE, ACCOUNTS, ROUTES);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+442079460958",
                "020 7946 0958",
                "(020) 7946-0958",
                "+44 (0)20 7946 0958",
                "0044 20 7946 0958",
                "+44.20.7946.0958",
                "020/79460958"
            })
    void everySpellingOfANumberTakesTheSameRoutesInOrder(String dialled) {
        assertEquals(
                new ToTrunks(
                        "+442079460958",
                        List.of(new TrunkHop("london", "02079460958"), new TrunkHop("carrier", "+442079460958"))),
                withoutInternationalRoute(plan.outbound(dialled)));
    }

    private static Destination withoutInternationalRoute(Destination destination) {
        ToTrunks trunks = assertInstanceOf(ToTrunks.class, destination);
        return new ToTrunks(trunks.dialled(), trunks.hops().subList(0, 2));
    }

    @Test
    void ourOwnNumbersAndNamesRingTheirAccount() {
        assertEquals(new ToAccount("alice"), plan.outbound("01632 960101"));
        assertEquals(new ToAccount("alice"), plan.outbound("Alice"));
        assertEquals(new ToAccount("200"), plan.outbound("200"));
        assertEquals(new ToAccount("alice"), plan.inbound("pbx", "+441632960101"));
        assertEquals(new ToAccount("alice"), plan.inbound("pbx", "01632960101"));
    }

    @Test
    void shortAndServiceCodesAreRoutedAsDialled() {
        assertEquals(List.of(new TrunkHop("emergency", "112")), hops(plan.outbound("112")));
        assertEquals(List.of(new TrunkHop("pbx", "*43#")), hops(plan.outbound("*43#")));
    }

    private static List<TrunkHop> hops(Destination destination) {
        return assertInstanceOf(ToTrunks.class, destination).hops();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1 212 555 0100",
                "001 212 555 0100",
                "00 1 (212) 555-0100",
                "+88216123456",
                "0088216123456",
                "+٣٣١٢٣٤٥٦٧٨٩",
                "+33 1 23 45 67 89"
            })
    void internationalCallsAreBarredByDefaultInEverySpelling(String dialled) {
        Nowhere nowhere = assertInstanceOf(Nowhere.class, plan.outbound(dialled));
        assertEquals(403, nowhere.failure().sipStatus());
    }

    @Test
    void allowedCountriesOpenThemselvesOnly() {
        DialPlan open = new DialPlan(new DialingConfig("GB", true, List.of("FR"), List.of()), ACCOUNTS, ROUTES);
        assertEquals(
                "0033123456789",
                hops(open.outbound("+33 1 23 45 67 89")).getFirst().number());
        assertInstanceOf(Nowhere.class, open.outbound("+1 212 555 0100"));
    }

    @Test
    void barredPrefixesWinOverRoutes() {
        Nowhere nowhere = assertInstanceOf(Nowhere.class, plan.outbound("0909 879 0000"));
        assertEquals(
                "Numbers that start with +44909 are barred here",
                nowhere.failure().sentence());
    }

    @ParameterizedTest
    @CsvSource({
        "nobody,UNKNOWN_NUMBER",
        "4711,UNKNOWN_NUMBER",
        "+,BAD_NUMBER",
        "+44*1,BAD_NUMBER",
        "'',BAD_NUMBER",
        "+4420794609581234567890,BAD_NUMBER",
        "1;2,BAD_NUMBER"
    })
    void whatCannotBeDialledSaysWhy(String dialled, Plain why) {
        assertEquals(new Nowhere(why), plan.outbound(dialled));
    }

    @Test
    void aCallFromATrunkToANumberOfNobodyIsNotSentOutAgain() {
        assertEquals(new Nowhere(Plain.UNKNOWN_NUMBER), plan.inbound("pbx", "+442079460958"));
    }

    private static final List<RouteConfig> TRANSIT = List.of(
            new RouteConfig("+44.", 0, "", "pbx", List.of("pbx"), RouteSound.NONE),
            new RouteConfig("+44.", 0, "", "carrier", List.of("pbx"), RouteSound.NONE),
            new RouteConfig("112", 0, "", "carrier", List.of("pbx"), RouteSound.NONE),
            new RouteConfig("+44.", 0, "", "spare", RouteSound.NONE));

    private final DialPlan transit = new DialPlan(SAFE, ACCOUNTS, TRANSIT);

    @Test
    void aTrunkTakesOnlyTheRoutesThatNameItAndNeverItsOwn() {
        assertEquals(List.of(new TrunkHop("carrier", "+442079460958")), hops(transit.inbound("pbx", "+442079460958")));
        assertEquals(List.of(new TrunkHop("carrier", "112")), hops(transit.inbound("pbx", "112")));
        assertEquals(new Nowhere(Plain.UNKNOWN_NUMBER), transit.inbound("carrier", "+442079460958"));
        assertEquals(new Nowhere(Plain.UNKNOWN_NUMBER), transit.inbound("carrier", "112"));
        assertEquals(new ToAccount("alice"), transit.inbound("pbx", "+441632960101"));
    }

    @ParameterizedTest
    @CsvSource({"+12125550100,403,404", "0909 879 0000,403,404"})
    void theRulesOfDiallingHoldForTrunksToo(String dialled, int allowed, int notAllowed) {
        assertEquals(
                allowed,
                assertInstanceOf(Nowhere.class, transit.inbound("pbx", dialled))
                        .failure()
                        .sipStatus());
        assertEquals(
                notAllowed,
                assertInstanceOf(Nowhere.class, transit.inbound("carrier", dialled))
                        .failure()
                        .sipStatus());
    }

    @Test
    void aRouteThatLetsATrunkThroughIsOpenToBrowsersAsBefore() {
        assertEquals(
                List.of("pbx", "carrier", "spare"),
                hops(transit.outbound("+442079460958")).stream()
                        .map(TrunkHop::trunk)
                        .toList());
    }
}
