package dev.landline.sip.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.sip.SipUri;
import dev.landline.sip.subscription.MessageSummary.Counts;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3842. */
class MessageSummaryTest {

    private static final SipUri ALICE = SipUri.of("alice", "landline.test");

    @Test
    void readsTheLampTheAccountAndTheCounts() {
        MessageSummary summary = MessageSummary.parse(String.join(
                        "\r\n",
                        "Messages-Waiting: yes",
                        "Message-Account: sip:alice@vmail.example.com",
                        "Voice-Message: 2/8 (0/2)",
                        "Fax-Message: 1/0",
                        "",
                        "To: <sip:alice@example.com>"))
                .orElseThrow();
        assertEquals(
                new MessageSummary(
                        true,
                        Optional.of(SipUri.of("alice", "vmail.example.com")),
                        Optional.of(new Counts(2, 8, 0, 2))),
                summary);
    }

    @Test
    void takesWhatPbxsReallySend() {
        assertEquals(
                Optional.of(new MessageSummary(false, Optional.empty(), Optional.of(new Counts(0, 0, 0, 0)))),
                MessageSummary.parse("messages-waiting:no\nVOICE-MESSAGE : 0/0(0/0)\n"));
        assertEquals(
                Optional.of(new MessageSummary(true, Optional.empty(), Optional.empty())),
                MessageSummary.parse("Messages-Waiting: YES\r\nVoice-Message: many\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "Messages-Waiting: perhaps", "Voice-Message: 2/8"})
    void withoutTheLampItSaysNothing(String body) {
        assertEquals(Optional.empty(), MessageSummary.parse(body));
    }

    @Test
    void endlessTextIsRefused() {
        assertEquals(Optional.empty(), MessageSummary.parse("Messages-Waiting: yes\r\n" + "x".repeat(5_000)));
    }

    @Test
    void tellsTheOwnerUnderItsOwnAddress() {
        assertEquals(
                "Messages-Waiting: yes\r\nMessage-Account: sip:alice@landline.test\r\nVoice-Message: 2/8 (0/2)\r\n",
                MessageSummary.parse(
                                "Messages-Waiting: yes\r\nMessage-Account: sip:212@pbx\r\nVoice-Message: 2/8 (0/2)\r\n")
                        .orElseThrow()
                        .body(ALICE));
        assertEquals(
                "Messages-Waiting: no\r\nMessage-Account: sip:alice@landline.test\r\n",
                MessageSummary.NONE.body(ALICE));
    }
}
