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

/** The store, the API, recordings and roles in the configuration. */
class ConsoleConfigTest {

    @TempDir
    Path folder;

    private ConfigResult read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("landline.conf"), "landline {\n" + text + "\n}\n");
        return ConfigReader.read(file, Map.of());
    }

    private GatewayConfig valid(String text) throws IOException {
        return assertInstanceOf(ConfigResult.Valid.class, read(text), "it is valid")
                .config();
    }

    private String refused(String text) throws IOException {
        ConfigResult result = read(text);
        return assertInstanceOf(ConfigResult.Invalid.class, result, result::toString)
                .toString();
    }

    @Test
    void withoutAWordNothingIsRecordedAndADatabaseInAFileIsUsed() throws IOException {
        GatewayConfig config = valid("");
        assertTrue(
                config.store().url().startsWith("jdbc:h2:file:/"),
                config.store().url());
        assertTrue(
                config.store().url().endsWith("data/landline"), config.store().url());
        assertEquals(Duration.ofDays(400), config.store().keepCalls());
        assertEquals(RecordingConfig.off(), config.recording());
        assertEquals(ApiConfig.standard(), config.api());
    }

    @Test
    void oneUrlMovesEverythingToPostgresql() throws IOException {
        StoreConfig store = valid("""
                        store { url = "jdbc:postgresql://db.example.com/landline", user = landline, password = sesame }
                        """).store();
        assertEquals("jdbc:postgresql://db.example.com/landline", store.url());
        assertEquals(Optional.of("sesame"), store.password());
        assertFalse(store.toString().contains("sesame"));
    }

    @Test
    void aFileStartsAtTheFolderOfTheConfiguration() throws IOException {
        assertEquals(
                "jdbc:h2:file:" + folder.resolve("calls"),
                valid("store.file = calls").store().url());
    }

    @Test
    void theRoleOfAnAccountIsUserUnlessItSaysSupervisor() throws IOException {
        GatewayConfig config = valid("""
                accounts { alice { password = a, role = supervisor }, bob { password = b } }
                """);
        assertEquals(Role.SUPERVISOR, config.accounts().get("alice").features().role());
        assertEquals(Role.USER, config.accounts().get("bob").features().role());
        assertTrue(refused("accounts.alice { password = a, role = boss }").contains("role"));
    }

    @Test
    void mistakesNameTheirKeys() throws IOException {
        assertTrue(refused("store { url = \"mysql://x\" }").contains("store.url"));
        assertTrue(refused("store { url = \"jdbc:h2:mem:x\", file = y }").contains("keep one"));
        assertTrue(refused("store.waiting = 0").contains("store.waiting"));
        assertTrue(refused("api { session = 12h, longest-session = 1h }").contains("shorter"));
        assertTrue(refused("recording { enabled = true, accounts = [alic] }, accounts.alice.password = a")
                .contains("did you mean 'alice'?"));
        assertTrue(refused("recording { numbers = [\".\"] }").contains("no effect"));
        assertTrue(refused("recording { enabled = true, numbers = [\"abc\"] }").contains("recording.numbers"));
    }

    @Test
    void recordingsAreConfigured() throws IOException {
        RecordingConfig recording = valid("""
                        recording { enabled = true, keep = 90d, format = opus, beep = false, numbers = ["+44."] }
                        """).recording();
        assertTrue(recording.enabled());
        assertEquals(Duration.ofDays(90), recording.keep());
        assertEquals(List.of("+44."), recording.numbers());
        assertFalse(recording.beep());
    }
}
