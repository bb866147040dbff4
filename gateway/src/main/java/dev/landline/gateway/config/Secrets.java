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
        Optional<String> direct =
                section.optional("password", ValueParser.text().then(Secrets::accepted));
        Optional<Path> file = section.readableFile("password-file");
        boolean named = section.givenValue("password-file").isPresent();
        boolean written = section.givenValue("password").isPresent();
        if (written && named) {
            section.mistake("password-file", "and password are both given; keep one");
        }
        if (!written && !named) {
            section.mistake(
                    "password", "is missing: write it, set the environment variable it names, or use password-file");
        }
        return direct.or(() -> file.flatMap(path -> fromFile(section, path))).orElse("");
    }

    private static Optional<String> fromFile(Section section, Path path) {
        try {
            if (Files.size(path) > FILE_BYTES_MAX) {
                section.mistake("password-file", "names a file of more than " + FILE_BYTES_MAX + " bytes");
                return Optional.empty();
            }
            String text = Files.readString(path, StandardCharsets.UTF_8).stripTrailing();
            return switch (accepted(text)) {
                case Parsed.Good<String>(String password) -> Optional.of(password);
                case Parsed.Bad<String> _ -> {
                    section.mistake("password-file", "names a file whose content " + SENTENCE);
                    yield Optional.empty();
                }
            };
        } catch (IOException _) {
            section.mistake("password-file", "names a file that cannot be read as UTF-8 text");
            return Optional.empty();
        }
    }

    private static Parsed<String> accepted(String text) {
        return PASSWORD.matcher(text).matches() ? Parsed.good(text) : Parsed.bad(SENTENCE);
    }
}
