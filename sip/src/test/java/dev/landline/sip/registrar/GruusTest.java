package dev.landline.sip.registrar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.FlowId;
import dev.landline.sip.SipUri;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RFC 5627: an address of one tab. */
class GruusTest {

    private static final String INSTANCE = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

    private final Registrar registrar = new Registrar(100);
    private final Gruus gruus = new Gruus("landline.test", "0123456789abcdef".getBytes(UTF_8));
    private long cseq;

    private Binding bind(String callId, long flow, String instance) {
        Registration request = new Registration(
                "alice",
                new FlowId(flow),
                callId,
                ++cseq,
                List.of(new Registration.Contact(SipUri.of("tab" + flow, "x.invalid"), 600, instance, 1)),
                false,
                -1);
        registrar.apply(request, 0);
        return registrar.bindings("alice").getLast();
    }

    private static SipUri reparsed(SipUri uri) {
        return SipUri.parse(uri.toString()).orElseThrow();
    }

    private Optional<FlowId> flowOf(SipUri gruu) {
        return registrar.placeOf(reparsed(gruu), gruus).map(Binding::flow);
    }

    @Test
    void thePublicOneNamesPersonAndInstanceAndFindsTheTab() {
        Binding one = bind("a", 1, INSTANCE);
        bind("b", 2, "urn:uuid:other");
        assertEquals(
                "sip:alice@landline.test;gr=" + INSTANCE, gruus.publicOf(one).toString());
        assertEquals(Optional.of(new FlowId(1)), flowOf(gruus.publicOf(one)));
        assertEquals(
                Optional.of(new FlowId(1)),
                flowOf(SipUri.of("alice", "landline.test").with("gr", INSTANCE.toUpperCase(java.util.Locale.ROOT))));
        assertEquals(Optional.empty(), flowOf(SipUri.of("bob", "landline.test").with("gr", INSTANCE)));
    }

    @Test
    void temporaryOnesOfOneTabTellNothingAndAllFindIt() {
        Binding one = bind("a", 1, INSTANCE);
        SipUri first = gruus.temporaryOf(one);
        SipUri second = gruus.temporaryOf(one);
        assertNotEquals(first, second);
        assertFalse(first.toString().contains("alice"), first::toString);
        assertTrue(Gruus.isGruu(reparsed(first)));
        assertEquals(Optional.of(new FlowId(1)), flowOf(first));
        assertEquals(Optional.of(new FlowId(1)), flowOf(second));
    }

    @Test
    void aTemporaryOneLivesAsLongAsItsRegistration() {
        SipUri gruu = gruus.temporaryOf(bind("a", 1, INSTANCE));
        bind("a", 1, INSTANCE);
        assertEquals(Optional.of(new FlowId(1)), flowOf(gruu), "refreshed with the same Call-ID");
        bind("b", 1, INSTANCE);
        assertEquals(Optional.empty(), flowOf(gruu), "registered anew");
        SipUri later = gruus.temporaryOf(registrar.bindings("alice").getLast());
        registrar.flowClosed(new FlowId(1));
        assertEquals(Optional.empty(), flowOf(later), "gone");
    }

    @Test
    void aForgedOneFindsNobody() {
        Binding one = bind("a", 1, INSTANCE);
        Gruus others = new Gruus("landline.test", "fedcba9876543210".getBytes(UTF_8));
        assertEquals(Optional.empty(), flowOf(others.temporaryOf(one)));
        for (String user : List.of("tgruu.", "tgruu.AAAA", "tgruu.!!!", "tgruu." + "A".repeat(48))) {
            assertEquals(
                    Optional.empty(), flowOf(SipUri.of(user, "landline.test").with("gr", "")), user);
        }
    }
}
