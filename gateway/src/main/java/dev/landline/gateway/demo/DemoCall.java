package dev.landline.gateway.demo;

import dev.landline.gateway.demo.DemoStep.AwaitAnswer;
import dev.landline.gateway.demo.DemoStep.Do;
import dev.landline.gateway.demo.DemoStep.KeyMenu;
import dev.landline.gateway.demo.DemoStep.Pause;
import dev.landline.gateway.demo.DemoStep.PlayOut;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One call of the demo PSTN taking the steps of its script: events and the time in, actions out; no I/O and no clock.
 * Owned by the demo exchange.
 */
final class DemoCall {

    private static final List<DemoStep> AFTER_HASH =
            List.of(new PlayOut(Prompt.GOODBYE), new Do(new DemoAction.HangUp()));

    private final Deque<DemoStep> steps;
    private Optional<DemoStep> waitingIn = Optional.empty();
    private boolean timed;
    private long dueNanos;

    DemoCall(List<DemoStep> script) {
        steps = new ArrayDeque<>(script);
    }

    /** Whether the call waits for a time at all. */
    boolean timed() {
        return timed;
    }

    /** When to send {@link DemoEvent.TimePassed} next; meaningless unless {@link #timed()}. */
    long dueNanos() {
        return dueNanos;
    }

    /** Takes one event and says what to do, in order. Events the current step does not wait for are ignored. */
    List<DemoAction> on(DemoEvent event, long nowNanos) {
        List<DemoAction> actions = new ArrayList<>(4);
        switch (event) {
            case DemoEvent.Started() -> advance(nowNanos, actions);
            case DemoEvent.PeerAnswered() -> {
                if (waitingIn.orElse(null) instanceof AwaitAnswer) {
                    advance(nowNanos, actions);
                }
            }
            case DemoEvent.SoundEnded() -> {
                if (waitingIn.orElse(null) instanceof PlayOut) {
                    advance(nowNanos, actions);
                }
            }
            case DemoEvent.KeyPressed(char key) -> {
                if (waitingIn.orElse(null) instanceof KeyMenu menu) {
                    key(menu, key, nowNanos, actions);
                }
            }
            case DemoEvent.TimePassed() -> {
                if (timed && nowNanos - dueNanos >= 0) {
                    timeOver(nowNanos, actions);
                }
            }
        }
        return actions;
    }

    private void timeOver(long nowNanos, List<DemoAction> actions) {
        if (waitingIn.orElse(null) instanceof AwaitAnswer) {
            steps.clear();
            steps.add(new Do(new DemoAction.GiveUp()));
        }
        advance(nowNanos, actions);
    }

    private void key(KeyMenu menu, char key, long nowNanos, List<DemoAction> actions) {
        if (key == '#') {
            steps.clear();
            steps.addAll(AFTER_HASH);
            advance(nowNanos, actions);
        } else if (key == '*') {
            actions.add(new DemoAction.Play(menu.prompt()));
        } else {
            Prompt.confirming(key).ifPresent(prompt -> actions.add(new DemoAction.Play(prompt)));
        }
    }

    private void advance(long nowNanos, List<DemoAction> actions) {
        timed = false;
        waitingIn = Optional.empty();
        while (waitingIn.isEmpty() && !steps.isEmpty()) {
            DemoStep step = steps.remove();
            switch (step) {
                case Do(DemoAction action) -> actions.add(action);
                case Pause(long millis) -> await(step, millis, nowNanos);
                case AwaitAnswer(long millis) -> await(step, millis, nowNanos);
                case PlayOut(Prompt prompt) -> {
                    actions.add(new DemoAction.Play(prompt));
                    waitingIn = Optional.of(step);
                }
                case KeyMenu(Prompt prompt, long millis) -> {
                    actions.add(new DemoAction.Play(prompt));
                    await(step, millis, nowNanos);
                }
            }
        }
    }

    private void await(DemoStep step, long millis, long nowNanos) {
        waitingIn = Optional.of(step);
        timed = true;
        dueNanos = nowNanos + millis * 1_000_000;
    }
}
