package dev.landline.gateway.demo;

import java.util.Optional;

/** The sounds the demo PSTN can play, by name; {@link PromptLibrary} has the samples. */
enum Prompt {
    /** The tone menu's tune. */
    WELCOME,
    /** The tone menu's farewell. */
    GOODBYE,
    /** One confirmation for each digit: as many beeps, and a pitch of its own. */
    KEY_0,
    KEY_1,
    KEY_2,
    KEY_3,
    KEY_4,
    KEY_5,
    KEY_6,
    KEY_7,
    KEY_8,
    KEY_9,
    /** 1004 Hz at 0 dBm0, without end. */
    MILLIWATT,
    /** Special information tones (ITU-T E.180) and three seconds of a falling tune. */
    ANNOUNCEMENT,
    /** "I will call you back". */
    TWO_BEEPS,
    /** What the person called back hears first. */
    CALL_BACK,
    /** Ten seconds of music. */
    MUSIC,
    /** A steady, soft 440 Hz, without end. */
    STEADY;

    private static final Prompt[] KEYS = {KEY_0, KEY_1, KEY_2, KEY_3, KEY_4, KEY_5, KEY_6, KEY_7, KEY_8, KEY_9};

    /** The confirmation of a digit; empty for a key that is none. */
    static Optional<Prompt> confirming(char key) {
        return key >= '0' && key <= '9' ? Optional.of(KEYS[key - '0']) : Optional.empty();
    }
}
