package dev.landline.media.record;

import java.util.ArrayList;
import java.util.List;

/** Finds the knocks of {@link Talker#knocks}. */
final class Knocks {
    private static final int LOUD = 4000;

    private Knocks() {}

    /** When each of them begins, in milliseconds from the start. */
    static List<Integer> millis(short[] pcm, int sampleRate) {
        List<Integer> found = new ArrayList<>();
        long quietUntil = 0;
        for (int i = 0; i < pcm.length; i++) {
            if (Math.abs(pcm[i]) > LOUD && i >= quietUntil) {
                found.add((int) (i * 1000L / sampleRate));
                quietUntil = (long) i + sampleRate;
            }
        }
        return found;
    }
}
