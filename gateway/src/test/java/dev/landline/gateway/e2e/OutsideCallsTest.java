package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Texts, addresses of one tab, lamps and tokens, with JsSIP in Chromium. */
class OutsideCallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final double ALICE_HERTZ = 500;
    private static final double BOB_HERTZ = 750;

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile().with("accounts.alice.watches = [\"bob\"]"));
    }

    @AfterAll
    static void close() throws IOException {
        if (scene != null) {
            scene.close();
        }
    }

    @AfterEach
    void clear() {
        scene.clear();
    }

    private static BareTelephone alice() {
        return BareTelephone.signIn(scene, "alice", ALICE_HERTZ);
    }

    private static BareTelephone bob() {
        return BareTelephone.signIn(scene, "bob", BOB_HERTZ);
    }

    private static void awaitWords(BareTelephone phone, String list, String words) {
        Await.value(
                () -> words + " among the " + list + "; there are " + phone.act(list),
                PATIENCE,
                () -> Optional.of((JsonArray) phone.act(list))
                        .filter(all ->
                                all.stream().anyMatch(one -> String.valueOf(one).contains(words))));
    }

    @Test
    void aTextReachesEveryPageOfAPerson() {
        BareTelephone alice = alice();
        BareTelephone first = bob();
        BareTelephone second = bob();
        assertEquals(200, alice.act("write", "bob", "Tea at four? \u2615"));
        awaitWords(first, "texts", "Alice: Tea at four? \u2615");
        awaitWords(second, "texts", "Alice: Tea at four? \u2615");
        assertEquals(200, first.act("write", GatewayFile.ALICE_NUMBER, "Yes."));
        awaitWords(alice, "texts", "Bob: Yes.");
        assertEquals(
                List.of(), ((JsonArray) first.act("texts")).stream().skip(1).toList());
    }

    @Test
    void aTextForSomebodyWhoIsNotThereIsToldSo() {
        BareTelephone alice = alice();
        assertEquals(480, alice.act("write", "bob", "hello"));
        assertEquals(404, alice.act("write", "nobody", "hello"));
        assertEquals(413, alice.act("write", "bob", "x".repeat(8_001)));
    }

    @Test
    void aCallToTheAddressOfATabReachesThatTabAndNoOther() {
        BareTelephone first = bob();
        BareTelephone second = bob();
        BareTelephone alice = alice();
        String gruu = (String) second.act("gruu");
        assertTrue(gruu.startsWith("sip:bob@landline.internal;gr=urn:uuid:"), gruu);
        String temporary = (String) second.act("temporaryGruu");
        assertFalse(temporary.contains("bob"), temporary);
        alice.act("call", "public", gruu);
        second.answers("in-1");
        alice.await("public", "talking");
        alice.assertHears("public", BOB_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        second.act("hangUp", "in-1");
        alice.await("public", "ended");
        alice.act("call", "temporary", temporary);
        second.answers("in-2");
        alice.await("temporary", "talking");
        alice.act("hangUp", "temporary");
        second.await("in-2", "ended");
        assertEquals(new JsonArray(), first.act("calls"));
    }

    @Test
    void aTransferToTheAddressOfATabReachesThatTab() {
        BareTelephone first = bob();
        BareTelephone second = bob();
        BareTelephone third = bob();
        BareTelephone alice = alice();
        alice.act("call", "out", (String) first.act("gruu"));
        first.answers("in-1");
        alice.await("out", "talking");
        first.act("refer", "in-1", (String) third.act("gruu"));
        third.answers("in-1");
        alice.assertHears("out", BOB_HERTZ, Browser.MICROPHONE_AMPLITUDE);
        assertEquals(new JsonArray(), second.act("calls"));
        alice.act("hangUp", "out");
        third.await("in-1", "ended");
    }

    @Test
    void aTabThatIsGoneCannotBeReachedByItsAddressAlthoughAnotherTabIsThere() {
        BareTelephone first = bob();
        BareTelephone second = bob();
        BareTelephone alice = alice();
        String gruu = (String) second.act("gruu");
        scene.closeTab(second.tab());
        Await.until(
                "the gateway to see that the tab is gone",
                PATIENCE,
                () -> Integer.valueOf(480).equals(alice.act("write", gruu, "are you there?")));
        assertEquals(new JsonArray(), first.act("texts"));
        alice.act("call", "gone", gruu);
        alice.await("gone", "failed 480");
        assertEquals(new JsonArray(), first.act("calls"));
    }

    @Test
    void aLampOnAPageFollowsTheCallsOfAColleague() {
        BareTelephone alice = alice();
        BareTelephone bob = bob();
        alice.act("watch", "bob", "dialog", "application/dialog-info+xml");
        awaitWords(alice, "notices", "state=\"full\"");
        bob.act("call", "out", GatewayFile.ALICE_NUMBER);
        awaitWords(alice, "notices", "<state>trying</state>");
        alice.answers("in-1");
        bob.await("out", "talking");
        awaitWords(alice, "notices", "<state>confirmed</state>");
        bob.act("hangUp", "out");
        awaitWords(alice, "notices", "<state>terminated</state>");
    }

    @Test
    void aLampThatAPersonMayNotSeeIsRefused() {
        BareTelephone bob = bob();
        bob.act("watch", "alice", "dialog", "application/dialog-info+xml");
        awaitWords(bob, "notices", "terminated 2");
    }

    @Test
    void aPageSignsInByATokenAloneAndCalls() {
        double before = scene.gateway().metric("landline_sip_tokens_accepted_total");
        BareTelephone bob = bob();
        BareTelephone alice = BareTelephone.signInByToken(scene, "alice");
        assertTrue(scene.gateway().metric("landline_sip_tokens_accepted_total") > before);
        alice.act("call", "out", GatewayFile.BOB_NUMBER);
        bob.answers("in-1");
        alice.await("out", "talking");
        alice.act("hangUp", "out");
        bob.await("in-1", "ended");
    }
}
