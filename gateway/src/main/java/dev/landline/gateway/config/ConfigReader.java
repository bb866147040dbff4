package dev.landline.gateway.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.landline.gateway.config.ConfigResult.Invalid;
import dev.landline.gateway.config.ConfigResult.Valid;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a HOCON file over the defaults of reference.conf. Everything wrong in it is reported at once, each with file,
 * line and key.
 */
public final class ConfigReader {

    private static final String REFERENCE = "reference.conf";

    private ConfigReader() {}

    /** Reads {@code file}; {@code ${NAME}} in it may name variables of this process's environment. */
    public static ConfigResult read(Path file) {
        return read(file, System.getenv());
    }

    /** Reads {@code file} with these environment variables. */
    public static ConfigResult read(Path file, Map<String, String> environment) {
        Reading reading = new Reading(file);
        return parse(reading, environment)
                .map(given -> check(reading, given))
                .orElseGet(() -> new Invalid(reading.mistakes()));
    }

    /** The defaults alone. */
    static ConfigObject defaults() {
        Config parsed = ConfigFactory.parseResources(ConfigReader.class.getClassLoader(), REFERENCE);
        return parsed.withOnlyPath("landline").resolve().root();
    }

    static ConfigResult check(Reading reading, ConfigObject given) {
        Section root = Section.root(reading, given, defaults());
        GatewayConfig config = GatewaySections.read(root.child("landline"));
        root.refuseUnknown();
        List<Mistake> mistakes = reading.mistakes();
        return mistakes.isEmpty() ? new Valid(config, reading.warnings()) : new Invalid(mistakes);
    }

    private static Optional<ConfigObject> parse(Reading reading, Map<String, String> environment) {
        try {
            Config parsed = ConfigFactory.parseFile(
                    reading.file().toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
            Config seen = parsed.withFallback(defaults());
            ConfigResolveOptions options =
                    ConfigResolveOptions.noSystem().appendResolver(new EnvironmentResolver(environment));
            return Optional.of(parsed.resolveWith(seen, options).root());
        } catch (ConfigException.IO _) {
            reading.mistake(reading.file().toString(), "landline", "the file cannot be read");
        } catch (ConfigException.UnresolvedSubstitution unresolved) {
            reading.mistake(
                    reading.place(unresolved.origin()),
                    "landline",
                    "names a value or an environment variable that is not set (" + sentence(unresolved)
                            + "); write ${?NAME} if it may be absent");
        } catch (ConfigException broken) {
            reading.mistake(reading.place(broken.origin()), "landline", "is not valid HOCON: " + sentence(broken));
        }
        return Optional.empty();
    }

    /** The library's own words, without the place that it puts in front. */
    private static String sentence(ConfigException broken) {
        String message = broken.getMessage();
        String place = broken.origin() == null ? "" : broken.origin().description() + ": ";
        return message.startsWith(place) ? message.substring(place.length()) : message;
    }

    /** Environment variables as values that know their own name, for the place of a mistake. */
    private record EnvironmentResolver(Map<String, String> environment) implements ConfigResolver {

        @Override
        public ConfigValue lookup(String name) {
            String value = environment.get(name);
            return value == null ? null : ConfigValueFactory.fromAnyRef(value, "environment variable " + name);
        }

        @Override
        public ConfigResolver withFallback(ConfigResolver fallback) {
            return this;
        }
    }
}
