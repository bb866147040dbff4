package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nobody clicks here: whoever has only a keyboard telephones all the same, and always sees where the focus is. */
class KeyboardOnlyTest {

    private static final double FIRST_HERTZ = 600;
    private static final double SECOND_HERTZ = 760;
    private static final double AMPLITUDE = 0.25;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(14);

    /** More than the page has controls: who has not come by then goes in a circle. */
    private static final int MOST_TABS = 40;

    private static final FarEnd FIRST = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);
    private static final FarEnd SECOND = FarEnd.sipp(3, Sipp.Transport.UDP, Law.PCMA);

    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        scene = Scene.open(new GatewayFile().trunk(FIRST).trunk(SECOND));
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

    private static RtpPeer soundOf(FarEnd end, double hertz) throws IOException {
        RtpPeer sound = new RtpPeer(end.address().getAddress(), end.law());
        sound.play(hertz, AMPLITUDE);
        return sound;
    }

    private static Sipp.Run at(FarEnd end, String scenario, RtpPeer sound) {
        return Sipp.scenario(scenario)
                .on(end.address(), Sipp.Transport.UDP)
                .sound(sound)
                .pause(LONG_ENOUGH);
    }

    /** The form has the focus from the start; Enter sends it. */
    private static Tab signIn() {
        Tab alice = scene.tab();
        awaitFocus(alice, "sign-in-user");
        alice.type("alice");
        alice.press("Tab");
        assertFocus(alice, "sign-in-password");
        alice.type(GatewayFile.password("alice"));
        alice.press("Enter");
        alice.awaitLine("ready");
        return alice;
    }

    /** Digits find the number field from anywhere on the page. */
    private static void dial(Tab tab, String number) {
        tab.type(number);
        awaitFocus(tab, "number");
        assertTrue(tab.focusShows(), "the number field shows its focus");
        tab.press("Enter");
        tab.awaitCall("in-call");
    }

    private static void awaitFocus(Tab tab, String testId) {
        Await.until("the focus on " + testId, Duration.ofSeconds(5), () -> testId.equals(tab.focused()));
    }

    private static void assertFocus(Tab tab, String testId) {
        assertEquals(testId, tab.focused());
        assertTrue(tab.focusShows(), () -> testId + " shows its focus");
    }

    /** Tab by Tab; every control on the way shows its focus. */
    private static void tabTo(Tab tab, String testId) {
        List<String> way = new ArrayList<>();
        while (!testId.equals(tab.focused())) {
            assertTrue(way.size() < MOST_TABS, () -> "no way to " + testId + " but " + way);
            tab.press("Tab");
            way.add(tab.focused());
            assertTrue(tab.focusShows(), () -> "the last of " + way + " shows its focus");
        }
    }

    @Test
    void aPersonSignsInCallsAndTransfersTheCallByKeyboardAlone() throws Exception {
        try (RtpPeer first = soundOf(FIRST, FIRST_HERTZ);
                Sipp one = at(FIRST, "trunk-answers-and-talks-until-the-browser-hangs-up", first)
                        .start();
                RtpPeer second = soundOf(SECOND, SECOND_HERTZ);
                Sipp other = at(SECOND, "trunk-answers-and-hangs-up", second).start()) {
            Tab alice = signIn();
            dial(alice, FIRST.number());
            alice.assertHears(FIRST_HERTZ, AMPLITUDE);
            first.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            alice.press("t");
            awaitFocus(alice, "reach-target");
            alice.type(SECOND.number());
            tabTo(alice, "transfer-now");
            alice.press("Enter");
            alice.awaitEnded();
            first.assertHears(SECOND_HERTZ, AMPLITUDE);
            second.assertHears(FIRST_HERTZ, AMPLITUDE);
            one.assertSucceeds();
            other.assertSucceeds();
        }
    }

    @Test
    void aPersonMutesAndEndsACallByShortcutsAndCallsAgainFromTheNextNumber() throws Exception {
        try (RtpPeer first = soundOf(FIRST, FIRST_HERTZ);
                Sipp one = at(FIRST, "trunk-answers-and-talks-until-the-browser-hangs-up", first)
                        .start();
                RtpPeer second = soundOf(SECOND, SECOND_HERTZ);
                Sipp other = at(SECOND, "trunk-answers-and-talks-until-the-browser-hangs-up", second)
                        .start()) {
            Tab alice = signIn();
            dial(alice, FIRST.number());
            alice.assertHears(FIRST_HERTZ, AMPLITUDE);
            alice.press("m");
            assertEquals("true", alice.attribute("mute", "aria-pressed").orElse(""));
            alice.press("Shift+E");
            assertEquals("Call ended", alice.awaitEnded().strip());
            one.assertSucceeds();
            dial(alice, SECOND.number());
            alice.assertHears(SECOND_HERTZ, AMPLITUDE);
            second.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            tabTo(alice, "hang-up");
            alice.press("Enter");
            alice.awaitEnded();
            other.assertSucceeds();
        }
    }
}
