package dev.landline.sip.stack;

import static dev.landline.sip.stack.DigestText.challenge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTransport;
import dev.landline.sip.trunk.Candidate;
import dev.landline.sip.trunk.HealthSettings;
import dev.landline.sip.trunk.Liveness;
import dev.landline.sip.trunk.RegisterSettings;
import dev.landline.sip.trunk.RegistrationState;
import dev.landline.sip.trunk.TrunkCredentials;
import dev.landline.sip.trunk.TrunkLimits;
import dev.landline.sip.trunk.TrunkPlace;
import dev.landline.sip.trunk.TrunkSettings;
import dev.landline.sip.trunk.TrunkTable;
import dev.landline.sip.trunk.TrunkView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registration and OPTIONS on the wire, 40 times faster than the wall clock. */
class TrunkCareTest {

    private static final int SPEED = 40;
    private static final HealthSettings OFTEN = new HealthSettings(Duration.ofSeconds(4), 2, Duration.ofSeconds(4));
    private static final HealthSettings NEVER = new HealthSettings(Duration.ZERO, 2, Duration.ofSeconds(4));

    private final Inbox<SipEvent> events = new Inbox<>();
    private final long start = System.nanoTime();
    private int udpPort;
    private FakeTrunk trunk;
    private SipStack stack;
    private TrunkTable table;

    @BeforeEach
    void open() throws IOException {
        udpPort = StackFixture.freeUdpPort();
        trunk = new FakeTrunk(new InetSocketAddress(InetAddress.getLoopbackAddress(), udpPort));
    }

    @AfterEach
    void close() {
        stack.close();
        trunk.close();
    }

    private TrunkSettings plain() {
        return TrunkSettings.plain("carrier", "127.0.0.1", trunk.address().getPort(), SipTransport.UDP);
    }

    private TrunkSettings registering(int expires) {
        return plain().with(NEVER)
                .with(new RegisterSettings("127.0.0.1", 0, "us", "carrier.test", expires, Optional.empty()))
                .with(new TrunkCredentials("us", "top-secret", Optional.empty()));
    }

    private void start(TrunkSettings settings) throws IOException {
        table = new TrunkTable(
                List.of(settings),
                () -> start + (System.nanoTime() - start) * SPEED,
                () -> 0.5,
                () -> "0123456789abcdef");
        List<Candidate> places =
                List.of(new Candidate(new TrunkPlace(trunk.address(), SipTransport.UDP, "127.0.0.1"), 1, 0));
        table.resolved("carrier", places);
        table.registrarResolved("carrier", places);
        stack = SipStack.start(
                StackFixture.settings(udpPort, 0, SipLimits.standard()),
                user -> Optional.empty(),
                table,
                events::add,
                SPEED);
    }

    private TrunkView view() {
        return table.view("carrier").orElseThrow();
    }

    private RegistrationState registration() {
        return view().registration().orElseThrow().state();
    }

    private SipText register(String what, Predicate<SipText> fits) {
        return trunk.inbox.take(
                "REGISTER " + what, text -> text.startLine().startsWith("REGISTER ") && fits.test(text));
    }

    private void accept(SipText register, int expires, String more) {
        trunk.write(register.answer(
                200, "OK", "r", "Contact: <" + register.uri("Contact") + ">;expires=" + expires + "\r\n" + more, ""));
    }

