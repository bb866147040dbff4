package dev.landline.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.landline.media.codec.OpusTuning;
import dev.landline.sip.sdp.AudioCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceConfTest {

    @TempDir
    Path folder;

    @Test
    void everyKeyThatIsReadStandsInReferenceConfAndNoOther() throws IOException {
        Reading reading = new Reading(folder.resolve("reference.conf"));
        ConfigObject given = ConfigFactory.parseString(withBlocks())
                .resolveWith(ConfigFactory.parseString("LANDLINE_ALICE_PASSWORD = x, LANDLINE_CARRIER_PASSWORD = y"))
                .root();
        ConfigReader.check(reading, given);

        Set<String> stated = new TreeSet<>();
        leaves("", given, stated);
        Set<String> read = reading.keys().stream()
                .filter(key -> reading.keys().stream().noneMatch(other -> other.startsWith(key + ".")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(stated, read);
    }

    @Test
    void theExamplesInItReadCleanly() throws IOException {
        Files.writeString(folder.resolve("bob.password"), "correct horse\n");
        Path file = Files.writeString(folder.resolve("reference.conf"), withBlocks());
        ConfigResult result = ConfigReader.read(
                file, Map.of("LANDLINE_ALICE_PASSWORD", "battery staple", "LANDLINE_CARRIER_PASSWORD", "x"));
        GatewayConfig config = assertInstanceOf(ConfigResult.Valid.class, result, result::toString)
                .config();
        assertEquals("correct horse", config.accounts().get("bob").password());
        assertEquals("battery staple", config.accounts().get("alice").password());
        assertEquals(
                new RouteConfig(
                        "+44.",
                        3,
                        "0",
                        "office",
                        List.of("branch"),
                        new RouteSound(
                                List.of(AudioCodec.PCMA, AudioCodec.OPUS),
                                Optional.of(new OpusTuning(40_000, 5, true)))),
                config.routes().getFirst());
        assertEquals(
                TrunkSound.of(AudioCodec.PCMA, AudioCodec.PCMU).codecs(),
                config.trunks().get("office").sound().codecs());
    }

    @Test
    void anEmptyFileGivesTheDefaults() throws IOException {
        Path file = Files.writeString(folder.resolve("empty.conf"), "");
        GatewayConfig config = assertInstanceOf(
                        ConfigResult.Valid.class, ConfigReader.read(file, Map.of()), "defaults are valid")
                .config();
        assertEquals(8080, config.http().port());
        assertEquals(CallsConfig.standard(), config.calls());
        assertEquals(DemoConfig.off(), config.demo());
        assertEquals(40_000 - 1, config.media().trunkPortLast());
        assertTrue(config.http().address().isLoopbackAddress());
        assertEquals(OpusTuning.USUAL, config.media().opusEncoder());
        assertEquals(46, config.media().dscp());
        assertEquals(MediaConfig.TRUNK_SILENCE, config.media().trunkSilence());
    }

    /** reference.conf with its commented blocks made real. */
    private static String withBlocks() throws IOException {
        try (InputStream stream = ReferenceConfTest.class.getResourceAsStream("/reference.conf")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(text.contains("landline {"), "ours comes first on the class path");
            return text.replace("#:", "");
        }
    }

    private static void leaves(String path, ConfigObject object, Set<String> leaves) {
        object.forEach((name, value) -> {
            boolean chosen = Set.of("landline.accounts", "landline.trunks", "landline.features.conference-rooms")
                    .contains(path);
            String key = path.isEmpty() ? name : path + "." + (chosen ? "*" : name);
            if (value instanceof ConfigObject nested) {
                leaves(key, nested, leaves);
            } else if (value instanceof ConfigList items && items.stream().anyMatch(ConfigObject.class::isInstance)) {
                for (ConfigValue item : items) {
                    leaves(key + ".*", (ConfigObject) item, leaves);
                }
            } else {
                leaves.add(key);
            }
        });
    }
}
