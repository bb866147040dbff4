package dev.landline.sip.sdp;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Captured browser offers, Chromium's answer to our offer, and the descriptions of our own that tests start from. */
final class Samples {

    static final String CHROMIUM = read("chromium-offer.sdp");
    static final String CHROMIUM_ANSWER = read("chromium-answer.sdp");
    static final String FIREFOX = read("firefox-offer.sdp");

    static final String OUR_FINGERPRINT = "AA:".repeat(31) + "AA";

    static final LocalBrowser OUR_BROWSER_SIDE = new LocalBrowser(
            "ouru",
            "ourpasswordourpassword22",
            OUR_FINGERPRINT,
            List.of(address("192.0.2.1", 20_000), address("2001:db8::1", 20_001)),
            4_000_000_000L,
            "ourcname",
            77);

    static final LocalTrunk OUR_TRUNK_SIDE = new LocalTrunk(address("192.0.2.1", 30_000), 88, 1);

    private Samples() {}

    static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }

    static SessionDescription parse(String text) {
        return value(SessionDescription.parse(text));
    }

    static <T> T value(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Ok<T>(T value) -> value;
            case Parsed.Malformed<T>(String reason) -> fail(reason);
        };
    }

    static <T> String reason(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Ok<T>(T value) -> fail("could be read: " + value);
            case Parsed.Malformed<T>(String reason) -> reason;
        };
    }

    /** Lines as they stand in a text block, ended by CRLF. */
    static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    private static String read(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/sdp/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
