package dev.landline.sip.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a Privacy header asks for (RFC 3323 section 4.2, {@code id} by RFC 3325, {@code history} by RFC 7044). */
public enum Privacy {
    ID,
    HEADER,
    SESSION,
    USER,
    HISTORY,
    CRITICAL,
    NONE;

    /** Reads a header's value: words with semicolons between; unknown words are left out. */
    public static Set<Privacy> read(String value) {
        EnumSet<Privacy> asked = EnumSet.noneOf(Privacy.class);
        for (String word : value.split("[;,]", -1)) {
            for (Privacy privacy : values()) {
                if (privacy.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
                    asked.add(privacy);
                }
            }
        }
        return Collections.unmodifiableSet(asked);
    }

    /** Whether the caller's number and name must not be shown to the called person. */
    public static boolean hidesCaller(Set<Privacy> asked) {
        return asked.contains(ID) || asked.contains(USER) || asked.contains(HEADER);
    }

    /** The header's value. */
    public static String write(Set<Privacy> asked) {
        return asked.stream().sorted().map(Privacy::word).collect(Collectors.joining(";"));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
