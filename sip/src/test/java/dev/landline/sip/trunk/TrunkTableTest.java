package dev.landline.sip.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.SipTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In virtual time. */
class TrunkTableTest {

    private static final InetSocketAddress A = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5060);
    private static final InetSocketAddress B = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 5060);
    private static final Duration JUST_BEFORE_30 = Duration.ofMillis(29_900);

    private long now = 5_000;
    private final TrunkTable table = table(TrunkSettings.plain("t", "sip.carrier.test", 0, SipTransport.UDP));

    private TrunkTable table(TrunkSettings... settings) {
        Iterator<String> instances = List.of("one", "two", "three").iterator();
        return new TrunkTable(List.of(settings), () -> now, () -> 0.5, instances::next);
    }

    private static TrunkPlace place(InetSocketAddress address) {
        return new TrunkPlace(address, SipTransport.UDP, "sip.carrier.test");
    }

    private static Candidate candidate(InetSocketAddress address, int priority) {
        return new Candidate(place(address), priority, 0);
    }

    private List<InetSocketAddress> route(TrunkTable of) {
        return of.route("t", most -> 0).stream().map(TrunkPlace::address).toList();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void twoPlaces() {
        table.resolved("t", List.of(candidate(A, 1), candidate(B, 2)));
    }

    @Test
    void aTrunkThatIsNowhereHasNoRoute() {
        assertEquals(List.of(), route(table));
        assertEquals(List.of(), table.route("nobody", most -> 0));
    }

    @Test
    void callsKeepAwayFromAPlaceThatFailedOneForThirtySeconds() {
        twoPlaces();
        assertEquals(List.of(A, B), route(table));
        table.failed("t", A, Trouble.SILENT, 0);
        assertEquals(List.of(B), route(table));
        pass(JUST_BEFORE_30);
        assertEquals(List.of(B), route(table));
        pass(Duration.ofMillis(200));
        assertEquals(List.of(A, B), route(table));
    }

    @Test
    void retryAfterIsKeptUpToTenMinutes() {
        twoPlaces();
        table.failed("t", A, Trouble.REFUSING, 120);
        pass(Duration.ofSeconds(119));
        assertEquals(List.of(B), route(table));
        pass(Duration.ofSeconds(2));
        assertEquals(List.of(A, B), route(table));
        table.failed("t", A, Trouble.REFUSING, 1_000_000);
        pass(Duration.ofMinutes(10));
        assertEquals(List.of(A, B), route(table));
    }

    @Test
    void whenEveryPlaceHasFailedTheyAreTriedAllTheSame() {
        twoPlaces();
        table.failed("t", A, Trouble.SILENT, 0);
        table.failed("t", B, Trouble.SILENT, 0);
        assertEquals(List.of(A, B), route(table));
        assertEquals(1, table.rank("t"));
    }

    @Test
    void aResponseToACallEndsWhatSilenceBegan() {
        twoPlaces();
        table.failed("t", A, Trouble.UNREACHABLE, 0);
        table.heard("t", A);
        assertEquals(List.of(A, B), route(table));
    }

    @Test
    void optionsBringASilentPlaceBackButNotOneThatRefusesCalls() {
        twoPlaces();
        table.failed("t", A, Trouble.SILENT, 0);
        table.failed("t", B, Trouble.REFUSING, 0);
        table.probed(new TrunkTable.Probe("t", place(A)), true);
        table.probed(new TrunkTable.Probe("t", place(B)), true);
        assertEquals(List.of(A), route(table));
    }

    @Test
    void aPlaceIsDownAfterTwoFailuresAndUpAfterOneSuccess() {
        twoPlaces();
        TrunkTable.Probe probe = new TrunkTable.Probe("t", place(A));
        table.probed(probe, false);
        assertEquals(List.of(A, B), route(table));
        table.probed(probe, false);
        assertEquals(List.of(B), route(table));
        assertEquals(Liveness.DOWN, table.views().getFirst().places().getFirst().liveness());
        table.failed("t", A, Trouble.REFUSING, 300);
        table.probed(probe, true);
        assertEquals(List.of(A, B), route(table), "what was refused while it was down is forgotten");
    }

    @Test
    void optionsAreDueAtOnceThenEveryThirtySecondsAndSoonerForAPlaceInTrouble() {
        table.resolved("t", List.of(candidate(A, 1)));
        assertEquals(1, table.dueProbes().size());
        assertEquals(0, table.dueProbes().size());
        pass(JUST_BEFORE_30);
        assertEquals(0, table.dueProbes().size());
        pass(Duration.ofMillis(200));
        assertEquals(1, table.dueProbes().size());
        table.failed("t", A, Trouble.SILENT, 0);
        assertEquals(1, table.dueProbes().size(), "at once after a failed call");
        pass(Duration.ofSeconds(5));
        assertEquals(1, table.dueProbes().size());
    }

    @Test
    void anIntervalOfZeroAsksNever() {
        TrunkTable quiet = table(TrunkSettings.plain("t", "h", 5060, SipTransport.UDP)
                .with(new HealthSettings(Duration.ZERO, 2, Duration.ofSeconds(4))));
        quiet.resolved("t", List.of(candidate(A, 1)));
        assertEquals(List.of(), quiet.dueProbes());
    }

    @Test
    void aNewAnswerOfDnsKeepsWhatIsKnownOfPlacesThatStay() {
        twoPlaces();
        table.failed("t", A, Trouble.SILENT, 0);
        table.resolved("t", List.of(candidate(B, 1), candidate(A, 2)));
        assertEquals(List.of(B), route(table));
        table.resolved("t", List.of(candidate(B, 1)));
        table.resolved("t", List.of(candidate(A, 1), candidate(B, 2)));
        assertEquals(List.of(A, B), route(table));
    }

    @Test
    void theContractCountsCallsBothWaysAndNewOnesOfOursPerSecond() {
        TrunkTable small =
                table(TrunkSettings.plain("t", "h", 5060, SipTransport.UDP).with(new TrunkLimits(3, 2)));
        assertEquals(Entrance.OPEN, small.enter("t", true));
        assertEquals(Entrance.OPEN, small.enter("t", true));
        assertEquals(Entrance.TOO_FAST, small.enter("t", true));
        assertEquals(Entrance.OPEN, small.enter("t", false), "calls to us have no rate");
        pass(Duration.ofSeconds(10));
        assertEquals(Entrance.FULL, small.enter("t", true));
        assertEquals(Entrance.FULL, small.enter("t", false));
        small.leave("t");
        assertEquals(Entrance.OPEN, small.enter("t", true));
        TrunkView view = small.views().getFirst();
        assertEquals(List.of(3, 2L, 1L), List.of(view.calls(), view.refusedFull(), view.refusedFast()));
    }

    @Test
    void aCallIsTheTrunksThatItsContactNamesElseTheOneWithItsPortElseTheFirst() {
        InetAddress shared = A.getAddress();
        TrunkTable several = table(
                TrunkSettings.plain("a", "h", 5060, SipTransport.UDP),
                TrunkSettings.plain("b", "h", 5070, SipTransport.UDP),
                TrunkSettings.plain("c", "h", 0, SipTransport.UDP)
                        .with(List.of(SourceNetwork.parse("198.51.100.0/24").orElseThrow())));
        several.resolved("a", List.of(candidate(new InetSocketAddress(shared, 5060), 1)));
        several.resolved("b", List.of(candidate(new InetSocketAddress(shared, 5070), 1)));
        assertEquals(Optional.of("b"), several.trunkAt(new InetSocketAddress(shared, 5070)));
        assertEquals(Optional.of("a"), several.trunkAt(new InetSocketAddress(shared, 40_000)));
        assertEquals(
                Optional.of("b"), several.trunkAt(new InetSocketAddress(shared, 40_000), 0, several.instance("b")));
        assertEquals(
                Optional.of("c"), several.trunkAt(new InetSocketAddress(InetAddress.ofLiteral("198.51.100.77"), 9)));
        assertEquals(Optional.empty(), several.trunkAt(new InetSocketAddress(InetAddress.ofLiteral("203.0.113.1"), 9)));
        assertEquals(
                Optional.empty(),
                several.trunkAt(
                        new InetSocketAddress(InetAddress.ofLiteral("203.0.113.1"), 9), 0, several.instance("a")),
                "knowing our contact is not enough");
    }

    @Test
    void aPasswordMayGoToTheTrunksOwnPlacesOnly() {
        twoPlaces();
        assertTrue(table.isTarget("t", A));
        assertFalse(table.isTarget("t", new InetSocketAddress(A.getAddress(), 5061)));
        assertFalse(table.isTarget("nobody", A));
    }

    @Test
    void theRegistrarsNextPlaceIsTriedWhenOneFails() {
        TrunkTable registering = table(TrunkSettings.plain("t", "h", 0, SipTransport.UDP)
                .with(new RegisterSettings("h", 0, "us", "h", 600, Optional.empty())));
        assertEquals(Optional.empty(), registering.registrar("t"));
        registering.registrarResolved("t", List.of(candidate(A, 1), candidate(B, 2)));
        assertTrue(registering.dueRegistration("t").isPresent());
        assertEquals(Optional.of(place(A)), registering.registrar("t"));
        registering.withRegistration("t", registration -> {
            registration.unanswered("does not answer", now);
            return true;
        });
        registering.nextRegistrar("t");
        assertTrue(registering.dueRegistration("t").isPresent(), "at once at the other place");
        assertEquals(Optional.of(place(B)), registering.registrar("t"));
        registering.withRegistration("t", registration -> {
            registration.unanswered("does not answer", now);
            return true;
        });
        registering.nextRegistrar("t");
        assertTrue(registering.dueRegistration("t").isEmpty(), "all have been tried");
    }
}
