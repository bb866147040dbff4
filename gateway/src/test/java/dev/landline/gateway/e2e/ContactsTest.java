package dev.landline.gateway.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Contacts in real Chromium: brought in from files, searched, called, and named when they call. */
class ContactsTest {

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

    @Test
    void contactsOfAFileAreFoundCalledAndNamedWhenTheyCall() throws Exception {
        Tab alice = scene.signedIn("alice");
        alice.click("area-contacts");
        awaitCount(alice, "contacts-empty", 1);
        alice.file(
                "contacts-file",
                "friends.csv",
                "text/csv",
                "Name,Phone\nGrace Hopper," + GatewayFile.CALLER + "\nAda Lovelace," + TRUNK.number() + "\nNobody,\n");
        awaitText(alice, "contacts-news", "2 contacts imported");
        awaitText(alice, "contacts-news", "1 left out");
        alice.fill("contacts-search", "lovelace");
        awaitCount(alice, "contact", 1);
        try (Sipp busy = Sipp.scenario("trunk-is-busy")
                .on(TRUNK.address(), Sipp.Transport.UDP)
                .start()) {
            alice.click("call-contact");
            alice.awaitEnded();
            awaitText(alice, "party-name", "Ada Lovelace");
            busy.assertSucceeds();
            alice.click("dismiss");
        }
        try (RtpPeer sound = new RtpPeer(TRUNK.address().getAddress(), TRUNK.law());
                Sipp caller = Sipp.scenario("caller-gives-up-while-ringing")
                        .on(new InetSocketAddress(TRUNK.address().getAddress(), Ports.free()), TRUNK.transport())
                        .sound(sound)
                        .from(GatewayFile.CALLER)
                        .pause(Duration.ofSeconds(3))
                        .calls(GatewayFile.ALICE_NUMBER, scene.gateway().sip())
                        .start()) {
            awaitText(alice, "incoming-call", "Grace Hopper");
            alice.awaitNoRinging();
            caller.assertSucceeds();
        }
    }

    @Test
    void aContactIsAddedByHandAndTakenAway() throws Exception {
        Tab bob = scene.signedIn("bob");
        bob.click("area-contacts");
        bob.click("add-contact");
        bob.fill("contact-name", "Reception");
        bob.fill("contact-number", "+44 20 7946 0958");
        bob.click("add-contact");
        awaitText(bob, "contacts-list", "Reception");
        bob.click("delete-contact");
        awaitCount(bob, "contacts-empty", 1);
    }

    @Test
    void aContactGetsAnotherNameAndASecondNumber() {
        Tab bob = scene.signedIn("bob");
        bob.click("area-contacts");
        bob.fill("contact-name", "Receptoin");
        bob.fill("contact-number", "+442079460958");
        bob.click("add-contact");
        awaitText(bob, "contacts-list", "Receptoin");
        bob.click("edit-contact");
        bob.fill("edit-name", "Reception");
        bob.fill("edit-company", "Example Ltd");
        bob.click("more-numbers");
        bob.click("save-contact");
        awaitText(bob, "contacts-list", "Reception");
        awaitText(bob, "contacts-list", "Example Ltd");
        awaitCount(bob, "contact-form", 0);
        bob.click("delete-contact");
        awaitCount(bob, "contacts-empty", 1);
    }

    @Test
    void aCardFileIsReadToo() throws Exception {
        Tab bob = scene.signedIn("bob");
        bob.click("area-contacts");
        bob.file(
                "contacts-file",
                "one.vcf",
                "text/vcard",
                "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Alan Turing\r\nTEL:+442079460001\r\nEND:VCARD\r\n");
        awaitText(bob, "contacts-list", "Alan Turing");
        bob.click("delete-contact");
        awaitCount(bob, "contacts-empty", 1);
    }
}
