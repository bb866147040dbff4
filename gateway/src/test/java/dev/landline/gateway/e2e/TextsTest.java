package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page does with SIP beside calls: texts, the voicemail lamp, and what it writes down for support. */
class TextsTest {

    private static final FarEnd PBX = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);

    private static Scene scene;
    private static GatewayFile file;

    @BeforeAll
    static void open() throws IOException {
        file = new GatewayFile().trunk(PBX);
        scene = Scene.open(file);
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

    private static void write(Tab tab, String to, String text) {
        tab.click("area-messages");
        tab.fill("text-to", to);
        tab.fill("text-field", text);
        tab.click("send-text");
    }

    @Test
    void aTextReachesAColleagueIsCountedUntilItIsReadAndIsAnswered() {
        Tab alice = scene.signedIn("alice");
        Tab bob = scene.signedIn("bob");
        write(alice, "bob", "Lunch at noon? ☕");
        awaitText(alice, "thread", "Lunch at noon? ☕");
        awaitText(bob, "badge-messages", "1");
        bob.click("area-messages");
        bob.click("conversation");
        awaitText(bob, "thread", "Lunch at noon? ☕");
        bob.awaitCount("badge-messages", 0);
        bob.fill("text-field", "Yes.");
        bob.click("send-text");
        awaitText(alice, "thread", "Yes.");
        assertEquals(0, alice.count("badge-messages"), "it is being looked at");
        assertEquals(Optional.of("sent"), alice.attribute("text", "data-state"));
        alice.reload();
        alice.awaitLine("ready");
        awaitText(alice, "thread", "Yes.");
    }

    @Test
    void aTextThatReachesNobodySaysSo() {
        Tab alice = scene.signedIn("alice");
        write(alice, "nobody-at-all", "Hello?");
        awaitText(alice, "thread", "Not delivered");
    }

    @Test
    void theLampShowsTheVoicemailThatThePbxReports() throws Exception {
        Tab alice = scene.signedIn("alice");
        assertEquals(0, alice.count("voicemail"));
        try (Sipp pbx = Sipp.scenario("trunk-reports-voicemail")
                .on(PBX.address(), Sipp.Transport.UDP)
                .calls(
                        GatewayFile.ALICE_NUMBER,
                        new InetSocketAddress(InetAddress.getByName(file.address()), file.sipPort()))
                .start()) {
            pbx.assertSucceeds();
        }
        awaitText(alice, "voicemail", "2");
        Tab again = scene.signedIn("alice");
        awaitText(again, "voicemail", "2");
    }

    @Test
    void theFileForSupportHoldsTheSipMessagesTheStatisticsAndNoSecret() {
        Tab alice = scene.signedIn("alice");
        Tab bob = scene.signedIn("bob");
        alice.dial("bob");
        bob.awaitRinging();
        bob.answer();
        alice.awaitCall("in-call");
        alice.click("settings");
        alice.click("open-support");
        awaitText(alice, "sip-trace", "INVITE sip:bob@");
        awaitText(alice, "sip-trace", "200 ");
        JsonObject file = alice.saved("support-file");
        assertTrue(file.getString("name").startsWith("landline-support-"), file.getString("name"));
        String text = file.getString("text");
        assertFalse(text.contains(GatewayFile.password("alice")), "the password");
        assertFalse(text.matches("(?s).*Bearer [A-Za-z0-9].*"), "a token");
        assertFalse(text.matches("(?s).*a=ice-pwd:[A-Za-z0-9+/].*"), "a password of ICE");
        JsonObject bundle = new JsonObject(text);
        String sip = bundle.getJsonArray("sip").stream()
                .map(one -> ((JsonObject) one).getString("text").split("\r\n", 2)[0])
                .collect(Collectors.joining("\n"));
        assertTrue(sip.contains("REGISTER ") && sip.contains("INVITE ") && sip.contains("ACK "), sip);
        JsonArray evidence = bundle.getJsonArray("evidence");
        assertTrue(evidence.encode().contains("candidate-pair"), "what getStats() says");
        assertEquals("in-call", bundle.getJsonArray("calls").getJsonObject(0).getString("phase"));
        alice.hangUp();
    }
}
