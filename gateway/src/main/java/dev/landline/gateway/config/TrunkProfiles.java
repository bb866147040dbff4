package dev.landline.gateway.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is known of kinds of trunks: the files of config/trunks, which are packaged with the application. */
final class TrunkProfiles {

    /** Their names; each has a file. */
    static final List<String> NAMES = List.of(
            "3cx", "asterisk", "freepbx", "freeswitch", "generic", "sipgate", "teams", "telnyx", "twilio", "vonage");

    private static final String KEY = "profile";

    private TrunkProfiles() {}

    /** The trunk's block over the profile that it names, if it names one. */
    static Section under(Section trunk) {
        Map<String, String> names = NAMES.stream().collect(Collectors.toMap(Function.identity(), Function.identity()));
        Optional<String> name = trunk.optional(KEY, ValueParser.choice(names));
        if (name.isEmpty()) {
            return trunk;
        }
        Section merged = trunk.over(read(name.get()));
        merged.optional(KEY, ValueParser.text());
        return merged;
    }

    /** The keys that a profile sets. */
    static ConfigObject read(String name) {
        try (InputStream file = TrunkProfiles.class.getResourceAsStream("/trunks/" + name + ".conf")) {
            if (file == null) {
                throw new IllegalStateException("the profile " + name + " is missing in this build");
            }
            return ConfigFactory.parseReader(
                            new InputStreamReader(file, StandardCharsets.UTF_8),
                            ConfigParseOptions.defaults()
                                    .setSyntax(ConfigSyntax.CONF)
                                    .setOriginDescription("trunk profile " + name))
                    .resolve()
                    .root();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
