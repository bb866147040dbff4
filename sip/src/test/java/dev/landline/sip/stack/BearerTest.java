package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.registrar.Account;
import dev.landline.sip.registrar.AccountDirectory;
import dev.landline.sip.registrar.BearerProof;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in by token (RFC 8898), as JsSIP's {@code authorization_jwt} sends it. */
class BearerTest {

    private static final String GOOD = "Authorization: Bearer good-for-90-seconds\r\n";

    private final Inbox<SipEvent> events = new Inbox<>();
    private SipStack stack;
    private FakeBrowser alice;

    @BeforeEach
    void start() throws IOException {
        AccountDirectory accounts = new AccountDirectory() {
            @Override
            public Optional<Account> account(String user) {
                return user.equals("alice")
                        ? Optional.of(new Account("alice", "Alice", "wonderland"))
                        : Optional.empty();
            }

            @Override
            public Optional<BearerProof> bearer(String token, Optional<String> origin) {
                return switch (token) {
                    case "good-for-90-seconds" -> Optional.of(new BearerProof("alice", 90));
                    case "of-nobody" -> Optional.of(new BearerProof("nobody", 90));
                    default -> Optional.empty();
                };
            }
        };
        stack = SipStack.start(
                StackFixture.settings(StackFixture.freeUdpPort(), StackFixture.freeTcpPort(), SipLimits.standard()),
                accounts,
                source -> Optional.empty(),
                events::add);
        alice = new FakeBrowser(stack, "alice", "a1");
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void aTokenSignsInWithoutAQuestionAndNoLongerThanItIsGood() {
        alice.write(alice.register(1, alice.boundContact(600) + GOOD));
        SipText ok = alice.take(200, "REGISTER");
        assertTrue(ok.header("Contact").contains("expires=90"), ok::toString);
        assertEquals(1, stack.counters().value(SipCounter.TOKENS_ACCEPTED));
        assertEquals(0, stack.counters().value(SipCounter.CHALLENGES));
    }

    @Test
    void aTokenInTheHeaderThatJssipUsesLetsACallThrough() {
        String target = "sip:+442079460958@landline.test";
        alice.write(alice.request("INVITE", target, "<" + target + ">", "c1", 1, GOOD, StackFixture.SDP));
        SipEvent.InviteReceived invite =
                (SipEvent.InviteReceived) events.take("an INVITE", event -> event instanceof SipEvent.InviteReceived);
        assertEquals(new SipSource.Browser("alice", alice.flow().id()), invite.source());
    }

    @Test
    void aBadTokenIsToldSoBehindTheDigestChallengeThatLibrariesRead() {
        for (String bad : List.of("worn-out", "of-nobody")) {
            alice.write(alice.register(1, alice.boundContact(600) + "Authorization: Bearer " + bad + "\r\n"));
            SipText refused = alice.take(401, "REGISTER");
            List<String> challenges = refused.all("WWW-Authenticate");
            assertEquals(2, challenges.size(), refused::toString);
            assertTrue(challenges.getFirst().startsWith("Digest "), refused::toString);
            assertTrue(challenges.getLast().startsWith("Bearer "), refused::toString);
            assertTrue(challenges.getLast().contains("error=\"invalid_token\""), refused::toString);
        }
        assertEquals(0, stack.registrar().size());
    }

    @Test
    void whoBringsNoTokenSeesOneChallengeOnly() {
        alice.write(alice.register(1, alice.boundContact(600)));
        assertEquals(1, alice.take(401, "REGISTER").all("WWW-Authenticate").size());
    }

    @Test
    void aTokenIsForItsOwnUserOnly() {
        FakeBrowser bob = new FakeBrowser(stack, "bob", "b1");
        bob.write(bob.register(1, bob.boundContact(600) + GOOD));
        bob.take(403, "REGISTER");
        assertEquals(0, stack.registrar().size());
    }

    @Test
    void whoTriesManyTokensIsBraked() {
        for (int i = 0; i < 20; i++) {
            alice.write(alice.register(1 + i, alice.boundContact(600) + "Authorization: Bearer guess" + i + "\r\n"));
            alice.take(401, "REGISTER");
        }
        alice.write(alice.register(30, alice.boundContact(600) + GOOD));
        assertEquals("60", alice.take(503, "REGISTER").header("Retry-After"));
    }

    @Test
    void aPasswordOverHttpIsUnderTheSameBrakeAsOneOverSip() {
        InetAddress here = InetAddress.getLoopbackAddress();
        assertEquals(PasswordCheck.RIGHT, stack.checkPassword("alice", "wonderland", here));
        assertEquals(PasswordCheck.WRONG, stack.checkPassword("alice", "", here));
        assertEquals(PasswordCheck.WRONG, stack.checkPassword("nobody", "wonderland", here));
        for (int i = 0; i < 18; i++) {
            assertEquals(PasswordCheck.WRONG, stack.checkPassword("alice", "guess" + i, here));
        }
        assertEquals(PasswordCheck.BRAKED, stack.checkPassword("alice", "wonderland", here));
        assertEquals(503, alice.signIn("wonderland").status());
    }
}
