package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person with a laptop goes from one network to another in mid-call. */
class NetworkChangeTest {

    private static final int PERSON = 4;
    private static final int ELSEWHERE = 14;
    private static final String NUMBER = "+442079461234";

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void clear() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    /** Answers every call of the trunk and sends its sound back. */
    private void farEnd(String address) throws IOException {
        List<String> command = List.of(
                "sipp",
                "-sn",
                "uas",
                "-rtp_echo",
                "-i",
                address,
                "-p",
                "5062",
                "-mi",
                address,
                "-mp",
                "6000",
                "-nostdin");
        opened(Child.start("sipp", Places.scratch("sipp"), command));
    }

    @Test
    void theSoundComesBackByItselfAndTheCallCanStillBeHeldAndEnded() throws IOException {
        changeNetwork(new GatewayFile());
    }

    @Test
    void soItDoesWhereTheGatewayIsAFullAgentOfIce() throws IOException {
        changeNetwork(new GatewayFile().fullIce());
    }

    private void changeNetwork(GatewayFile start) throws IOException {
        Network network = opened(new Network());
        List<String> inside = network.space(PERSON);
        farEnd(network.address(1));
        GatewayFile file = start.in(List.of(), network.address(1))
                .secure()
                .with(
                        "trunks.far { host = \"%s\", port = 5062, transport = udp, codecs = [pcmu], options-interval = 0s }"
                                .formatted(network.address(1)))
                .route("far", NUMBER);
        GatewayProcess gateway = opened(GatewayProcess.start(file));
        Browser browser = opened(Browser.start(inside));
        Tab alice = browser.open(file.page());
        alice.signIn("alice", GatewayFile.password("alice"));
        alice.dial(NUMBER);
        alice.awaitCall("in-call");
        alice.assertHears(Browser.MICROPHONE_HERTZ, Browser.MICROPHONE_AMPLITUDE);

        network.move(inside, PERSON, ELSEWHERE);
        long moved = System.nanoTime();
        Await.until("the line breaks", Duration.ofSeconds(10), () -> !hears(alice));
        Await.until("the sound is back", Duration.ofSeconds(15), () -> hears(alice));
        Duration gap = Duration.ofNanos(System.nanoTime() - moved);
        System.out.println("network change: sound was back after " + gap.toMillis() + " ms");
        assertTrue(gap.toSeconds() < 15);
        alice.awaitLine("ready");
        alice.awaitCall("in-call");
        assertEquals(1, gateway.metric("landline_calls_active"));
        alice.hangUp();
        alice.awaitEnded();
        Await.until("the gateway knows", Duration.ofSeconds(5), () -> gateway.metric("landline_calls_active") == 0);
    }

    private static boolean hears(Tab tab) {
        return tab.tone()
                .filter(tone -> Math.abs(tone.hertz() - Browser.MICROPHONE_HERTZ) < 5 && tone.levelDbfs() > -20)
                .isPresent();
    }
}
