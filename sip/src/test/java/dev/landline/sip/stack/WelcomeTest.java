package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.sip.registrar.Account;
import dev.landline.sip.registrar.AccountDirectory;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a page is told in the answer to its REGISTER. */
class WelcomeTest {
    private static final String JSON = "{\"iceServers\":[]}";
    private static final String ACCEPT = "Accept: application/json\r\n";

    private SipStack stack;
    private FakeBrowser browser;

    @BeforeEach
    void start() throws IOException {
        AccountDirectory accounts = new AccountDirectory() {
            @Override
            public Optional<Account> account(String user) {
                return Optional.of(new Account("alice", "Alice", "wonderland"));
            }

            @Override
            public Optional<String> welcome(String user) {
                return Optional.of(JSON);
            }
        };
        stack = SipStack.start(
                StackFixture.settings(StackFixture.freeUdpPort(), StackFixture.freeTcpPort(), SipLimits.standard()),
                accounts,
                source -> Optional.empty(),
                event -> {});
        browser = new FakeBrowser(stack, "alice", "page");
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private SipText signIn(String extra, int expires, String password) {
        browser.write(browser.register(1, browser.boundContact(expires) + extra));
        SipText challenge = browser.take(401, "REGISTER");
        assertEquals("", challenge.body(), "a stranger is told nothing");
        String credentials = browser.credentials(challenge, "REGISTER", "sip:landline.test", password);
        browser.write(browser.register(2, browser.boundContact(expires) + extra + credentials));
        return browser.inbox.take("an answer", text -> text.header("CSeq").equals("2 REGISTER"));
    }

    @Test
    void aPageThatTakesJsonIsToldItsServers() {
        SipText answer = signIn(ACCEPT, 600, "wonderland");
        assertEquals(200, answer.status());
        assertEquals(JSON, answer.body());
        assertEquals("application/json", answer.header("Content-Type"));
    }

    @Test
    void aPhoneThatDoesNotAskIsNotTold() {
        assertEquals("", signIn("", 600, "wonderland").body());
    }

    @Test
    void aPageThatLeavesIsNotTold() {
        assertEquals("", signIn(ACCEPT, 0, "wonderland").body());
    }

    @Test
    void aWrongPasswordIsNotTold() {
        assertEquals("", signIn(ACCEPT, 600, "guess").body());
    }
}
