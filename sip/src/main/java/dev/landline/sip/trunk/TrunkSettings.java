package dev.landline.sip.trunk;

import dev.landline.sip.SipTransport;
import dev.landline.sip.session.DialogTerms;
import java.util.Optional;

/**
 * What the stack knows of a trunk. Each part of the stack that treats trunks differently adds a record of its own here.
 *
 * @param name the trunk's name in the configuration
 * @param host name or literal address to send to
 * @param port 1 to 65535, or 0 when none is written: then DNS says (RFC 3263)
 * @param transport how to send; empty lets DNS say
 * @param credentials how to answer its challenges
 * @param dialogs how dialogs with it are conducted
 */
public record TrunkSettings(
        String name,
        String host,
        int port,
        Optional<SipTransport> transport,
        Optional<TrunkCredentials> credentials,
        DialogTerms dialogs) {

    /** A trunk that asks for no password. */
    public static TrunkSettings plain(String name, String host, int port, SipTransport transport) {
        return new TrunkSettings(name, host, port, Optional.of(transport), Optional.empty(), DialogTerms.STANDARD);
    }

    /** The same trunk with a password. */
    public TrunkSettings with(TrunkCredentials known) {
        return new TrunkSettings(name, host, port, transport, Optional.of(known), dialogs);
    }
}
