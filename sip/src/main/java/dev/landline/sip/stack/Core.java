package dev.landline.sip.stack;

import dev.landline.sip.SipEvent;
import dev.landline.sip.SipSource;
import dev.landline.sip.registrar.Registrar;
import dev.landline.sip.session.DialogTerms;
import dev.landline.sip.trunk.TrunkDirectory;
import dev.landline.sip.trunk.TrunkSettings;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Consumer;
import javax.sip.SipProvider;
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

    /** Tells the gateway; its exceptions stay here. */
    void emit(SipEvent event) {
        try {
            events.accept(event);
        } catch (RuntimeException e) {
            counters.bug(LOG, "the receiver of " + event.getClass().getSimpleName(), e);
        }
    }

    /** 16 hexadecimal digits nobody can guess: tags and Call-IDs. */
    static String token() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
