package dev.landline.media.sound;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tones of one country's network, from the table {@code call-progress-tones.txt} beside this class. Immutable.
 */
public final class CallProgressTones {
    private static final String ITU = "itu";
    private static final Map<String, CallProgressTones> COUNTRIES = read();

    private final Map<CallProgressTone, Cadence> cadences;

    private CallProgressTones(Map<CallProgressTone, Cadence> cadences) {
        this.cadences = cadences;
    }

    /**
     * The tones of a country.
     *
     * @param country ISO 3166 code of two letters in either case; an unknown one gives ITU-T's recommended tones
     */
    public static CallProgressTones of(String country) {
        CallProgressTones known = COUNTRIES.get(country.toLowerCase(Locale.ROOT));
        return known == null ? COUNTRIES.get(ITU) : known;
    }

    /** The countries with tones of their own, as ISO 3166 codes in lower case. */
    public static Set<String> countries() {
        Set<String> codes = new TreeSet<>(COUNTRIES.keySet());
        codes.remove(ITU);
        return codes;
    }

    /** When the tone sounds and at which frequencies. */
    public Cadence cadence(CallProgressTone tone) {
        return cadences.get(tone);
    }

    /** A new player of the tone, from its beginning, without end. */
    public SoundSource source(CallProgressTone tone) {
        return new ToneSource(cadence(tone));
    }

    private static Map<String, CallProgressTones> read() {
        Map<String, Map<CallProgressTone, Cadence>> rows = new HashMap<>();
        for (String line : lines()) {
            String[] words = line.strip().split("\\s+");
            if (!words[0].isEmpty() && !words[0].startsWith("#")) {
                rows.computeIfAbsent(words[0], _ -> new EnumMap<>(CallProgressTone.class))
                        .put(
                                toneOf(words[1]),
                                ToneNotation.cadence(List.of(words).subList(2, words.length)));
            }
        }
        Map<CallProgressTone, Cadence> recommended = rows.get(ITU);
        Map<String, CallProgressTones> countries = new HashMap<>();
        rows.forEach((country, own) -> {
            recommended.forEach(own::putIfAbsent);
            countries.put(country, new CallProgressTones(own));
        });
        return Map.copyOf(countries);
    }

    private static List<String> lines() {
        try (InputStream in = CallProgressTones.class.getResourceAsStream("call-progress-tones.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static CallProgressTone toneOf(String label) {
        for (CallProgressTone tone : CallProgressTone.values()) {
            if (tone.label().equals(label)) {
                return tone;
            }
        }
        throw new IllegalArgumentException("no tone is called " + label);
    }
}
