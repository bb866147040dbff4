package dev.landline.sip.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.sip.Party;
import dev.landline.sip.SipUri;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameAddressTest {

    @Test
    void aNameInQuotesIsReadWithItsEscapes() {
        NameAddress read = NameAddress.read(" \"Anne \\\"<a>, B\" <sip:1@h;x=y>;reason=no-answer;privacy=\"full\"")
                .orElseThrow();
        assertEquals("Anne \"<a>, B", read.party().displayName());
        assertEquals("y", read.party().uri().parameter("x").orElseThrow());
        assertEquals(Map.of("reason", "no-answer", "privacy", "full"), read.parameters());
    }

    @Test
    void parametersBehindABareUriAreTheHeaders() {
        NameAddress read =
                NameAddress.read("sip:alice@example.com;Party=calling").orElseThrow();
        assertEquals(new Party("", SipUri.of("alice", "example.com")), read.party());
        assertEquals(Map.of("party", "calling"), read.parameters());
    }

    @Test
    void oneHeaderMayCarrySeveral() {
        List<NameAddress> read = NameAddress.readAll("\"a, b\" <sip:1@h>, <tel:+44-20-7946-0255>, nonsense");
        assertEquals(2, read.size());
        assertEquals("a, b", read.getFirst().party().displayName());
        assertEquals("+44-20-7946-0255", read.getLast().party().uri().user());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<", "<sip:1@h", "<sip:1@h> x", "http://h", "\"a <sip:1@h>", "<sip:a b@h>"})
    void whatIsMalformedIsNoAddress(String value) {
        assertEquals(Optional.empty(), NameAddress.read(value));
    }

    @Test
    void privacyIsReadWordByWord() {
        assertEquals(Set.of(Privacy.ID, Privacy.CRITICAL), Privacy.read("Id; critical;later"));
        assertEquals(Set.of(Privacy.USER, Privacy.ID), Privacy.read("user,id"));
        assertEquals(Set.of(), Privacy.read(""));
        assertEquals("id;critical", Privacy.write(Set.of(Privacy.CRITICAL, Privacy.ID)));
    }

    @Test
    void anOddReasonOrCountOfADiversionIsReplaced() {
        Party party = new Party("", SipUri.of("1", "h"));
        assertEquals(new Diversion(party, "unknown", 99, true), new Diversion(party, "x\r\nEvil: 1", 1000, true));
    }
}
