package dev.landline.gateway.demo;

/** One step of a demo number's script; steps are taken in order. */
sealed interface DemoStep {

    /** Does something and goes on at once. */
    record Do(DemoAction action) implements DemoStep {}

    /** Waits. */
    record Pause(long millis) implements DemoStep {}

    /** Plays a sound and waits for its end. */
    record PlayOut(Prompt prompt) implements DemoStep {}

    /** Waits for the person we dialled; gives up after {@code millis}. */
    record AwaitAnswer(long millis) implements DemoStep {}

    /** Plays a prompt and then confirms keys until {@code #} or until {@code millis} are over. */
    record KeyMenu(Prompt prompt, long millis) implements DemoStep {}
}
