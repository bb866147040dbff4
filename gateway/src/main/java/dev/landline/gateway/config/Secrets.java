package dev.landline.gateway.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a password from the file, an environment variable or a file of its own. No sentence here ever shows one. */
final class Secrets {

    private static final long FILE_BYTES_MAX = 4096;
    private static final Pattern PASSWORD = Pattern.compile("[^\\p{Cntrl}]{1,256}");
    private static final String SENTENCE = "must be 1 to 256 characters without control characters";

    private Secrets() {}

    /** {@code password} or {@code password-file}; exactly one of them. */
    static String password(Section section) {
        Optional<String> given = optional(section, "password");
        boolean mentioned = section.givenValue("password").isPresent()
                || section.givenValue("password-file").isPresent();
        if (given.isEmpty() && !mentioned) {
            section.mistake(
                    "password", "is missing: write it, set the environment variable it names, or use password-file");
        }
        return given.orElse("");
    }

    /** The key itself, or the content of the file that {@code KEY-file} names; at most one of them. */
    static Optional<String> optional(Section section, String key) {
        String fileKey = key + "-file";
        Optional<String> direct = section.optional(key, ValueParser.text().then(Secrets::accepted));
        Optional<Path> file = section.readableFile(fileKey);
        if (section.givenValue(key).isPresent() && section.givenValue(fileKey).isPresent()) {
            section.mistake(fileKey, "and " + key + " are both given; keep one");
        }
        return direct.or(() -> file.flatMap(path -> fromFile(section, fileKey, path)));
    }

    private static Optional<String> fromFile(Section section, String key, Path path) {
        try {
            if (Files.size(path) > FILE_BYTES_MAX) {
                section.mistake(key, "names a file of more than " + FILE_BYTES_MAX + " bytes");
                return Optional.empty();
            }
            String text = Files.readString(path, StandardCharsets.UTF_8).stripTrailing();
            return switch (accepted(text)) {
                case Parsed.Good<String>(String password) -> Optional.of(password);
                case Parsed.Bad<String> _ -> {
                    section.mistake(key, "names a file whose content " + SENTENCE);
                    yield Optional.empty();
                }
            };
        } catch (IOException _) {
            section.mistake(key, "names a file that cannot be read as UTF-8 text");
            return Optional.empty();
        }
    }

    private static Parsed<String> accepted(String text) {
        return PASSWORD.matcher(text).matches() ? Parsed.good(text) : Parsed.bad(SENTENCE);
    }
}
