package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import dev.landline.sip.session.DialogTerms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvitePreviewTest {

    @Test
    void whatIsShownIsWhatIsSentButForTagsBranchAndCallId() throws IOException {
        try (StackFixture fixture = new StackFixture()) {
            SipCommand.Invite command = new SipCommand.Invite(
                    fixture.stack.newLeg(),
                    new SipTarget.Trunk("carrier", fixture.trunk.address(), SipTransport.UDP),
                    SipUri.of("+442079460958", "carrier.test"),
                    StackFixture.party("+442079460100"),
                    StackFixture.party("+442079460958"),
                    Optional.of(StackFixture.party("+442079460100")),
                    StackFixture.SDP);
            fixture.stack.send(command);
            SipText sent = fixture.trunk.takeRequest("INVITE");
            String shown = InvitePreview.of(
                    StackFixture.settings(fixture.udpPort, fixture.tcpPort, SipLimits.standard()),
                    command,
                    DialogTerms.STANDARD);
            SipText read = SipText.parse(shown.getBytes(StandardCharsets.UTF_8));
            assertEquals(sent.startLine(), read.startLine());
            assertEquals(plain(sent.headers()), plain(read.headers()));
            assertEquals(sent.body(), read.body());
            fixture.trunk.write(sent.answer(486, "Busy Here", "t1", "", ""));
            fixture.event(SipEvent.Refused.class);
        }
    }

    private static List<String> plain(List<String> headers) {
        return headers.stream()
                .map(line -> line.replaceAll("tag=[^;]*", "tag=")
                        .replaceAll("branch=[^;]*", "branch=")
                        .replaceAll("rport=?", "rport")
                        .replaceAll("^Call-ID:.*", "Call-ID:"))
                .sorted()
                .toList();
    }
}
