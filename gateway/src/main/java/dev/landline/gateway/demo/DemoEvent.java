package dev.landline.gateway.demo;

/** What happens to one call of the demo PSTN, as {@link DemoCall} sees it. */
sealed interface DemoEvent {

    /** The INVITE came in, or the call back was arranged. */
    record Started() implements DemoEvent {}

    /** Whoever we called has answered. */
    record PeerAnswered() implements DemoEvent {}

    /** The peer pressed a key: {@code 0-9 * # A-D}. */
    record KeyPressed(char key) implements DemoEvent {}

    /** The last sound was played to its end. */
    record SoundEnded() implements DemoEvent {}

    /** The time named by {@link DemoCall#dueNanos()} may have come. */
    record TimePassed() implements DemoEvent {}
}