    @Test
    void itRegistersWithItsPasswordRefreshesInTimeAndLeavesAtTheEnd() throws IOException {
        start(registering(600));
        SipText first = register("first", text -> true);
        assertEquals("REGISTER sip:carrier.test SIP/2.0", first.startLine());
        assertEquals("sip:us@carrier.test", first.uri("To"));
        assertEquals("sip:us@carrier.test", first.uri("From"));
        assertEquals("600", first.header("Expires"));
        assertEquals("path", first.header("Supported"));
        assertTrue(first.uri("Contact").startsWith("sip:us@127.0.0.1:" + udpPort), first.header("Contact"));
        assertTrue(first.uri("Contact").contains(";rinstance=0123456789abcdef"), first.header("Contact"));
        trunk.write(first.answer(
                401, "Unauthorized", "r", challenge("WWW-Authenticate", "carrier", "n1", "SHA-256", ""), ""));
        SipText proven = register(
                "with a password", text -> !text.header("Authorization").isEmpty());
        assertTrue(DigestText.proves(proven, "Authorization", "us", "top-secret"), proven.toString());
        assertEquals(first.header("Call-ID"), proven.header("Call-ID"));
        accept(proven, 60, "Service-Route: <sip:127.0.0.1:" + trunk.address().getPort() + ";lr>\r\n");
        StackFixture.await("registered", () -> registration() == RegistrationState.REGISTERED);
        call();
        assertEquals(
                "<sip:127.0.0.1:" + trunk.address().getPort() + ";lr>",
                trunk.takeRequest("INVITE").header("Route"),
                "RFC 3608 section 5");

        SipText refresh =
                register("refresh", text -> text.header("Authorization").contains("nc=00000003"));
        assertEquals(first.header("Call-ID"), refresh.header("Call-ID"));
        assertTrue(sequence(refresh) > sequence(proven));
        accept(refresh, 600, "");
        StackFixture.await(
                "refreshed", () -> view().registration().orElseThrow().expiresInSeconds() > 60);

        Thread closing = Thread.ofVirtual().start(stack::close);
        SipText goodbye = register("goodbye", text -> text.header("Expires").equals("0"));
        assertTrue(goodbye.header("Contact").endsWith(";expires=0"), goodbye.header("Contact"));
        trunk.write(goodbye.answer(200, "OK", "r", "", ""));
        StackFixture.await("closed", () -> !closing.isAlive());
        assertEquals(RegistrationState.LEFT, registration());
    }

    private static long sequence(SipText text) {
        return Long.parseLong(text.header("CSeq").split(" ", -1)[0]);
    }

    @Test
    void aTooBriefIntervalIsAskedForAgain() throws IOException {
        start(registering(60));
        SipText brief = register("too brief", text -> text.header("Expires").equals("60"));
        trunk.write(brief.answer(423, "Interval Too Brief", "r", "Min-Expires: 1800\r\n", ""));
        accept(register("longer", text -> text.header("Expires").equals("1800")), 1800, "");
        StackFixture.await("registered", () -> registration() == RegistrationState.REGISTERED);
    }

    @Test
    void aWrongPasswordEndsInWordsAndALongPause() throws IOException {
        start(registering(600));
        SipText first = register("first", text -> true);
        trunk.write(first.answer(401, "No", "r", challenge("WWW-Authenticate", "carrier", "n1", "MD5", ""), ""));
        SipText proven = register(
                "with a password", text -> !text.header("Authorization").isEmpty());
        trunk.write(proven.answer(401, "No", "r", challenge("WWW-Authenticate", "carrier", "n2", "MD5", ""), ""));
        StackFixture.await("refused", () -> registration() == RegistrationState.WAITING);
        String sentence = view().registration().orElseThrow().sentence();
        assertTrue(sentence.contains("does not accept our user name or password"), sentence);
        assertFalse(sentence.contains("top-secret"));
    }

    @Test
    void aSilentRegistrarIsAskedAgain() throws IOException {
        start(registering(600));
        register("first", text -> true);
        StackFixture.await("waiting", () -> registration() == RegistrationState.WAITING);
        long before = stack.counters().value(SipCounter.TRUNK_REGISTERS);
        StackFixture.await("again", () -> stack.counters().value(SipCounter.TRUNK_REGISTERS) > before);
    }

