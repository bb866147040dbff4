package dev.landline.gateway.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What one pass over the configuration has found: its mistakes, and which keys were asked for. */
final class Reading {

    /** A hopeless file is cut short here; an administrator repairs these first. */
    private static final int MISTAKES_MAX = 200;

    private final Path file;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<Mistake> warnings = new ArrayList<>();
    private final Set<String> keys = new TreeSet<>();

    Reading(Path file) {
        this.file = file;
    }

    /** Notes that the reader knows this key; names chosen by the administrator appear as {@code *}. */
    void knows(String key) {
        keys.add(key);
    }

    Set<String> keys() {
        return Set.copyOf(keys);
    }

    void mistake(ConfigValue at, String key, String sentence) {
        mistake(place(at.origin()), key, sentence);
    }

    void mistake(String place, String key, String sentence) {
        if (mistakes.size() < MISTAKES_MAX) {
            mistakes.add(new Mistake(place, key, sentence));
        }
    }

    /** Notes what is allowed but seldom meant. */
    void warning(ConfigValue at, String key, String sentence) {
        if (warnings.size() < MISTAKES_MAX) {
            warnings.add(new Mistake(place(at.origin()), key, sentence));
        }
    }

    List<Mistake> warnings() {
        return List.copyOf(warnings);
    }

    List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    Path file() {
        return file;
    }

    /** {@code file:line} as the administrator named the file, or where else the value came from. */
    String place(ConfigOrigin origin) {
        if (origin == null) {
            return file.toString();
        }
        if (origin.filename() == null) {
            return origin.lineNumber() < 0 && isOurs(origin) ? file.toString() : origin.description();
        }
        Path named = Path.of(origin.filename());
        String name =
                named.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())
                        ? file.toString()
                        : named.toString();
        return origin.lineNumber() < 0 ? name : name + ":" + origin.lineNumber();
    }

    /** The folder that relative paths in a value start from: that of the file which states the value. */
    Path folder(ConfigValue value) {
        String filename = value.origin().filename();
        Path parent =
                filename == null ? null : Path.of(filename).toAbsolutePath().getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static boolean isOurs(ConfigOrigin origin) {
        return origin.description().startsWith("merge of") || origin.resource() != null;
    }
}
