package dev.landline.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.trunk.RegisterSettings;
import dev.landline.sip.trunk.TrunkCredentials;
import dev.landline.sip.trunk.TrunkLimits;
import dev.landline.sip.trunk.TrunkSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator writes about the account at a trunk. */
class TrunkUpkeepConfigTest {

    @TempDir
    Path folder;

    private ConfigResult read(String text) throws IOException {
        return ConfigReader.read(
                Files.writeString(folder.resolve("landline.conf"), text), Map.of("CARRIER_PASSWORD", "from-outside"));
    }

    private GatewayConfig valid(String text) throws IOException {
        return assertInstanceOf(ConfigResult.Valid.class, read(text), text).config();
    }

    private TrunkSettings trunk(String body) throws IOException {
        return valid("landline.trunks.t { host = sip.carrier.test, " + body + " }")
                .trunks()
                .get("t")
                .settings(Duration.ofSeconds(4));
    }

    private String mistake(String body) throws IOException {
        ConfigResult.Invalid invalid = assertInstanceOf(
                ConfigResult.Invalid.class, read("landline.trunks.t { host = sip.carrier.test, " + body + " }"), body);
        assertEquals(1, invalid.mistakes().size(), invalid::toString);
        return invalid.mistakes().getFirst().toString();
    }

    @Test
    void aTrunkWithoutAnythingKnowsUsByOurAddressAndIsFoundByDns() throws IOException {
        TrunkSettings settings = trunk("");
        assertEquals(Optional.empty(), settings.credentials());
        assertEquals(Optional.empty(), settings.upkeep().register());
        assertEquals(0, settings.port());
        assertEquals(TrunkLimits.NONE, settings.upkeep().limits());
        assertEquals(Duration.ofSeconds(30), settings.upkeep().health().interval());
        assertTrue(trunk("transport = auto").transport().isEmpty());
    }

    @Test
    void aPasswordMayComeFromTheFileTheEnvironmentOrAFileOfItsOwnAndIsNeverShown() throws IOException {
        Files.writeString(folder.resolve("secret"), "in-a-file\n");
        assertEquals(
                Optional.of(new TrunkCredentials("us", "written", Optional.empty())),
                trunk("username = us, password = written").credentials());
        assertEquals(
                Optional.of(new TrunkCredentials("me", "from-outside", Optional.of("carrier"))),
                trunk("username = us, auth-username = me, password = ${CARRIER_PASSWORD}, realm = carrier")
                        .credentials());
        TrunkSettings filed = trunk("username = us, password-file = secret");
        assertEquals("in-a-file", filed.credentials().orElseThrow().password());
        assertFalse(filed.toString().contains("in-a-file"));
    }

    @Test
    void halfAnAccountIsAMistake() throws IOException {
        assertTrue(mistake("username = us").contains("trunks.t.password: is missing"), mistake("username = us"));
        assertTrue(mistake("password = x").contains("trunks.t.username: is missing"), mistake("password = x"));
        assertTrue(mistake("realm = x").contains("has no effect"), mistake("realm = x"));
        assertFalse(mistake("password = very-secret").contains("very-secret"));
    }

    @Test
    void registrationTakesTheTrunksHostAndUserUnlessToldOtherwise() throws IOException {
        assertEquals(
                Optional.of(
                        new RegisterSettings("sip.carrier.test", 0, "us", "sip.carrier.test", 600, Optional.empty())),
                trunk("username = us, password = x, register.enabled = true")
                        .upkeep()
                        .register());
        assertEquals(
                Optional.of(
                        new RegisterSettings("reg.test", 5070, "we", "our.test", 120, Optional.of("+442079460100"))),
                trunk("register { enabled = true, registrar = reg.test, port = 5070, user = we, domain = our.test,"
                                + " expires = 2m, number = \"+442079460100\" }")
                        .upkeep()
                        .register());
        assertTrue(mistake("register.enabled = true").contains("register.user: is missing"));
        assertTrue(
                mistake("register { enabled = true, user = a, expires = 5s }").contains("register.expires"));
    }

    @Test
    void healthAndLimitsAreBounded() throws IOException {
        TrunkSettings settings =
                trunk("options-interval = 5s, options-failures = 1, max-calls = 7, calls-per-second = 3");
        assertEquals(Duration.ofSeconds(5), settings.upkeep().health().interval());
        assertEquals(1, settings.upkeep().health().failures());
        assertEquals(new TrunkLimits(7, 3), settings.upkeep().limits());
        assertEquals(
                Duration.ZERO, trunk("options-interval = 0s").upkeep().health().interval());
        assertTrue(mistake("options-interval = 100ms").contains("0s, which is never"));
        assertTrue(mistake("max-calls = 0").contains("max-calls"));
    }

    @Test
    void sourcesMayBeNetworks() throws IOException {
        assertEquals(
                "[192.0.2.1, 198.51.100.0/24]",
                trunk("sources = [192.0.2.1, \"198.51.100.0/24\"]")
                        .upkeep()
                        .sources()
                        .toString());
        assertTrue(mistake("sources = [\"192.0.2.0/40\"]").contains("192.0.2.0/40"));
    }

    @Test
    void aRouteMayNameSeveralTrunksWithPriorityAndWeight() throws IOException {
        String trunks = "landline { trunks { a { host = a }, b { host = b } }, routes = [ { match = \"+.\", ";
        assertEquals(
                List.of(new RouteTrunk("b", 1, 5), new RouteTrunk("a", 2, 1)),
                valid(trunks + "trunks = [ { name = a, priority = 2 }, { name = b, weight = 5 } ] } ] }")
                        .routes()
                        .getFirst()
                        .trunks());
        assertEquals(
                List.of(RouteTrunk.only("a")),
                valid(trunks + "trunk = a } ] }").routes().getFirst().trunks());
        for (String bad : List.of(
                "trunk = a, trunks = [ { name = b } ]",
                "trunks = []",
                "trunks = [ { name = a }, { name = a } ]",
                "trunks = [ { name = c } ]",
                "trunks = [ { name = a, weight = -1 } ]")) {
            assertInstanceOf(ConfigResult.Invalid.class, read(trunks + bad + " } ] }"), bad);
        }
    }

    @Test
    void dnsServersAreNumeric() throws IOException {
        assertEquals(
                List.of(
                        new InetSocketAddress(InetAddress.ofLiteral("192.0.2.53"), 53),
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 5353),
                        new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 53),
                        new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 54)),
                valid(
                                "landline.sip.dns-servers = [192.0.2.53, \"127.0.0.1:5353\", \"2001:db8::1\", \"[2001:db8::1]:54\"]")
                        .sip()
                        .dnsServers());
        assertInstanceOf(ConfigResult.Invalid.class, read("landline.sip.dns-servers = [dns.test]"));
    }
}
