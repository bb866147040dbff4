package dev.landline.gateway.demo;

import dev.landline.gateway.demo.DemoStep.Do;
import dev.landline.gateway.demo.DemoStep.KeyMenu;
import dev.landline.gateway.demo.DemoStep.Pause;
import dev.landline.gateway.demo.DemoStep.PlayOut;
import dev.landline.sip.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What each demo number does, step by step. */
final class DemoScript {

    /** No demo call lasts longer: a forgotten one must not hold its ports for ever. */
    static final long LONGEST_CALL_MILLIS = 3_600_000;

    static final long RING_MILLIS = 500;
    static final long SHORT_RING_MILLIS = 100;
    static final long NO_ANSWER_MILLIS = 180_000;
    static final long CALL_BACK_MILLIS = 3_000;
    static final long CALL_BACK_RING_MILLIS = 45_000;

    /** Sound that starts in the instant of the answer loses its first notes while the peer opens its own path. */
    private static final long SETTLE_MILLIS = 300;

    private DemoScript() {}

    /**
     * The script of a number that is called.
     *
     * @param caller the caller's number; empty when it was withheld
     */
    static List<DemoStep> called(DemoNumber number, Optional<String> caller) {
        return switch (number) {
            case MENU -> answered(new KeyMenu(Prompt.WELCOME, LONGEST_CALL_MILLIS));
            case ECHO -> answered(new Do(new DemoAction.Echo()), new Pause(LONGEST_CALL_MILLIS));
            case MILLIWATT ->
                // As a test line of a telephone exchange: answered at once, and a tone has no first notes to lose.
                List.of(
                        new Do(new DemoAction.Ring()),
                        new Pause(SHORT_RING_MILLIS),
                        new Do(new DemoAction.Answer()),
                        play(Prompt.MILLIWATT),
                        new Pause(LONGEST_CALL_MILLIS),
                        hangUp());
            case BUSY -> refused(486, "Busy Here", Reason.q850(17, "User busy"));
            case NO_ANSWER ->
                List.of(
                        new Do(new DemoAction.Ring()),
                        new Pause(NO_ANSWER_MILLIS),
                        refuse(480, "Temporarily Unavailable", Reason.q850(19, "No answer from user")));
            case ANNOUNCEMENT ->
                List.of(
                        new Do(new DemoAction.OpenEarly()),
                        new Pause(SETTLE_MILLIS),
                        new PlayOut(Prompt.ANNOUNCEMENT),
                        refuse(480, "Temporarily Unavailable", Reason.q850(20, "Subscriber absent")));
            case CALL_BACK -> answered(callBack(caller));
            case MUSIC ->
                List.of(
                        new Do(new DemoAction.Ring()),
                        new Pause(3_000),
                        new Do(new DemoAction.Answer()),
                        play(Prompt.MUSIC),
                        new Pause(10_000),
                        hangUp());
            case OUT_OF_SERVICE -> refused(503, "Service Unavailable", Reason.q850(41, "Temporary failure"));
            case DIGITS ->
                answered(
                        new Pause(1_000 - SETTLE_MILLIS),
                        new Do(new DemoAction.PressKeys("123")),
                        new Pause(1_500),
                        play(Prompt.STEADY),
                        new Pause(LONGEST_CALL_MILLIS));
        };
    }

    /** The script of a number nobody has. */
    static List<DemoStep> unallocated() {
        return refused(404, "Not Found", Reason.q850(1, "Unallocated number"));
    }

    /** The script of a call we make ourselves after {@link DemoNumber#CALL_BACK}. */
    static List<DemoStep> callingBack(String number) {
        return List.of(
                new Pause(CALL_BACK_MILLIS),
                new Do(new DemoAction.Dial(number)),
                new DemoStep.AwaitAnswer(CALL_BACK_RING_MILLIS),
                new Pause(SETTLE_MILLIS),
                new PlayOut(Prompt.CALL_BACK),
                new Do(new DemoAction.Echo()),
                new Pause(LONGEST_CALL_MILLIS),
                hangUp());
    }

    private static DemoStep[] callBack(Optional<String> caller) {
        return caller.map(number ->
                        new DemoStep[] {new PlayOut(Prompt.TWO_BEEPS), hangUp(), new Do(new DemoAction.CallBack(number))
                        })
                .orElseGet(() -> new DemoStep[] {new PlayOut(Prompt.ANNOUNCEMENT), hangUp()});
    }

    /** Rings shortly, answers, does {@code steps} and hangs up. */
    private static List<DemoStep> answered(DemoStep... steps) {
        List<DemoStep> script = new ArrayList<>();
        script.add(new Do(new DemoAction.Ring()));
        script.add(new Pause(RING_MILLIS));
        script.add(new Do(new DemoAction.Answer()));
        script.add(new Pause(SETTLE_MILLIS));
        script.addAll(Arrays.asList(steps));
        if (!script.contains(hangUp())) {
            script.add(hangUp());
        }
        return List.copyOf(script);
    }

    private static DemoStep play(Prompt prompt) {
        return new Do(new DemoAction.Play(prompt));
    }

    private static DemoStep hangUp() {
        return new Do(new DemoAction.HangUp());
    }

    private static DemoStep refuse(int status, String phrase, Reason reason) {
        return new Do(new DemoAction.Refuse(status, phrase, Optional.of(reason)));
    }

    private static List<DemoStep> refused(int status, String phrase, Reason reason) {
        return List.of(refuse(status, phrase, reason));
    }
}
