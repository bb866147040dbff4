package dev.landline.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.IdentityTemplate.Place;
import dev.landline.sip.sdp.AudioCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrunkProfilesTest {

    private static final Path PROFILES = Path.of("..", "config", "trunks");

    @TempDir
    Path folder;

    static List<String> names() {
        return TrunkProfiles.NAMES;
    }

    @Test
    void everyFileIsAProfileAndEveryProfileHasAFile() throws IOException {
        try (Stream<Path> files = Files.list(PROFILES)) {
            assertEquals(
                    TrunkProfiles.NAMES,
                    files.map(file -> file.getFileName().toString().replace(".conf", ""))
                            .sorted()
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aProfileLoadsByItsName(String name) throws IOException {
        TrunkConfig trunk = trunk("profile = \"" + name + "\"");
        assertEquals("pbx.example.com", trunk.host());
        assertTrue(!trunk.sound().codecs().isEmpty());
    }

    /** What a profile misspells would be passed over where defaults are read; as the administrator's own it is refused. */
    @ParameterizedTest
    @MethodSource("names")
    void aProfileHasNoKeyThatNobodyReads(String name) throws IOException {
        String keys = Files.readString(PROFILES.resolve(name + ".conf"));
        assertEquals(trunk("profile = \"" + name + "\""), trunk(keys));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aProfileSaysWhyInAComment(String name) throws IOException {
        List<String> lines = Files.readAllLines(PROFILES.resolve(name + ".conf"));
        assertTrue(lines.getFirst().startsWith("# "), name);
        assertTrue(lines.stream().filter(line -> line.strip().startsWith("#")).count() >= 5, name);
    }

    @Test
    void ownKeysWinOverTheProfile() throws IOException {
        TrunkConfig trunk = trunk("profile = sipgate, codecs = [pcmu], identity.number-format = national");
        assertEquals(List.of(AudioCodec.PCMU), trunk.sound().codecs());
        assertEquals(NumberForm.NATIONAL, trunk.identity().callerForm());
        assertEquals(Optional.of("4711"), trunk.identity().fromUser());
        assertEquals(Set.of(Place.DIVERSION), trunk.identity().headers());
    }

    @Test
    void anUnknownProfileIsRefusedWithTheKnownOnes() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.conf"), "landline.trunks.office { host = \"pbx.example.com\", profile = asterix }");
        ConfigResult.Invalid invalid = assertInstanceOf(ConfigResult.Invalid.class, ConfigReader.read(file, Map.of()));
        assertTrue(
                invalid.mistakes().getFirst().toString().contains("must be one of 3cx, asterisk"), invalid::toString);
    }

    private TrunkConfig trunk(String keys) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), """
                landline.trunks.office {
                  username = "4711"
                  password = "secret"
                  %s
                  host = "pbx.example.com"
                }
                """.formatted(keys));
        ConfigResult result = ConfigReader.read(file, Map.of());
        return assertInstanceOf(ConfigResult.Valid.class, result, result::toString)
                .config()
                .trunks()
                .get("office");
    }
}
