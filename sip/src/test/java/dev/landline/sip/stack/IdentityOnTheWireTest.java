package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import dev.landline.sip.identity.CallerClaims;
import dev.landline.sip.identity.Diversion;
import dev.landline.sip.identity.IdentityHeaders;
import dev.landline.sip.identity.Privacy;
import dev.landline.sip.identity.RemoteParty;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The headers about the caller, as they are read and written. */
class IdentityOnTheWireTest {

    private StackFixture fixture;
    private FakeBrowser alice;

    @BeforeEach
    void start() throws IOException {
        fixture = new StackFixture();
        alice = new FakeBrowser(fixture.stack, "alice", "a1");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void everythingThatATrunkSaysAboutItsCallerIsRead() {
        fixture.trunk.write(fixture.trunk.request(
                "INVITE",
                "sip:+442079460100@127.0.0.1:" + fixture.udpPort,
                "<sip:+442079460100@landline.test>",
                "claims",
                1,
                String.join(
                        "\r\n",
                        "P-Asserted-Identity: \"Anne\" <sip:+442079460002@carrier.test>, <tel:+442079460003>",
                        "Remote-Party-ID: \"Called\" <sip:+442079460100@x>;party=called",
                        "Remote-Party-ID: \"Rem\" <sip:+442079460004@x>;party=calling;privacy=full;screen=yes",
                        "Privacy: id;critical",
                        "Diversion: <sip:+442079460005@x>;reason=user-busy;counter=2",
                        "Diversion: <sip:+442079460006@x>;reason=\"no-answer\";privacy=full",
                        "Identity: eyJ.eyJ.c2ln;info=<https://cr.example/1.pem>;alg=ES256;ppt=shaken",
                        ""),
                StackFixture.SDP));
        CallerClaims claims = fixture.event(SipEvent.InviteReceived.class).claims();
        assertEquals(
                List.of(
                        new Party("Anne", SipUri.of("+442079460002", "carrier.test")),
                        new Party("", SipUri.parse("tel:+442079460003").orElseThrow())),
                claims.asserted());
        assertEquals(
                Optional.of(new RemoteParty(new Party("Rem", SipUri.of("+442079460004", "x")), true, true)),
                claims.remoteParty());
        assertEquals(Set.of(Privacy.ID, Privacy.CRITICAL), claims.privacy());
        assertEquals(
                List.of(
                        new Diversion(new Party("", SipUri.of("+442079460005", "x")), "user-busy", 2, false),
                        new Diversion(new Party("", SipUri.of("+442079460006", "x")), "no-answer", 1, true)),
                claims.diversions());
        assertEquals(List.of("eyJ.eyJ.c2ln;info=<https://cr.example/1.pem>;alg=ES256;ppt=shaken"), claims.tokens());
    }

    @Test
    void everythingThatATrunkIsToldIsWritten() {
        Party party = new Party("Anne \"x\"\r\nEvil: 1", SipUri.of("+442079460002", "landline.test"));
        fixture.stack.send(new SipCommand.Invite(
                new LegId("told"),
                new SipTarget.Trunk("carrier", fixture.trunk.address(), SipTransport.UDP),
                SipUri.of("+442079460958", "carrier.test"),
                new Party("Anonymous", SipUri.of("anonymous", "anonymous.invalid")),
                StackFixture.party("+442079460958"),
                new IdentityHeaders(
                        Optional.of(party),
                        Optional.of(party),
                        Optional.of(new RemoteParty(party, true, true)),
                        Set.of(Privacy.ID),
                        List.of(
                                new Diversion(StackFixture.party("1"), "no-answer", 1, false),
                                new Diversion(StackFixture.party("2"), "user-busy", 3, true)),
                        Optional.of("A")),
                StackFixture.SDP));
        SipText invite = fixture.trunk.takeRequest("INVITE");
        String address = "\"Anne x  Evil: 1\" <sip:+442079460002@landline.test>";
        assertTrue(
                invite.header("From").startsWith("\"Anonymous\" <sip:anonymous@anonymous.invalid>"), invite::toString);
        assertEquals(List.of(address), invite.all("P-Asserted-Identity"));
        assertEquals(List.of(address), invite.all("P-Preferred-Identity"));
        assertEquals(List.of(address + ";party=calling;screen=yes;privacy=full"), invite.all("Remote-Party-ID"));
        assertEquals(List.of("id"), invite.all("Privacy"));
        assertEquals(List.of("A"), invite.all("Attestation-Info"));
        assertEquals(
                List.of(
                        "<sip:1@landline.test>;reason=no-answer;counter=1;privacy=off",
                        "<sip:2@landline.test>;reason=user-busy;counter=3;privacy=full"),
                invite.all("Diversion"));
        assertFalse(invite.headers().stream().anyMatch(line -> line.startsWith("Evil")), invite::toString);
        fixture.trunk.write(invite.answer(486, "Busy Here", "t1", "", ""));
        fixture.event(SipEvent.Refused.class);
    }

    @Test
    void aBrowserThatHidesItselfIsKnownByThePreferredIdentity() {
        alice.signIn("wonderland");
        alice.write(anonymous("hidden", "P-Preferred-Identity: sip:alice@landline.test\r\nPrivacy: id\r\n"));
        SipEvent.InviteReceived invited = fixture.event(SipEvent.InviteReceived.class);
        assertEquals(new SipSource.Browser("alice", alice.flow().id()), invited.source());
        assertEquals(Set.of(Privacy.ID), invited.claims().privacy());
    }

    @Test
    void aBrowserThatHidesItselfWithoutSayingWhoItIsAnswersAChallenge() {
        alice.signIn("wonderland");
        String invite = anonymous("unnamed", "");
        alice.write(invite);
        SipText challenge = alice.take(407, "INVITE");
        String credentials = alice.credentials(challenge, "INVITE", "sip:+442079460958@landline.test", "wonderland");
        alice.write(anonymous("unnamed", credentials).replace("CSeq: 1 ", "CSeq: 2 "));
        assertEquals(
                new SipSource.Browser("alice", alice.flow().id()),
                fixture.event(SipEvent.InviteReceived.class).source());
    }

    @Test
    void aPreferredIdentityOpensNobodyElsesAccount() {
        alice.signIn("wonderland");
        alice.write(anonymous("borrowed", "P-Preferred-Identity: <sip:bob@landline.test>\r\n"));
        alice.take(407, "INVITE");
        assertEquals(0, fixture.stack.legs());
    }

    private String anonymous(String callId, String extra) {
        return alice.request(
                        "INVITE",
                        "sip:+442079460958@landline.test",
                        "<sip:+442079460958@landline.test>",
                        callId,
                        1,
                        extra,
                        StackFixture.SDP)
                .replaceFirst("From: [^;]*", "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>");
    }
}
