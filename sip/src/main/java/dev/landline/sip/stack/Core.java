package dev.landline.sip.stack;

import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipUri;
import dev.landline.sip.registrar.Binding;
import dev.landline.sip.registrar.Gruus;
import dev.landline.sip.registrar.Registrar;
import dev.landline.sip.session.DialogTerms;
import dev.landline.sip.trunk.TrunkDirectory;
import dev.landline.sip.trunk.TrunkSettings;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every leg needs of its stack.
 *
 * @param events where events go; see {@link #emit(SipEvent)}
 */
record Core(
        SipSettings settings,
        SipProvider provider,
        Headers headers,
        Lanes lanes,
        Legs legs,
        Flows flows,
        Registrar registrar,
        TrunkDirectory trunks,
        ClientDigest digest,
        LargeRequests large,
        Gruus gruus,
        SipCounters counters,
        Consumer<SipEvent> events) {

    private static final Logger LOG = LoggerFactory.getLogger(Core.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** How dialogs with this peer are conducted. */
    DialogTerms terms(Peer peer) {
        return switch (peer) {
            case Peer.Browser _ -> DialogTerms.STANDARD;
            case Peer.Trunk trunk -> terms(trunk.name());
        };
    }

    /** How dialogs with this caller are conducted. */
    DialogTerms terms(SipSource caller) {
        return switch (caller) {
            case SipSource.Browser _ -> DialogTerms.STANDARD;
            case SipSource.Trunk trunk -> terms(trunk.trunk());
        };
    }

    private DialogTerms terms(String trunk) {
        return trunks.settings(trunk).map(TrunkSettings::dialogs).orElse(DialogTerms.STANDARD);
    }

    /** Tells the gateway. Its exceptions stay here: they end the leg, for nobody knows what is left undone. */
    void emit(SipEvent event) {
        legs.watch().heard(event, legs);
        try {
            events.accept(event);
        } catch (RuntimeException | StackOverflowError e) {
            counters.bug(LOG, "the receiver of " + event.getClass().getSimpleName(), e);
            legs.find(event.leg()).ifPresent(leg -> lanes.execute(leg.callId(), () -> Defects.end(leg)));
        }
    }

    /** A GRUU of ours becomes the tab's own contact, as the proxy of its domain does it (RFC 5627 section 5.4). */
    void aimAtTab(Request request) throws ParseException {
        Optional<Binding> tab = SipUri.parse(request.getRequestURI().toString())
                .filter(Gruus::isGruu)
                .flatMap(gruu -> registrar.placeOf(gruu, gruus));
        if (tab.isPresent()) {
            headers.target(request, tab.get().contact());
        }
    }

    /** A secret that ends with this process. */
    static byte[] secret(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** 16 hexadecimal digits nobody can guess: tags and Call-IDs. */
    static String token() {
        return HexFormat.of().formatHex(secret(8));
    }
}
