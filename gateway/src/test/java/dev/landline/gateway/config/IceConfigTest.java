package dev.landline.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.ice.BrowserAddress;
import dev.landline.media.ice.IceMode;
import dev.landline.media.ice.IceSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys about ICE. */
class IceConfigTest {

    @TempDir
    Path folder;

    private IceSettings ice(String media) throws IOException {
        ConfigResult result = read(media);
        return assertInstanceOf(ConfigResult.Valid.class, result, result::toString)
                .config()
                .media()
                .settings()
                .ice();
    }

    private ConfigResult read(String media) throws IOException {
        Path file = Files.writeString(folder.resolve("landline.conf"), "landline.media { " + media + " }\n");
        return ConfigReader.read(file, Map.of());
    }

    private void assertMistake(String media, String key, String words) throws IOException {
        ConfigResult result = read(media);
        List<Mistake> mistakes = assertInstanceOf(ConfigResult.Invalid.class, result, result::toString)
                .mistakes();
        assertTrue(
                mistakes.stream().map(Mistake::toString).anyMatch(said -> said.contains(key) && said.contains(words)),
                mistakes::toString);
    }

    @Test
    void liteIsTheDefault() throws IOException {
        assertEquals(IceSettings.lite(), ice(""));
    }

    @Test
    void fullModeTakesServersAndPorts() throws IOException {
        assertEquals(
                new IceSettings(
                        Optional.empty(),
                        IceMode.FULL,
                        List.of(
                                InetSocketAddress.createUnresolved("stun.example.com", 3478),
                                InetSocketAddress.createUnresolved("192.0.2.7", 19_302),
                                InetSocketAddress.createUnresolved("2001:db8::7", 3479)),
                        22_000,
                        22_499),
                ice("address = \"127.0.0.1\", ice = full, ice-ports { first = 22000, last = 22499 }, stun-servers ="
                        + " [stun.example.com, \"192.0.2.7:19302\", \"[2001:db8::7]:3479\"]"));
    }

    @Test
    void browsersMayComeElsewhereThanTrunks() throws IOException {
        assertEquals(
                Optional.of(new BrowserAddress(
                        InetAddress.ofLiteral("::"), Optional.of(InetAddress.ofLiteral("2001:db8::7")))),
                ice("address = \"127.0.0.1\", browser-address = \"::\", browser-advertise = \"2001:db8::7\"")
                        .at());
    }

    @Test
    void whatCannotWorkIsSaid() throws IOException {
        assertMistake("browser-advertise = \"192.0.2.1\"", "browser-advertise", "no effect without");
        assertMistake("browser-address = \"::\"", "browser-advertise", "must be given when media.browser-address");
        assertMistake(
                "browser-address = \"127.0.0.1\", browser-advertise = \"0.0.0.0\"",
                "browser-advertise",
                "browsers can send to");
        assertMistake("ice = half", "landline.media.ice", "must be one of full, lite");
        assertMistake("stun-servers = [\"stun.example.com\"]", "stun-servers", "no effect while media.ice is lite");
        assertMistake("ice = full, stun-servers = [\"stun:x.example:3478\"]", "stun-servers", "a host and perhaps");
        assertMistake("ice = full, stun-servers = [\"x.example:0\"]", "stun-servers", "a host and perhaps");
        assertMistake("ice = full, stun-servers = [a, b, c, d, e]", "stun-servers", "names 5 servers");
        assertMistake("ice-ports { first = 22000, last = 21000 }", "ice-ports.last", "must not be below first");
        assertMistake("ice = full, ice-ports { first = 22000, last = 22010 }", "ice-ports", "has 11 ports");
        assertMistake("ice = full, ice-ports { first = 30000, last = 30999 }", "trunk-ports", "ice-ports takes too");
        assertMistake(
                "ice = full, address = \"0.0.0.0\", advertise = \"192.0.2.1\"",
                "landline.media.ice",
                "needs media.address");
    }
}