    @Test
    void aPlaceThatAnswersOptionsIsUpWhateverItAnswersAndDownWhenItIsSilent() throws IOException {
        start(plain().with(OFTEN));
        SipText options = trunk.takeRequest("OPTIONS");
        assertEquals("OPTIONS sip:127.0.0.1:" + trunk.address().getPort() + " SIP/2.0", options.startLine());
        trunk.write(options.answer(405, "Method Not Allowed", "o", "", ""));
        StackFixture.await("up", () -> {
            if (liveness() != Liveness.UP) {
                trunk.write(trunk.takeRequest("OPTIONS").answer(405, "Method Not Allowed", "o", "", ""));
            }
            return liveness() == Liveness.UP;
        });
        StackFixture.await("down", () -> liveness() == Liveness.DOWN);
        StackFixture.await("up again", () -> {
            trunk.write(trunk.takeRequest("OPTIONS").answer(200, "OK", "o", "", ""));
            return liveness() == Liveness.UP;
        });
    }

    @Test
    void aProxyThatSpeaksForADeadMachineIsNotUp() throws IOException {
        start(plain().with(OFTEN));
        StackFixture.await("down", () -> {
            trunk.write(trunk.takeRequest("OPTIONS").answer(503, "Service Unavailable", "o", "", ""));
            return liveness() == Liveness.DOWN;
        });
    }

    private Liveness liveness() {
        return view().places().getFirst().liveness();
    }

    @Test
    void anInviteWithoutAnyResponseMakesCallsKeepAway() throws IOException {
        start(plain().with(NEVER));
        call();
        StackFixture.await("avoided", () -> view().places().getFirst().avoidedSeconds() > 0);
        assertEquals(1, table.rank("carrier"));
        assertEquals(1, stack.counters().value(SipCounter.TRUNK_PLACES_FAILED));
    }

    @Test
    void aPlaceWithoutALineFreeIsLeftAloneForAsLongAsItAsks() throws IOException {
        start(plain().with(NEVER));
        call();
        trunk.write(trunk.takeRequest("INVITE").answer(503, "No Lines", "t", "Retry-After: 500\r\n", ""));
        StackFixture.await("avoided", () -> view().places().getFirst().avoidedSeconds() > 400);
    }

    @Test
    void theContractsLimitIsARefusalInWordsAndALineComesFreeAtTheEnd() throws IOException {
        start(plain().with(NEVER).with(new TrunkLimits(1, 0)));
        call();
        SipText invite = trunk.takeRequest("INVITE");
        call();
        SipEvent.Refused full = refused();
        assertEquals("All lines of this trunk are in use", full.phrase());
        assertEquals(List.of(503, true), List.of(full.status(), full.local()));
        trunk.write(trunk.invite("inbound", StackFixture.SDP));
        assertEquals(
                "SIP/2.0 503 All lines of this trunk are in use",
                trunk.take(503, "INVITE").startLine());
        trunk.write(invite.answer(486, "Busy Here", "t", "", ""));
        assertEquals(486, refused().status());
        call();
        assertEquals(1, view().calls());
        assertEquals(2, stack.counters().value(SipCounter.REFUSED_TRUNK_LIMIT));
    }

    private SipEvent.Refused refused() {
        return (SipEvent.Refused) events.take("Refused", SipEvent.Refused.class::isInstance);
    }

    private LegId call() {
        LegId leg = stack.newLeg();
        stack.send(StackFixture.invite("carrier", leg, SipTransport.UDP, trunk.address(), StackFixture.SDP));
        return leg;
    }

    @Test
    void aCallToOurContactIsTheTrunks() throws IOException {
        start(registering(600));
        String contact = register("first", text -> true).uri("Contact");
        trunk.write(trunk.invite("called", StackFixture.SDP)
                .replaceFirst("INVITE \\S+ ", Matcher.quoteReplacement("INVITE " + contact + " ")));
        SipEvent.InviteReceived invite =
                (SipEvent.InviteReceived) events.take("InviteReceived", SipEvent.InviteReceived.class::isInstance);
        assertEquals("carrier", ((SipSource.Trunk) invite.source()).trunk());
        assertEquals("us", invite.target().user());
    }
}
