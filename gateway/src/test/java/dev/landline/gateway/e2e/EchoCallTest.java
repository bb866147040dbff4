package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code ./run} shows: the demo configuration, a demo login, the echo number, and one's own tone heard back. */
class EchoCallTest {

    private static final String ECHO = "+441632960001";

    /** The ways the demo may run. */
    enum Way {
        PLAIN_WITH_NATIVE_OPUS("media.opus = native"),
        PLAIN_WITH_CONCENTUS("media.opus = concentus"),
        PLAIN_WITH_FULL_ICE(""),
        IPV6_TOWARD_BROWSERS_IPV4_TOWARD_THE_TRUNK("media.browser-address = \"::1\""),
        HTTPS_WITH_THE_DEVELOPMENT_CERTIFICATE("");

        private final String lines;

        Way(String lines) {
            this.lines = lines;
        }

        private GatewayFile file() {
            GatewayFile file = GatewayFile.demo().with(lines);
            return switch (this) {
                case PLAIN_WITH_NATIVE_OPUS, PLAIN_WITH_CONCENTUS, IPV6_TOWARD_BROWSERS_IPV4_TOWARD_THE_TRUNK -> file;
                case PLAIN_WITH_FULL_ICE -> file.fullIce();
                case HTTPS_WITH_THE_DEVELOPMENT_CERTIFICATE -> file.secure();
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aDemoUserHearsTheOwnToneBack(Way way) throws IOException {
        try (Scene scene = Scene.open(way.file())) {
            Tab alice = scene.tab().signIn("alice", "alice");
            alice.dial(ECHO);
            alice.awaitCall("in-call");
            alice.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);
            assertEquals("connected", alice.stats().getString("dtlsState"));
            assertTrue(alice.stats().getString("srtpCipher").contains("AES"), alice.stats()::encode);
            // The demo's telephone speaks G.711: more than its band would be decoded for nothing.
            assertTrue(
                    alice.stats().getString("opusParameters").contains("maxplaybackrate=8000"), alice.stats()::encode);
            alice.hangUp();
            alice.awaitEnded();
            scene.clear();
        }
    }
}
