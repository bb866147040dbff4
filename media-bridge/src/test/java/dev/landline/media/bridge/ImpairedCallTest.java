package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.landline.media.bridge.ImpairedPath.Impairment;
import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.quality.LegNumbers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/** Whole calls, from ICE on, over bad networks: sound goes on, digits arrive once, redundancy helps. */
class ImpairedCallTest {
    private static final String KEYS = "0123456789*#";
    private static final int AMPLITUDE = 8000;

    private static TestEngine engine;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = TestEngine.start(OpusChoice.AUTO);
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    /** A call whose legs both lead over paths of their own. */
    private static final class Call implements AutoCloseable {
        final ImpairedPath toBrowser;
        final ImpairedPath toTrunk;
        final TestCall call;
        final HoleMeter heardByTrunk = new HoleMeter(AMPLITUDE / 8);

        Call(Impairment browserPath, Impairment trunkPath, BrowserPeer browser) throws Exception {
            toBrowser = new ImpairedPath(browserPath, 7);
            toTrunk = new ImpairedPath(trunkPath, 8);
            call = new TestCall(engine.engine(), browser, new TrunkPeer(G711Law.PCMU, 20));
            toTrunk.tap(heardByTrunk::add);
            toTrunk.leads(call.trunk().rtpAddress(), call.trunkLocal().rtp());
            call.bridge().connectTrunk(Side.B, call.trunk().descriptionVia(toTrunk.peerAsSeenByGateway()));
            toBrowser.leads(browser.address(), call.browserLocal().candidates().getFirst());
            call.bridge().connectBrowser(Side.A, browser.description());
            browser.connect(call.browserLocal(), toBrowser.gatewayAsSeenByPeer());
            call.awaitSecured();
            browser.sendTone(1000, AMPLITUDE);
            call.trunk().sendTone(toTrunk.gatewayAsSeenByPeer(), 1400, AMPLITUDE);
        }

        LegNumbers browserEnd() {
            return call.bridge().stats().a();
        }

        LegNumbers trunkEnd() {
            return call.bridge().stats().b();
        }

        @Override
        public void close() {
            call.close();
            toBrowser.close();
            toTrunk.close();
        }
    }

    @Execution(CONCURRENT)
    @Test
    void throughABadNetworkSoundHasNoHolesAndEveryDigitArrivesOnce() throws Exception {
        try (Call bad = new Call(Impairment.BAD_WIFI, Impairment.BAD_WIFI, engine.newBrowser())) {
            assertSoundWithoutHoles(bad);
            bad.call.browser().type(KEYS);
            bad.call.trunk().type(KEYS);
            Waiting.until(
                    "the trunk's keys", () -> bad.call.trunk().digits().text().length() >= KEYS.length());
            Waiting.until(
                    "the browser's", () -> bad.call.browser().digits().text().length() >= KEYS.length());
            assertSoundWithoutHoles(bad);
            assertEquals(KEYS, bad.call.trunk().digits().text());
            assertEquals(KEYS, bad.call.browser().digits().text());
            assertEquals(0, bad.heardByTrunk.jumps(), "what we send is whole");
            assertTrue(bad.browserEnd().playout().concealed() > 0, "something was lost and made up");
            assertTrue(bad.browserEnd().playout().targetMicros() <= 120_000, "the jitter buffer's bound");
            assertTrue(bad.trunkEnd().playout().targetMicros() <= 120_000, "the other one's");
        }
    }

    /** In some three seconds of the tone; the machine may be busy, so that one hole proves nothing. */
    private static void assertSoundWithoutHoles(Call bad) {
        int longest = Integer.MAX_VALUE;
        for (int attempt = 0; attempt < 8 && longest > 60; attempt++) {
            Waiting.until("sound", () -> bad.heardByTrunk.seconds() >= 1);
            bad.heardByTrunk.restart();
            Waiting.until("three seconds", () -> bad.heardByTrunk.seconds() >= 3);
            longest = bad.heardByTrunk.longestHoleMillis();
        }
        assertTrue(longest <= 60, "a hole of " + longest + " ms");
    }

    @Execution(CONCURRENT)
    @Test
    void aBrowserThatLosesMuchGetsRedForAsLongAsItDoes() throws Exception {
        BrowserPeer browser = engine.newBrowser().takingRed();
        try (Call bad = new Call(Impairment.losing(0), Impairment.losing(0), browser)) {
            browser.reportReception();
            Waiting.until("sound", () -> browser.packetsHeard() > 50);
            assertEquals(0, browser.redHeard(), "without loss it costs only bits");
            bad.toBrowser.impair(Impairment.losing(0.15));
            Waiting.until("RED", () -> browser.copiesHeard() > 20);
            bad.toBrowser.impair(Impairment.losing(0));
            Waiting.until("the end of RED", () -> {
                int red = browser.redHeard();
                int all = browser.packetsHeard();
                Waiting.until("more sound", () -> browser.packetsHeard() > all + 20);
                return browser.redHeard() == red;
            });
            browser.meter().assertHears(1400, AMPLITUDE);
        }
    }

    @Execution(CONCURRENT)
    @Test
    void aBrowserThatTakesNoRedGetsNone() throws Exception {
        BrowserPeer browser = engine.newBrowser();
        try (Call bad = new Call(Impairment.losing(0), Impairment.losing(0), browser)) {
            browser.reportReception();
            bad.toBrowser.impair(Impairment.losing(0.2));
            Waiting.until("sound", () -> browser.packetsHeard() > 250);
            assertEquals(0, browser.redHeard());
        }
    }

    @Execution(CONCURRENT)
    @Test
    void whatABrowserLosesOnTheWayIsRestoredFromItsRed() throws Exception {
        BrowserPeer browser = engine.newBrowser().takingRed();
        try (Call bad = new Call(Impairment.losing(0), Impairment.losing(0), browser)) {
            browser.sendRed();
            bad.toBrowser.impair(Impairment.losing(0.1));
            Waiting.until("losses", () -> bad.browserEnd().received().lost() > 40);
            long lost = bad.browserEnd().received().lost();
            long concealed = bad.browserEnd().playout().concealed();
            assertTrue(concealed <= lost / 2, concealed + " made up of " + lost + " lost");
            assertEquals(0, engine.count(MediaCounter.RTP_MALFORMED));
            assertTrue(bad.call.browser().packetsHeard() > 0);
            LegNumbers.Received received = bad.browserEnd().received();
            assertTrue(received.lastMillis() < 5_000 && received.bytes() > 0, "sound in RED is sound: " + received);
        }
    }
}
