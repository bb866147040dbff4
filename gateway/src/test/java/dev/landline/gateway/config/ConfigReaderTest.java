package dev.landline.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.OpusChoice;
import dev.landline.sip.SipTransport;
import dev.landline.sip.trunk.SourceNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

    @TempDir
    Path folder;

    @Test
    void theDemoConfigurationIsValidAndStaysOnLoopback() {
        GatewayConfig config = valid(ConfigReader.read(Path.of("../config/demo.conf"), Map.of()));
        assertTrue(config.demo().enabled());
        assertTrue(config.http().address().isLoopbackAddress());
        assertEquals(config.demo().sipPort(), config.trunks().get("demo").port());
        assertEquals("alice", config.accounts().get("alice").password());
        config.accounts()
                .values()
                .forEach(account ->
                        assertTrue(account.numbers().stream().allMatch(number -> number.startsWith("+441632960"))));
    }

    @Test
    void theExampleConfigurationIsValid() {
        GatewayConfig config = valid(ConfigReader.read(
                Path.of("../config/landline.conf"),
                Map.of("LANDLINE_ALICE_PASSWORD", "secret one", "LANDLINE_BOB_PASSWORD", "secret two")));
        assertEquals(2, config.accounts().size());
        assertEquals("secret two", config.accounts().get("bob").password());
        assertEquals(SipTransport.UDP, config.trunks().get("office").transport());
    }

    @Test
    void whatIsGivenReplacesTheDefault() throws IOException {
        GatewayConfig config = valid(read("""
                landline {
                  http { port = 0, allowed-origins = ["HTTPS://Phone.Example.com:443", "http://localhost:5173"] }
                  media { opus = concentus, loops = 3, address = "0.0.0.0", advertise = "203.0.113.7" }
                  calls { ring-timeout = 45s }
                }
                """));
        assertEquals(
                List.of("https://phone.example.com", "http://localhost:5173"),
                config.http().allowedOrigins());
        assertEquals(OpusChoice.CONCENTUS, config.media().settings().opus());
        assertEquals(Duration.ofSeconds(45), config.calls().ringTimeout());
        assertEquals(4, config.calls().maxCallsPerAccount());
    }

    @Test
    void everyMistakeIsReportedAtOnceWithItsLine() throws IOException {
        List<Mistake> mistakes = mistakes("""
                landline {
                  http { port = 80800 }
                  sip.udp-prot = 5060
                  media.opus = opus
                  calls.ring-timeout = 60
                  routes = [
                    { match = "+44.", trunk = offise }
                  ]
                  trunks.office.host = "10.0.0.999"
                }
                """);
        assertSays(mistakes, ":2", "landline.http.port", "whole number from 0 to 65535, not '80800'");
        assertSays(mistakes, ":3", "landline.sip.udp-prot", "did you mean 'udp-port'?");
        assertSays(mistakes, ":4", "landline.media.opus", "one of auto, concentus, native, not 'opus'");
        assertSays(mistakes, ":5", "landline.calls.ring-timeout", "with its unit");
        assertSays(mistakes, ":7", "landline.routes[0].trunk", "did you mean 'office'?");
        assertSays(mistakes, ":9", "landline.trunks.office.host", "host name or an IP address");
        assertEquals(6, mistakes.size(), mistakes::toString);
    }

    @Test
    void aMistakePrintsAsFileLineKeySentence() throws IOException {
        Path file = folder.resolve("landline.conf");
        assertEquals(
                file + ":1: landline.http.port: must be a whole number from 0 to 65535, not 'x'",
                mistakes("landline.http.port = x").getFirst().toString());
    }

    @Test
    void camelCaseAndOtherWordsForAKeyAreUnderstood() throws IOException {
        assertSays(mistakes("landline.sip.udpPort = 1"), ":1", "landline.sip.udpPort", "did you mean 'udp-port'?");
        assertSays(mistakes("landlin.http.port = 1"), ":1", "landlin", "did you mean 'landline'?");
        assertSays(mistakes("http.port = 1"), ":1", "http", "everything stands under 'landline'");
        assertSays(mistakes("landline.calls.colour = 1"), ":1", "landline.calls.colour", "known here: grace,");
    }

    @Test
    void aBlockWhereAValueBelongsAndTheOtherWayAreNamed() throws IOException {
        assertSays(mistakes("landline.http = 8080"), ":1", "landline.http", "block in braces");
        assertSays(mistakes("landline.http.port { a = 1 }"), ":1", "landline.http.port", "must be text");
        assertSays(mistakes("landline.routes = office"), ":1", "landline.routes", "list of blocks");
        assertSays(mistakes("landline.accounts.alice = secret"), ":1", "landline.accounts.alice", "block in braces");
        assertSays(mistakes("landline.http.allowed-origins = x"), ":1", "landline.http.allowed-origins", "a list");
    }

    @Test
    void portsThatMeetAreNamedWithBothPlaces() throws IOException {
        List<Mistake> mistakes = mistakes("""
                landline {
                  http.port = 7000
                  admin.port = 7000
                  sip { address = "127.0.0.1", udp-port = 30010 }
                  media { address = "127.0.0.1", loops = 4, browser-ports.first = 29998 }
                }
                """);
        assertSays(mistakes, ":3", "landline.admin.port", "takes port 7000, which http.port takes too");
        assertSays(mistakes, ":5", "landline.media.trunk-ports", "sip.udp-port takes too");
        assertSays(mistakes, ":5", "landline.media.trunk-ports", "media.browser-ports takes too");
        assertSays(
                mistakes(
                        "landline { demo { enabled = true }, sip.address = \"127.0.0.1\", media.address = \"127.0.0.1\""
                                + ", media.trunk-ports.last = 41001 }"),
                ":1",
                "landline.demo.rtp-first",
                "media.trunk-ports takes too (ports 30000 to 41001");
    }

    @Test
    void portsOnDifferentAddressesOrProtocolsMayBeEqual() throws IOException {
        valid(read("landline { http.port = 5060, sip { address = \"127.0.0.2\", tcp-port = 5060, udp-port = 5060 } }"));
    }

    @Test
    void tooFewTrunkPortsForTheCallsIsAMistake() throws IOException {
        assertSays(
                mistakes("landline { media.trunk-ports { first = 30000, last = 30099 } }"),
                ":1",
                "landline.media.trunk-ports",
                "room for 50 calls, but calls.max-calls is 200");
        assertSays(
                mistakes("landline.media.trunk-ports { first = 30001, last = 30000 }"),
                ":1",
                "landline.media.trunk-ports.last",
                "must be above first (30001)");
    }

    @Test
    void aNumberGivenToTwoAccountsIsAMistakeAtBoth() throws IOException {
        List<Mistake> mistakes = mistakes("""
                landline.accounts {
                  alice { password = a, numbers = ["+441632960011"] }
                  bob { password = b, numbers = ["+441632960012", "+441632960011"] }
                }
                """);
        assertSays(mistakes, ":3", "landline.accounts.bob.numbers", "+441632960011 is already given at");
        assertTrue(mistakes.getFirst().sentence().endsWith("landline.conf:2"));
    }

    @Test
    void aNumberMayBeAnExtensionAndUserNamesDifferByMoreThanCase() throws IOException {
        valid(read("landline.accounts.alice { password = a, caller-id = 201, numbers = [201, \"+441632960011\"] }"));
        assertSays(
                mistakes("landline.accounts.alice { password = a, numbers = [01632960011] }"),
                ":1",
                "landline.accounts.alice.numbers",
                "item 1 must be a full number");
        assertSays(
                mistakes("landline.accounts { alice.password = a, Alice.password = b }"),
                ":1",
                "landline.accounts.alice",
                "differs from 'Alice' only in case");
    }

    @Test
    void aMissingPasswordSaysHowToGiveOne() throws IOException {
        assertSays(
                mistakes("landline.accounts.alice.password = ${?NOT_SET}"),
                ":1",
                "landline.accounts.alice.password",
                "is missing: write it, set the environment variable");
        assertSays(
                mistakes("landline.accounts.alice.password = ${NOT_SET}"),
                ":1",
                "landline",
                "environment variable that is not set");
    }

    @Test
    void aPasswordFileIsReadAndItsLineBreakDropped() throws IOException {
        Files.writeString(folder.resolve("alice.password"), "from a file\r\n");
        GatewayConfig config = valid(read("landline.accounts.alice.password-file = alice.password"));
        assertEquals("from a file", config.accounts().get("alice").password());
        assertSays(
                mistakes("landline.accounts.alice.password-file = absent"),
                ":1",
                "landline.accounts.alice.password-file",
                "cannot be read");
        assertSays(
                mistakes("landline.accounts.alice { password = x, password-file = alice.password }"),
                ":1",
                "landline.accounts.alice.password-file",
                "keep one");
    }

    @Test
    void aPasswordIsNeverShown() throws IOException {
        GatewayConfig config = valid(read("landline.accounts.alice.password = hunter2hunter2"));
        assertFalse(config.toString().contains("hunter2"));
        for (String bad : List.of("\"hunter2\\u0000\"", "[hunter2]", "{hunter2 = 1}")) {
            String shown = mistakes("landline.accounts.alice.password = " + bad).toString();
            assertFalse(shown.contains("hunter2\u0000") || shown.contains("[hunter2]"), shown);
        }
    }

    @Test
    void aValueFromTheEnvironmentNamesItsVariable() throws IOException {
        Path file = Files.writeString(folder.resolve("landline.conf"), "landline.http.port = ${HTTP_PORT}");
        assertEquals(
                9000,
                valid(ConfigReader.read(file, Map.of("HTTP_PORT", "9000")))
                        .http()
                        .port());
        Mistake mistake = assertInstanceOf(
                        ConfigResult.Invalid.class, ConfigReader.read(file, Map.of("HTTP_PORT", "nine")))
                .mistakes()
                .getFirst();
        assertEquals("environment variable HTTP_PORT", mistake.place());
    }

    @Test
    void aFileThatIsAbsentOrBrokenIsOneMistake() throws IOException {
        Path absent = folder.resolve("absent.conf");
        assertEquals(
                List.of(new Mistake(absent.toString(), "landline", "the file cannot be read")),
                assertInstanceOf(ConfigResult.Invalid.class, ConfigReader.read(absent, Map.of()))
                        .mistakes());
        assertSays(mistakes("landline {\n  http {\n    port = = 1\n"), ":3", "landline", "is not valid HOCON");
    }

    @Test
    void theDemoRefusesAnyAddressButLoopback() throws IOException {
        List<Mistake> mistakes = mistakes("""
                landline {
                  demo.enabled = true
                  http.address = "0.0.0.0"
                  sip.address = "192.0.2.1"
                  media.address = "127.0.0.1"
                }
                """);
        assertSays(mistakes, ":3", "landline.http.address", "must be a loopback address while demo.enabled is true");
        assertSays(mistakes, ":4", "landline.sip.address", "must be a loopback address");
    }

    @Test
    void addressesThatCannotWorkAreRefused() throws IOException {
        assertSays(
                mistakes("landline.sip.address = \"0.0.0.0\""), ":1", "landline.sip.address", "SIP messages carry it");
        assertSays(mistakes("landline.media.address = \"::\""), ":1", "landline.media.advertise", "must be given when");
        assertSays(mistakes("landline.http.address = localhost"), ":1", "landline.http.address", "numeric IP address");
        assertSays(
                mistakes("landline.http.allowed-origins = [\"https://a.example/path\"]"),
                ":1",
                "landline.http.allowed-origins",
                "must be an origin such as");
        assertSays(
                mistakes("landline.http.allowed-origins = [\"*\"]"),
                ":1",
                "landline.http.allowed-origins",
                "must be an origin such as");
    }

    @Test
    void dialingAndRoutesAreChecked() throws IOException {
        assertSays(
                mistakes("landline.dialing.country = UK"), ":1", "landline.dialing.country", "country code such as GB");
        assertSays(
                mistakes("landline.dialing.allowed-countries = [FR]"),
                ":1",
                "landline.dialing.allowed-countries",
                "no effect while international is false");
        assertSays(
                mistakes("landline.dialing.barred-prefixes = [\"0900\"]"),
                ":1",
                "landline.dialing.barred-prefixes",
                "must be + and digits");
        String route = "landline { trunks.a.host = a, routes = [{ match = \"%s\", strip = %d, trunk = a }] }";
        assertSays(mistakes(route.formatted("0.1", 0)), ":1", "landline.routes[0].match", "x for any digit");
        assertSays(mistakes(route.formatted("9x", 2)), ":1", "landline.routes[0].strip", "nothing would be left");
        valid(read(route.formatted("9.", 1)));
        valid(read("landline { trunks.a.host = a, routes = [{ match = 112, strip = 3, prepend = 999, trunk = a }] }"));
    }

    @Test
    void aTrunkMayComeFromFurtherAddressesButNotNames() throws IOException {
        GatewayConfig config =
                valid(read("landline.trunks.a { host = pbx.example.com, sources = [\"192.0.2.7\", \"2001:db8::1\"] }"));
        assertEquals(
                List.of("192.0.2.7", "2001:db8:0:0:0:0:0:1"),
                config.trunks().get("a").signalling().upkeep().sources().stream()
                        .map(SourceNetwork::toString)
                        .toList());
        assertEquals("pbx.example.com", config.trunks().get("a").fromDomain());
        assertEquals(Optional.empty(), config.sip().advertise());
        assertSays(
                mistakes("landline.trunks.a { host = a, sources = [pbx.example.com] }"),
                ":1",
                "landline.trunks.a.sources",
                "item 1 must be a numeric IP address");
    }

    private ConfigResult read(String text) throws IOException {
        return ConfigReader.read(Files.writeString(folder.resolve("landline.conf"), text), Map.of());
    }

    private List<Mistake> mistakes(String text) throws IOException {
        return assertInstanceOf(ConfigResult.Invalid.class, read(text)).mistakes();
    }

    private static GatewayConfig valid(ConfigResult result) {
        return assertInstanceOf(ConfigResult.Valid.class, result, result::toString)
                .config();
    }

    private static void assertSays(List<Mistake> mistakes, String placeEnd, String key, String words) {
        assertTrue(
                mistakes.stream()
                        .anyMatch(mistake -> mistake.place().endsWith(placeEnd)
                                && mistake.key().equals(key)
                                && mistake.sentence().contains(words)),
                () -> "expected " + placeEnd + " " + key + " '" + words + "' in " + mistakes);
    }
}
