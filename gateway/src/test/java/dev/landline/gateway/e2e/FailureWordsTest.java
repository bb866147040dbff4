package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a carrier refuses a call with, the page says it in a sentence and keeps the code and the Call-ID under Details.
 * One page for all of it, as people have it open all day; the last one speaks another language then.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailureWordsTest {

    private static final FarEnd END = FarEnd.sipp(2, Sipp.Transport.UDP, Law.PCMU);
    private static final FarEnd CLOSED = FarEnd.sipp(3, Sipp.Transport.TCP, Law.PCMU);

    private static Scene scene;
    private static RefusingCarrier carrier;
    private static Tab alice;

    @BeforeAll
    static void open() throws IOException {
        carrier = new RefusingCarrier(END.address());
        scene = Scene.open(new GatewayFile()
                .trunk(END)
                .trunk(CLOSED)
                .with("calls.ring-timeout = 5s")
                .with(manyPorts()));
        alice = scene.signedIn("alice");
    }

    /** A pair rests for a while before the next call gets it, and here one call follows the other. */
    private static String manyPorts() {
        int first = Ports.range(100);
        return "media.trunk-ports { first = %d, last = %d }".formatted(first, first + 99);
    }

    @AfterAll
    static void close() throws IOException {
        carrier.close();
        if (scene != null) {
            scene.close();
        }
    }

    @AfterEach
    void back() {
        alice.click("dismiss");
    }

    /** @param code the one under Details; the carrier's own, or what the gateway makes of it */
    private static void assertSays(String sentence, String code) {
        String title = alice.awaitEnded().strip();
        assertEquals(sentence, title);
        assertFalse(title.matches(".*\\d.*"), title);
        assertFalse(alice.words().contains("undefined"), alice.words());
        alice.click("ended-details");
        assertEquals(code, alice.endedDetail("code").orElse("").replaceAll(" .*", ""));
        assertTrue(alice.endedDetail("call-id").orElse("").matches("\\S{8,}"), "a Call-ID under Details");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            402 Payment Required        | The call is not allowed                | 500
            403 Forbidden               | The call is not allowed                | 403
            404 Not Found               | This number does not exist             | 404
            405 Method Not Allowed      | The call could not be set up           | 500
            408 Request Timeout         | No reply                               | 408
            410 Gone                    | This number has changed                | 410
            415 Unsupported Media Type  | The call could not be set up           | 500
            480 Temporarily Unavailable | Not available right now                | 480
            482 Loop Detected           | The call was sent on in a circle       | 500
            483 Too Many Hops           | The call was sent on in a circle       | 500
            484 Address Incomplete      | This number is incomplete              | 484
            485 Ambiguous               | This number is ambiguous               | 485
            486 Busy Here               | Busy                                   | 486
            488 Not Acceptable Here     | No common audio format                 | 488
            500 Server Internal Error   | The telephone line had a fault         | 503
            503 Service Unavailable     | All lines are in use                   | 503
            504 Server Time-out         | No reply                               | 504
            600 Busy Everywhere         | Busy                                   | 600
            603 Decline                 | Declined                               | 603
            604 Does Not Exist Anywhere | This number does not exist             | 604
            607 Unwanted                | Blocked as unwanted                    | 607
            608 Rejected                | Blocked as unwanted                    | 608
            499 Whatever                | The call could not be set up           | 480
            699 Whatever                | The call could not be set up           | 603
            """)
    @Order(1)
    void aCarriersRefusalIsASentenceWithItsCodeUnderDetails(String status, String sentence, String code) {
        carrier.refuses(status, "");
        alice.dial(END.number());
        assertSays(sentence, code);
    }

    @Test
    @Order(2)
    void aCarriersReasonIsKeptUnderDetailsAndItsHintIsShown() {
        carrier.refuses("480 Temporarily Unavailable", "Reason: Q.850;cause=27;text=\"Destination out of order\"");
        alice.dial(END.number());
        assertSays("Not available right now", "480");
        assertEquals(
                "Its line is out of order. Try again later.",
                alice.text("ended-hint").orElse(""));
        assertTrue(alice.endedDetail("cause").orElse("").startsWith("Q.850 27"), "the cause under Details");
    }

    @Test
    @Order(2)
    void nobodyAnswers() {
        carrier.ringsForEver();
        alice.dial(END.number());
        alice.awaitCall("ringing");
        assertSays("Nobody answered", "480");
    }

    @Test
    @Order(2)
    void aCarrierThatIsNotThereIsSaidToBeThat() {
        alice.dial(CLOSED.number());
        assertSays("The telephone line cannot be reached", "503");
    }

    @Test
    @Order(2)
    void aNumberThatNobodyHasIsSaidToBeThat() {
        alice.dial(GatewayFile.NOBODYS_NUMBER);
        assertSays("This number is not known here", "404");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            404 Not Found           | Diese Nummer gibt es nicht | 404
            408 Request Timeout     | Keine Antwort              | 408
            483 Too Many Hops       | Im Kreis weitergeleitet    | 500
            486 Busy Here           | Besetzt                    | 486
            488 Not Acceptable Here | Kein gemeinsames Tonformat | 488
            """)
    @Order(3)
    void aPageInGermanSaysItInGerman(String status, String sentence, String code) {
        alice.click("settings");
        alice.choose("language", "de");
        alice.click("settings-close");
        carrier.refuses(status, "");
        alice.dial(END.number());
        assertSays(sentence, code);
    }
}
