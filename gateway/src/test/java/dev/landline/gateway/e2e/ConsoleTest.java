package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** History and overview in real Chromium: what calls leave behind, for those who took part and for nobody else. */
class ConsoleTest {

    private static final FarEnd TRUNK = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile().trunk(TRUNK));
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

    private static void awaitText(Tab tab, String testId, String words) {
        Await.value(
                () -> testId + " saying " + words + "; it says " + tab.text(testId),
                Duration.ofSeconds(15),
                () -> tab.text(testId).filter(text -> text.contains(words)));
    }

    private static void awaitCount(Tab tab, String testId, int count) {
        Await.value(
                () -> count + " of " + testId + "; there are " + tab.count(testId),
                Duration.ofSeconds(15),
                () -> tab.count(testId) == count ? Optional.of(count) : Optional.empty());
    }

    private static void callsSomebodyBusy(Tab alice) throws Exception {
        try (Sipp busy = Sipp.scenario("trunk-is-busy")
                .on(TRUNK.address(), Sipp.Transport.UDP)
                .start()) {
            alice.dial(TRUNK.number());
            alice.awaitEnded();
            busy.assertSucceeds();
            alice.click("dismiss");
        }
    }

    @Test
    void aCallIsInTheHistoryOfWhoMadeItWithTheReasonOfItsEndItsNoteAndItsTag() throws Exception {
        Tab alice = scene.signedIn("alice");
        Tab bob = scene.signedIn("bob");
        callsSomebodyBusy(alice);
        alice.click("area-history");
        awaitText(alice, "history-list", "Busy");
        alice.click("history-call");
        awaitText(alice, "call-failure", "1486");
        alice.fill("new-note", "Try again on Friday.");
        alice.click("add-note");
        awaitText(alice, "note", "Try again on Friday.");
        alice.fill("new-tag", "sales");
        alice.click("add-tag");
        awaitText(alice, "tag", "sales");
        alice.click("area-history");
        awaitText(alice, "history-list", "sales");
        alice.fill("filter-tag", "purchase");
        awaitCount(alice, "history-empty", 1);
        alice.fill("filter-tag", "sales");
        awaitText(alice, "history-list", "sales");
        bob.click("area-history");
        awaitCount(bob, "history-empty", 1);
    }

    @Test
    void theOverviewCountsACallAsItEndsAndTellsWhatHappened() throws Exception {
        Tab alice = scene.signedIn("alice");
        alice.click("area-overview");
        awaitText(alice, "tile-now", "0");
        int before = Integer.parseInt(alice.text("tile-total").orElseThrow());
        Tab bob = scene.signedIn("bob");
        alice.dial("bob");
        bob.awaitRinging();
        bob.answer();
        alice.awaitCall("in-call");
        awaitText(alice, "tile-now", "1");
        awaitText(alice, "live-call", "bob");
        alice.hangUp();
        alice.awaitEnded();
        awaitText(alice, "tile-total", Integer.toString(before + 1));
        awaitText(alice, "activity", "Answered");
        awaitCount(alice, "live-call", 0);
        assertEquals(Optional.of("0"), alice.text("tile-now"));
    }

    @Test
    void theListIsSavedForASpreadsheetFromTheSameFilters() throws Exception {
        Tab alice = scene.signedIn("alice");
        alice.click("area-history");
        alice.fill("filter-tag", "sales");
        String address = Await.value(
                () -> "the filter in the address of the file",
                Duration.ofSeconds(15),
                () -> alice.attribute("export-csv", "href").filter(href -> href.contains("tag=sales")));
        assertTrue(address.contains("/api/calls.csv"), address);
    }
}
