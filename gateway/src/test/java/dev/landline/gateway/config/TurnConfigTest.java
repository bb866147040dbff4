package dev.landline.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of landline.turn. */
class TurnConfigTest {

    private static final String RELAY = "urls = [\"turn:turn.example.com:3478?transport=udp\"]";

    @TempDir
    Path folder;

    private ConfigResult read(String turn) throws IOException {
        Path file = Files.writeString(folder.resolve("landline.conf"), "landline.turn { " + turn + " }\n");
        return ConfigReader.read(file, Map.of());
    }

    private TurnConfig turn(String text) throws IOException {
        ConfigResult result = read(text);
        return assertInstanceOf(ConfigResult.Valid.class, result, result::toString)
                .config()
                .turn();
    }

    private String mistakes(String turn) throws IOException {
        ConfigResult result = read(turn);
        return assertInstanceOf(ConfigResult.Invalid.class, result, result::toString)
                .mistakes()
                .toString();
    }

    @Test
    void withoutServersThereIsNothingToTell() throws IOException {
        assertEquals(TurnConfig.none(), turn(""));
    }

    @Test
    void aSecretMayStandInAFile() throws IOException {
        Files.writeString(folder.resolve("turn.secret"), "north star\n");
        TurnConfig config = turn(RELAY + ", secret-file = turn.secret, lifetime = 2h");
        assertEquals(Optional.of("north star"), config.secret());
        assertEquals(Duration.ofHours(2), config.lifetime());
        assertTrue(config.relays());
    }

    @Test
    void stunServersNeedNoCredentials() throws IOException {
        assertEquals(
                List.of("stun:stun.example.com"),
                turn("urls = [\"stun:stun.example.com\"]").urls());
    }

    @Test
    void whatCannotWorkIsSaid() throws IOException {
        assertTrue(mistakes(RELAY).contains("relays for nobody without credentials"));
        assertTrue(mistakes(RELAY + ", secret = a, username = b, password = c").contains("are both given"));
        assertTrue(mistakes(RELAY + ", username = b").contains("belong together"));
        assertTrue(mistakes("urls = [\"turn.example.com\"]").contains("must be an address such as"));
        assertTrue(mistakes(RELAY + ", secret = a, lifetime = 1m").contains("landline.turn.lifetime"));
        assertTrue(mistakes(RELAY + ", secret = a, secret-file = b").contains("are both given"));
    }

    @Test
    void secretsAreNeverShown() throws IOException {
        assertFalse(turn(RELAY + ", secret = north").toString().contains("north"));
        assertFalse(mistakes(RELAY + ", secret = north, username = b, password = south")
                .matches(".*(north|south).*"));
    }
}
