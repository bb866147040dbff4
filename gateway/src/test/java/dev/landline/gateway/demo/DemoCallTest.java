package dev.landline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.demo.DemoAction.Answer;
import dev.landline.gateway.demo.DemoAction.CallBack;
import dev.landline.gateway.demo.DemoAction.Dial;
import dev.landline.gateway.demo.DemoAction.Echo;
import dev.landline.gateway.demo.DemoAction.GiveUp;
import dev.landline.gateway.demo.DemoAction.HangUp;
import dev.landline.gateway.demo.DemoAction.OpenEarly;
import dev.landline.gateway.demo.DemoAction.Play;
import dev.landline.gateway.demo.DemoAction.PressKeys;
import dev.landline.gateway.demo.DemoAction.Refuse;
import dev.landline.gateway.demo.DemoAction.Ring;
import dev.landline.sip.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DemoCallTest {

    private static final Optional<String> CALLER = Optional.of("+441632960100");

    /** Near the wrap of nanoTime, where careless comparisons fail. */
    private long nowNanos = Long.MAX_VALUE - 1_000_000;

    private DemoCall call;

    @Test
    void echoRingsAnswersAndReturnsTheVoice() {
        assertEquals(List.of(new Ring()), begin(DemoNumber.ECHO));
        assertEquals(List.of(), after(499));
        assertEquals(List.of(new Answer()), after(1));
        assertEquals(List.of(new Echo()), after(300));
        assertEquals(List.of(), after(DemoScript.LONGEST_CALL_MILLIS - 1));
        assertEquals(List.of(new HangUp()), after(1));
        assertFalse(call.timed());
    }

    @Test
    void milliwattPlaysTheToneUntilSomebodyHangsUp() {
        assertEquals(List.of(new Ring()), begin(DemoNumber.MILLIWATT));
        assertEquals(List.of(new Answer(), new Play(Prompt.MILLIWATT)), after(100));
        assertEquals(List.of(new HangUp()), after(DemoScript.LONGEST_CALL_MILLIS));
    }

    @Test
    void busyOutOfServiceAndUnallocatedAreRefusedAtOnceWithTheirCause() {
        assertEquals(List.of(refusal(486, "Busy Here", 17, "User busy")), begin(DemoNumber.BUSY));
        assertEquals(
                List.of(refusal(503, "Service Unavailable", 41, "Temporary failure")),
                begin(DemoNumber.OUT_OF_SERVICE));
        call = new DemoCall(DemoScript.unallocated());
        assertEquals(List.of(refusal(404, "Not Found", 1, "Unallocated number")), tell(new DemoEvent.Started()));
        assertFalse(call.timed());
    }

    @Test
    void noAnswerRingsForThreeMinutes() {
        assertEquals(List.of(new Ring()), begin(DemoNumber.NO_ANSWER));
        assertEquals(List.of(), after(179_999));
        assertEquals(List.of(refusal(480, "Temporarily Unavailable", 19, "No answer from user")), after(1));
    }

    @Test
    void announcementIsHeardBeforeTheRefusal() {
        assertEquals(List.of(new OpenEarly()), begin(DemoNumber.ANNOUNCEMENT));
        assertEquals(List.of(new Play(Prompt.ANNOUNCEMENT)), after(300));
        assertEquals(List.of(), after(60_000));
        assertEquals(
                List.of(refusal(480, "Temporarily Unavailable", 20, "Subscriber absent")),
                tell(new DemoEvent.SoundEnded()));
    }

    @Test
    void callBackBeepsHangsUpAndArrangesTheOtherCall() {
        begin(DemoNumber.CALL_BACK);
        after(500);
        assertEquals(List.of(new Play(Prompt.TWO_BEEPS)), after(300));
        assertEquals(List.of(new HangUp(), new CallBack(CALLER.get())), tell(new DemoEvent.SoundEnded()));

        call = new DemoCall(DemoScript.callingBack(CALLER.get()));
        assertEquals(List.of(), tell(new DemoEvent.Started()));
        assertEquals(List.of(new Dial(CALLER.get())), after(3_000));
        assertEquals(List.of(), after(10_000));
        assertEquals(List.of(), tell(new DemoEvent.PeerAnswered()));
        assertEquals(List.of(new Play(Prompt.CALL_BACK)), after(300));
        assertEquals(List.of(new Echo()), tell(new DemoEvent.SoundEnded()));
    }

    @Test
    void callBackGivesUpWhenNobodyAnswers() {
        call = new DemoCall(DemoScript.callingBack(CALLER.get()));
        tell(new DemoEvent.Started());
        after(3_000);
        assertEquals(List.of(), after(44_999));
        assertEquals(List.of(new GiveUp()), after(1));
        assertEquals(List.of(), tell(new DemoEvent.PeerAnswered()));
    }

    @Test
    void withheldNumberIsNotCalledBack() {
        call = new DemoCall(DemoScript.called(DemoNumber.CALL_BACK, Optional.empty()));
        tell(new DemoEvent.Started());
        after(500);
        assertEquals(List.of(new Play(Prompt.ANNOUNCEMENT)), after(300));
        assertEquals(List.of(new HangUp()), tell(new DemoEvent.SoundEnded()));
    }

    @Test
    void musicRingsThreeSecondsAndHangsUpAfterTen() {
        assertEquals(List.of(new Ring()), begin(DemoNumber.MUSIC));
        assertEquals(List.of(), after(2_999));
        assertEquals(List.of(new Answer(), new Play(Prompt.MUSIC)), after(1));
        assertEquals(List.of(), after(9_999));
        assertEquals(List.of(new HangUp()), after(1));
    }

    @Test
    void digitsAreSentOneSecondAfterTheAnswer() {
        begin(DemoNumber.DIGITS);
        assertEquals(List.of(new Answer()), after(500));
        assertEquals(List.of(), after(300));
        assertEquals(List.of(new PressKeys("123")), after(700));
        assertEquals(List.of(new Play(Prompt.STEADY)), after(1_500));
    }

    @Test
    void menuConfirmsDigitsRepeatsOnStarAndHangsUpOnHash() {
        begin(DemoNumber.MENU);
        after(500);
        assertEquals(List.of(new Play(Prompt.WELCOME)), after(300));
        assertEquals(List.of(), tell(new DemoEvent.SoundEnded()));
        for (char key = '0'; key <= '9'; key++) {
            assertEquals(List.of(new Play(Prompt.valueOf("KEY_" + key))), tell(new DemoEvent.KeyPressed(key)));
        }
        assertEquals(List.of(), tell(new DemoEvent.KeyPressed('B')));
        assertEquals(List.of(new Play(Prompt.WELCOME)), tell(new DemoEvent.KeyPressed('*')));
        assertEquals(List.of(new Play(Prompt.GOODBYE)), tell(new DemoEvent.KeyPressed('#')));
        assertEquals(List.of(), tell(new DemoEvent.KeyPressed('1')));
        assertEquals(List.of(new HangUp()), tell(new DemoEvent.SoundEnded()));
    }

    @Test
    void eventsNobodyWaitsForChangeNothing() {
        begin(DemoNumber.ECHO);
        assertEquals(List.of(), tell(new DemoEvent.PeerAnswered()));
        assertEquals(List.of(), tell(new DemoEvent.SoundEnded()));
        assertEquals(List.of(), tell(new DemoEvent.KeyPressed('1')));
        assertEquals(List.of(new Answer()), after(500));
    }

    @ParameterizedTest
    @EnumSource(DemoNumber.class)
    void everyNumberEndsByItself(DemoNumber number) {
        List<DemoAction> all = new ArrayList<>(begin(number));
        for (int i = 0; i < 20; i++) {
            all.addAll(after(DemoScript.LONGEST_CALL_MILLIS));
            all.addAll(tell(new DemoEvent.SoundEnded()));
        }
        assertTrue(
                all.stream().anyMatch(action -> action instanceof HangUp || action instanceof Refuse),
                () -> number + " only did " + all);
        assertEquals(
                1,
                all.stream()
                        .filter(a -> a instanceof HangUp || a instanceof Refuse)
                        .count());
    }

    @Test
    void publishedListHasEveryNumberOnceInTheRangeKeptForFilms() {
        Set<String> seen = new HashSet<>();
        for (DemoNumber number : DemoNumbers.published()) {
            assertTrue(number.number().matches("\\+441632960\\d{3}"), number.number());
            assertTrue(seen.add(number.number()));
            assertTrue(number.description().endsWith("."));
            assertEquals(Optional.of(number), DemoNumber.dialled(number.number()));
            assertEquals(Optional.of(number), DemoNumber.dialled(number.number().substring(1)));
        }
        assertEquals(DemoNumber.values().length, seen.size());
        assertTrue(DemoNumber.dialled("+441632960999").isEmpty());
        assertTrue(DemoNumber.dialled("").isEmpty());
    }

    private List<DemoAction> begin(DemoNumber number) {
        call = new DemoCall(DemoScript.called(number, CALLER));
        return tell(new DemoEvent.Started());
    }

    private List<DemoAction> tell(DemoEvent event) {
        return call.on(event, nowNanos);
    }

    private List<DemoAction> after(long millis) {
        nowNanos += millis * 1_000_000;
        return tell(new DemoEvent.TimePassed());
    }

    private static Refuse refusal(int status, String phrase, int cause, String text) {
        return new Refuse(status, phrase, Optional.of(Reason.q850(cause, text)));
    }
}
