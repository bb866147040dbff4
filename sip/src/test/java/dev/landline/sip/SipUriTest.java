package dev.landline.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {

    @Test
    void readsUserHostPortAndParameters() {
        SipUri uri = SipUri.parse("sip:alice@Example.COM:5070;transport=WS;lr").orElseThrow();
        assertEquals(new SipUri("sip", "alice", "example.com", 5070, Map.of("transport", "WS", "lr", "")), uri);
    }

    @Test
    void readsIpv6AndTelephoneNumbers() {
        assertEquals(
                "[2001:db8::1]",
                SipUri.parse("sip:a@[2001:db8::1]:5060").orElseThrow().host());
        SipUri number = SipUri.parse("tel:+44-20-7946-0958;ext=12").orElseThrow();
        assertEquals("+44-20-7946-0958", number.user());
        assertEquals("12", number.parameter("ext").orElseThrow());
    }

    @Test
    void escapesWhatTheGrammarForbidsAndReadsItBack() {
        SipUri uri = SipUri.of("a b@c>\"", "example.com");
        assertEquals("sip:a%20b%40c%3E%22@example.com", uri.toString());
        assertEquals(uri, SipUri.parse(uri.toString()).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "http://x",
                "sip:",
                "sip:@host",
                "sip:a@",
                "sip:a@h:0",
                "sip:a@h:70000",
                "sip:a b@h",
                "sip:a%0d%0aX@h",
                "sip:a%4@h",
                "sip:a@h:x",
                "sip:a@h/evil",
                "tel:"
            })
    void refusesWhatIsNoUri(String text) {
        assertTrue(SipUri.parse(text).isEmpty());
    }
}
