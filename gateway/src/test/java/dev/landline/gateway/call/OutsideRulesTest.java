package dev.landline.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.ConfigReader;
import dev.landline.gateway.config.ConfigResult;
import dev.landline.gateway.config.GatewayConfig;
import dev.landline.sip.FlowId;
import dev.landline.sip.MessageRoute;
import dev.landline.sip.PageMessage;
import dev.landline.sip.Party;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipUri;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration says about texts, voicemail and busy lamps. */
class OutsideRulesTest {

    private static final String FILE = """
            landline {
              sip.address = "127.0.0.1", media.address = "127.0.0.1"
              dialing.country = GB
              accounts {
                alice { password = one, display-name = "Alice A", caller-id = "+441632960011", watches = ["bob"] }
                bob { password = two, numbers = ["+441632960012", "212"], watches = ["*"] }
                carol { password = three, numbers = ["+441632960013"] }
              }
              trunks {
                texts { host = "192.0.2.10", messages = true, message-waiting = false }
                calls { host = "192.0.2.11" }
              }
              routes = [{ match = "+441.", trunk = calls }, { match = "+447.", trunk = calls }, { match = "+447.", trunk = texts }]
            }
            """;

    @TempDir
    Path folder;

    private OutsideRules rules;

    @BeforeEach
    void read() throws IOException {
        Path file = Files.writeString(folder.resolve("landline.conf"), FILE);
        ConfigResult result = ConfigReader.read(file);
        GatewayConfig config = assertInstanceOf(ConfigResult.Valid.class, result, result::toString)
                .config();
        rules = new OutsideRules(config, trunk -> Optional.of(new InetSocketAddress("192.0.2.10", 5060)));
    }

    private MessageRoute fromAlice(String target) {
        SipSource source = new SipSource.Browser("alice", new FlowId(1));
        return rules.route(new PageMessage(
                source, SipUri.of(target, "landline.internal"), new Party("Mallory", SipUri.of("x", "y.z")), "hello"));
    }

    private MessageRoute fromTrunk(String trunk, String target) {
        SipSource source = new SipSource.Trunk(trunk, new InetSocketAddress("192.0.2.10", 5060));
        return rules.route(new PageMessage(
                source, SipUri.of(target, "192.0.2.1"), new Party("", SipUri.of("07700900123", "carrier")), "hello"));
    }

    @Test
    void aUserIsFoundByNameAndNumberAndSeesTheSendersOwnName() {
        MessageRoute.ToUser byName = assertInstanceOf(MessageRoute.ToUser.class, fromAlice("bob"));
        assertEquals("bob", byName.user());
        assertEquals(new Party("Alice A", SipUri.of("alice", "landline.internal")), byName.from());
        assertEquals(
                "bob",
                assertInstanceOf(MessageRoute.ToUser.class, fromAlice("01632960012"))
                        .user());
    }

    @Test
    void aTelephoneIsReachedByTheFirstTrunkThatTakesTexts() {
        MessageRoute.ToTrunk out = assertInstanceOf(MessageRoute.ToTrunk.class, fromAlice("07700900123"));
        assertEquals("texts", out.trunk().trunk());
        assertEquals("+447700900123", out.requestUri().user());
        assertEquals("+441632960011", out.from().uri().user());
    }

    @Test
    void whereNoTrunkTakesTextsTheSenderIsTold() {
        assertEquals(
                405,
                assertInstanceOf(MessageRoute.Refused.class, fromAlice("01632960999"))
                        .status());
        assertEquals(
                404,
                assertInstanceOf(MessageRoute.Refused.class, fromAlice("nobody"))
                        .status());
        assertEquals(
                403,
                assertInstanceOf(MessageRoute.Refused.class, fromAlice("+33123456789"))
                        .status());
    }

    @Test
    void onlyATrunkThatMayBringsTexts() {
        MessageRoute.ToUser in = assertInstanceOf(MessageRoute.ToUser.class, fromTrunk("texts", "+441632960012"));
        assertEquals("bob", in.user());
        assertEquals("+447700900123", in.from().uri().user());
        assertEquals(
                403,
                assertInstanceOf(MessageRoute.Refused.class, fromTrunk("calls", "+441632960012"))
                        .status());
        assertEquals(
                404,
                assertInstanceOf(MessageRoute.Refused.class, fromTrunk("texts", "+441632960999"))
                        .status());
    }

    @Test
    void aMailboxBelongsToWhomTheTrunkWouldRing() {
        assertEquals(Optional.of("bob"), rules.mailboxOwner("calls", "212"));
        assertEquals(Optional.of("carol"), rules.mailboxOwner("calls", "01632960013"));
        assertEquals(Optional.of("alice"), rules.mailboxOwner("calls", "alice"));
        assertEquals(Optional.empty(), rules.mailboxOwner("calls", "+441632960999"));
        assertEquals(Optional.empty(), rules.mailboxOwner("texts", "212"), "this trunk may not");
        assertEquals(Optional.empty(), rules.mailboxOwner("stranger", "212"));
    }

    @Test
    void onlyWhomTheAccountMayWatchIsWatched() {
        assertTrue(rules.mayWatch("alice", "bob"));
        assertTrue(rules.mayWatch("bob", "carol"), "everybody");
        assertTrue(rules.mayWatch("carol", "carol"), "oneself");
        assertFalse(rules.mayWatch("alice", "carol"));
        assertFalse(rules.mayWatch("carol", "bob"));
    }
}
