package dev.landline.gateway.demo;

import java.util.EnumMap;
import java.util.Map;

/** Every {@link Prompt} as sound, synthesised once at start: nothing is recorded and nothing is read from files. */
final class PromptLibrary {

    /** As loud as a person speaking clearly into a good telephone. */
    private static final double VOICE_DBM0 = -13;

    /** Special information tones, ITU-T E.180: three rising tones of 330 ms. */
    private static final int[] SPECIAL_INFORMATION_HERTZ = {950, 1_400, 1_800};

    private static final String[] KEY_PITCHES = {"G4", "C5", "D5", "E5", "F5", "G5", "A5", "B5", "C6", "D6"};
    private static final int KEY_BEEP_MILLIS = 110;
    private static final int KEY_GAP_MILLIS = 90;

    /** Ludwig van Beethoven, the theme of the Ninth Symphony's last movement (1824). */
    private static final String ODE_TO_JOY = """
            E5 E5 F5 G5 G5 F5 E5 D5 C5 C5 D5 E5 E5:1.5 D5:0.5 D5:2
            E5 E5 F5 G5 G5 F5 E5 D5 C5 C5 D5 E5 D5:1.5 C5:0.5 C5:2
            """;

    private final Map<Prompt, Sound> sounds;

    private PromptLibrary(Map<Prompt, Sound> sounds) {
        this.sounds = sounds;
    }

    /** Makes every sound; takes some tens of milliseconds. */
    static PromptLibrary synthesise() {
        Map<Prompt, Sound> sounds = new EnumMap<>(Prompt.class);
        for (Prompt prompt : Prompt.values()) {
            sounds.put(prompt, make(prompt));
        }
        return new PromptLibrary(sounds);
    }

    /** The sound of a prompt. */
    Sound sound(Prompt prompt) {
        return sounds.get(prompt);
    }

    private static Sound make(Prompt prompt) {
        return switch (prompt) {
            case WELCOME -> tune("C5 E5 G5 C6:2 G5 E5 C6:3", 180);
            case GOODBYE -> tune("C6 G5 E5 C5:3", 160);
            case KEY_0 ->
                Sound.of(new ToneWriter()
                        .tone(ToneWriter.hertz(KEY_PITCHES[0]), 700, VOICE_DBM0)
                        .samples());
            case KEY_1 -> beeps(1);
            case KEY_2 -> beeps(2);
            case KEY_3 -> beeps(3);
            case KEY_4 -> beeps(4);
            case KEY_5 -> beeps(5);
            case KEY_6 -> beeps(6);
            case KEY_7 -> beeps(7);
            case KEY_8 -> beeps(8);
            case KEY_9 -> beeps(9);
            case MILLIWATT -> Sound.endless(ToneWriter.endlessForMuLaw(1_004, 0), ToneWriter.endless(1_004, 0));
            case ANNOUNCEMENT -> announcement();
            case TWO_BEEPS ->
                Sound.of(new ToneWriter()
                        .tone(880, 180, VOICE_DBM0)
                        .silence(140)
                        .tone(880, 180, VOICE_DBM0)
                        .silence(200)
                        .samples());
            case CALL_BACK -> tune("G5 C6 E5 G5 C5:2 -", 170);
            case MUSIC -> tune(ODE_TO_JOY, 10_000 / 32);
            case STEADY ->
                Sound.endless(ToneWriter.endlessForMuLaw(440, VOICE_DBM0), ToneWriter.endless(440, VOICE_DBM0));
        };
    }

    private static Sound tune(String notes, int beatMillis) {
        // Struck notes fade; starting higher gives them the loudness of a steady tone.
        return Sound.of(new ToneWriter().tune(notes, beatMillis, VOICE_DBM0 + 4).samples());
    }

    private static Sound beeps(int count) {
        ToneWriter writer = new ToneWriter();
        for (int i = 0; i < count; i++) {
            writer.tone(ToneWriter.hertz(KEY_PITCHES[count]), KEY_BEEP_MILLIS, VOICE_DBM0)
                    .silence(KEY_GAP_MILLIS);
        }
        return Sound.of(writer.samples());
    }

    private static Sound announcement() {
        ToneWriter writer = new ToneWriter();
        for (int hertz : SPECIAL_INFORMATION_HERTZ) {
            writer.tone(hertz, 330, VOICE_DBM0);
        }
        // Three seconds of a falling tune where a voice would say that the number cannot be reached.
        writer.silence(200).tune("G5:2 E5:2 C5:2 G5 E5 C5 - G4:3 -", 200, VOICE_DBM0 + 4);
        return Sound.of(writer.samples());
    }
}
