package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTransport;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several telephones ring for one INVITE of ours, each with its own description. */
class EarlyDialogsTest {

    private static final String FIRST = StackFixture.SDP.replace("40000", "40010");
    private static final String SECOND = StackFixture.SDP.replace("40000", "40020");

    private StackFixture fixture;
    private FakeTrunk trunk;
    private SipText invite;

    @BeforeEach
    void start() throws IOException {
        fixture = new StackFixture(40, SipLimits.standard());
        trunk = fixture.trunk;
        fixture.callTrunk(SipTransport.UDP, trunk.address());
        invite = trunk.takeRequest("INVITE");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Optional<String> progress(int status, String tag, String extra, String sdp) {
        trunk.write(invite.answer(status, "Progress", tag, trunk.contact() + extra, sdp));
        return fixture.event(SipEvent.Progress.class).sdp();
    }

    private Optional<String> answer(String tag, String sdp) {
        trunk.write(invite.answer(200, "OK", tag, trunk.contact(), sdp));
        return fixture.event(SipEvent.Answered.class).sdp();
    }

    @Test
    void theNewestDescriptionIsHeardAndARepeatedOneIsNoNews() {
        assertEquals(Optional.of(FIRST), progress(183, "a", "", FIRST));
        assertEquals(Optional.empty(), progress(183, "a", "", FIRST));
        assertEquals(Optional.empty(), progress(180, "a", "", ""));
        assertEquals(Optional.of(SECOND), progress(183, "b", "", SECOND));
        assertEquals(Optional.empty(), progress(180, "b", "", SECOND));
    }

    @Test
    void theAnswersOwnDescriptionDecides() {
        progress(183, "a", "", FIRST);
        progress(183, "b", "", SECOND);
        assertEquals(Optional.of(FIRST), answer("a", FIRST));
        assertEquals("a", trunk.takeRequest("ACK").tag("To"));
    }

    @Test
    void anAnswerWithoutADescriptionMeansThatOfItsOwnRinging() {
        progress(183, "a", "", FIRST);
        progress(183, "b", "", SECOND);
        assertEquals(Optional.of(FIRST), answer("a", ""));
    }

    @Test
    void anAnswerWithoutAnyDescriptionHasNone() {
        progress(183, "b", "", SECOND);
        assertEquals(Optional.empty(), answer("a", ""));
    }

    @Test
    void aTelephoneThatStopsRingingGivesTheSoundBackToTheOneBefore() {
        progress(183, "a", "", FIRST);
        progress(183, "b", "", SECOND);
        assertEquals(Optional.of(FIRST), progress(199, "b", "", ""));
        assertEquals(Optional.empty(), progress(199, "a", "", ""));
        assertEquals(Optional.of(SECOND), answer("c", SECOND));
    }

    @Test
    void aDescriptionThatIsDeclaredSilentIsNotListenedTo() {
        assertEquals(Optional.empty(), progress(183, "a", "P-Early-Media: inactive\r\n", FIRST));
        assertEquals(Optional.of(FIRST), progress(183, "a", "P-Early-Media: sendrecv\r\n", FIRST));
    }
}
