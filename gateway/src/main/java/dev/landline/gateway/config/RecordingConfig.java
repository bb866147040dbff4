package dev.landline.gateway.config;

import dev.landline.media.record.RecordingFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether and how calls are recorded.
 *
 * @param enabled nothing is recorded without it, whatever else stands here
 * @param folder where the files are
 * @param keep how long a file is kept
 * @param beep both sides hear a short beep every 15 s
 * @param longest a recording ends by itself at this length
 * @param accounts whose calls are all recorded
 * @param trunks whose calls are all recorded
 * @param numbers patterns of numbers, as in routes, whose calls are all recorded
 */
public record RecordingConfig(
        boolean enabled,
        Path folder,
        Duration keep,
        RecordingFormat format,
        boolean beep,
        Duration longest,
        List<String> accounts,
        List<String> trunks,
        List<String> numbers) {

    private static final Map<String, RecordingFormat> FORMATS =
            Map.of("wav", RecordingFormat.WAV, "opus", RecordingFormat.OGG_OPUS);
    private static final Pattern NUMBER = Pattern.compile("[0-9+*#x]{1,32}\\.?|\\.");

    public RecordingConfig {
        accounts = List.copyOf(accounts);
        trunks = List.copyOf(trunks);
        numbers = List.copyOf(numbers);
    }

    /** Nothing is recorded. */
    public static RecordingConfig off() {
        return new RecordingConfig(
                false,
                Path.of("data", "recordings"),
                Duration.ofDays(30),
                RecordingFormat.WAV,
                true,
                Duration.ofHours(4),
                List.of(),
                List.of(),
                List.of());
    }

    static RecordingConfig read(Section section, Set<String> accounts, Set<String> trunks) {
        RecordingConfig off = off();
        boolean enabled = section.required("enabled", ValueParser.flag(), off.enabled());
        Path folder = section.path("folder").orElse(off.folder());
        Duration keep = section.required(
                "keep", ValueParser.duration(Duration.ofMinutes(1), Duration.ofDays(36_500)), off.keep());
        RecordingFormat format = section.required("format", ValueParser.choice(FORMATS), off.format());
        boolean beep = section.required("beep", ValueParser.flag(), off.beep());
        Duration longest = section.required(
                "max-length", ValueParser.duration(Duration.ofMinutes(1), Duration.ofHours(24)), off.longest());
        List<String> ofAccounts = names(section, "accounts", accounts);
        List<String> ofTrunks = names(section, "trunks", trunks);
        List<String> numbers = section.required(
                "numbers",
                ValueParser.list(ValueParser.matching(
                        NUMBER, "must be digits, +, *, #, x for any digit, and perhaps a last dot for 'and more'")),
                List.of());
        if (!enabled && !(ofAccounts.isEmpty() && ofTrunks.isEmpty() && numbers.isEmpty())) {
            section.mistake("enabled", "is false, so that accounts, trunks and numbers have no effect");
        }
        section.refuseUnknown();
        return new RecordingConfig(enabled, folder, keep, format, beep, longest, ofAccounts, ofTrunks, numbers);
    }

    private static List<String> names(Section section, String key, Set<String> known) {
        List<String> names = section.required(key, ValueParser.list(ValueParser.text()), List.of());
        names.stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> section.mistake(
                        key,
                        "names '" + name + "', which is not under landline." + key
                                + Spelling.nearest(name, known)
                                        .map(meant -> "; did you mean '" + meant + "'?")
                                        .orElse("")));
        return names;
    }
}
