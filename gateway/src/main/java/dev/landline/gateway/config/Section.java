package dev.landline.gateway.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One block of the configuration: the administrator's values over the defaults. The two are kept apart so that every
 * mistake can name the administrator's own file and line.
 */
final class Section {

    private static final ConfigObject EMPTY = ConfigFactory.empty().root();

    private final Reading reading;
    private final String key;

    /** The key with the administrator's own names replaced by an asterisk. */
    private final String pattern;

    private final ConfigObject given;
    private final ConfigObject defaults;
    private final Set<String> known = new TreeSet<>();

    private Section(Reading reading, String key, String pattern, ConfigObject given, ConfigObject defaults) {
        this.reading = reading;
        this.key = key;
        this.pattern = pattern;
        this.given = given;
        this.defaults = defaults;
    }

    static Section root(Reading reading, ConfigObject given, ConfigObject defaults) {
        return new Section(reading, "", "", given, defaults);
    }

    /** The value that must be there, by default or given; {@code placeholder} stands in after a mistake. */
    <T> T required(String name, ValueParser<T> parser, T placeholder) {
        Optional<T> value = optional(name, parser);
        if (value.isEmpty() && given(name) == null && fallback(name) == null) {
            mistake(name, "is missing");
        }
        return value.orElse(placeholder);
    }

    /** The value, if it is given or has a default. A bad one is reported and its default taken, so that reading goes on. */
    <T> Optional<T> optional(String name, ValueParser<T> parser) {
        know(name);
        return accepted(name, given(name), parser).or(() -> accepted(name, fallback(name), parser));
    }

    private <T> Optional<T> accepted(String name, ConfigValue value, ValueParser<T> parser) {
        if (value == null) {
            return Optional.empty();
        }
        return switch (parser.parse(value)) {
            case Parsed.Good<T>(T good) -> Optional.of(good);
            case Parsed.Bad<T>(String sentence) -> {
                reading.mistake(value, full(name), sentence);
                yield Optional.empty();
            }
        };
    }

    /** A path; a relative one starts at the folder of the file that states it. */
    Optional<Path> path(String name) {
        return optional(name, value -> switch (ValueParser.text().parse(value)) {
            case Parsed.Bad<String>(String sentence) -> Parsed.bad(sentence);
            case Parsed.Good<String>(String text) -> resolved(value, text);
        });
    }

    private Parsed<Path> resolved(ConfigValue value, String text) {
        try {
            return text.isBlank()
                    ? Parsed.bad("must name a file")
                    : Parsed.good(reading.folder(value).resolve(text));
        } catch (InvalidPathException _) {
            return Parsed.bad("must name a file");
        }
    }

    /** The path of a file that can be read now. */
    Optional<Path> readableFile(String name) {
        Optional<Path> path = path(name);
        if (path.isPresent() && !(Files.isRegularFile(path.get()) && Files.isReadable(path.get()))) {
            mistake(name, "names a file that cannot be read: " + path.get());
            return Optional.empty();
        }
        return path;
    }

    /** The administrator's own value, for those who need its origin. */
    Optional<ConfigValue> givenValue(String name) {
        return Optional.ofNullable(given(name));
    }

    /** A block of fixed name. */
    Section child(String name) {
        know(name);
        return new Section(
                reading,
                full(name),
                join(pattern, name),
                object(name, given(name)),
                fallback(name) instanceof ConfigObject object ? object : EMPTY);
    }

    /** Blocks whose names the administrator chooses, in alphabetical order. */
    Map<String, Section> children(String name) {
        Section parent = child(name);
        Map<String, Section> sections = new LinkedHashMap<>();
        parent.given.keySet().stream().sorted().forEach(child -> {
            parent.known.add(child);
            sections.put(child, parent.element(child, parent.object(child, parent.given(child))));
        });
        return sections;
    }

    /** A list of blocks, in its own order. */
    List<Section> items(String name) {
        know(name);
        ConfigValue value = given(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof ConfigList values)) {
            mistake(name, "must be a list of blocks in square brackets");
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        for (ConfigValue item : values) {
            String place = full(name) + "[" + sections.size() + "]";
            if (!(item instanceof ConfigObject)) {
                reading.mistake(item, place, "must be a block in braces");
            }
            ConfigObject block = item instanceof ConfigObject object ? object : EMPTY.withOrigin(item.origin());
            sections.add(new Section(reading, place, join(pattern, name) + ".*", block, EMPTY));
        }
        return sections;
    }

    /** The same block over further defaults: what it does not state itself is taken from them. */
    Section over(ConfigObject further) {
        return new Section(reading, key, pattern, given, further);
    }

    private Section element(String name, ConfigObject block) {
        return new Section(reading, full(name), pattern + ".*", block, EMPTY);
    }

    private ConfigObject object(String name, ConfigValue value) {
        if (value == null) {
            return EMPTY.withOrigin(given.origin());
        }
        if (value instanceof ConfigObject object) {
            return object;
        }
        mistake(name, "must be a block in braces");
        return EMPTY.withOrigin(value.origin());
    }

    /** Reports every key that nobody has asked for; call it after the last read. */
    void refuseUnknown() {
        given.keySet().stream().sorted().filter(name -> !known.contains(name)).forEach(name -> {
            String hint = Spelling.nearest(name, known)
                    .map(meant -> "; did you mean '" + meant + "'?")
                    .orElse(
                            given.get(name) instanceof ConfigObject && key.isEmpty()
                                    ? "; everything stands under 'landline'"
                                    : "; known here: " + String.join(", ", known));
            reading.mistake(given.get(name), full(name), "is not a key" + hint);
        });
    }

    /** Reports something wrong with a key of this block, at its line, or at the block's line when the key is absent. */
    void mistake(String name, String sentence) {
        ConfigValue at = given(name) == null ? given : given(name);
        reading.mistake(at, full(name), sentence);
    }

    /** Reports a key that is allowed but seldom meant so. */
    void warning(String name, String sentence) {
        ConfigValue at = given(name) == null ? given : given(name);
        reading.warning(at, full(name), sentence);
    }

    /** Reports something wrong with the block itself. */
    void mistake(String sentence) {
        reading.mistake(given, key, sentence);
    }

    /** {@code file:line} of the key, for mistakes that speak of two keys. */
    String place(String name) {
        ConfigValue at = given(name) == null ? given : given(name);
        return reading.place(at.origin());
    }

    /** The key without the root, as sentences name it. */
    String spoken(String name) {
        String whole = full(name);
        return whole.startsWith("landline.") ? whole.substring("landline.".length()) : whole;
    }

    private void know(String name) {
        known.add(name);
        reading.knows(join(pattern, name));
    }

    private ConfigValue given(String name) {
        return present(given.get(name));
    }

    private ConfigValue fallback(String name) {
        return present(defaults.get(name));
    }

    private static ConfigValue present(ConfigValue value) {
        return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
    }

    private String full(String name) {
        return join(key, name);
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
