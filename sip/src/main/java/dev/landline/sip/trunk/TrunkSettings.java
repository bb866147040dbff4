package dev.landline.sip.trunk;

import dev.landline.sip.SipTransport;
import dev.landline.sip.session.DialogTerms;
import java.util.List;
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
 * @param upkeep registration, health, limits and sources
 */
public record TrunkSettings(
        String name,
        String host,
        int port,
        Optional<SipTransport> transport,
        Optional<TrunkCredentials> credentials,
        DialogTerms dialogs,
        TrunkUpkeep upkeep) {

    /** A trunk that wants no registration and sets no limit. */
    public TrunkSettings(
            String name,
            String host,
            int port,
            Optional<SipTransport> transport,
            Optional<TrunkCredentials> credentials,
            DialogTerms dialogs) {
        this(name, host, port, transport, credentials, dialogs, TrunkUpkeep.standard());
    }

    /** A trunk that asks for no password, wants no registration and sets no limit. */
    public static TrunkSettings plain(String name, String host, int port, SipTransport transport) {
        return new TrunkSettings(
                name,
                host,
                port,
                Optional.of(transport),
                Optional.empty(),
                DialogTerms.STANDARD,
                TrunkUpkeep.standard());
    }

    /** The same trunk with a password. */
    public TrunkSettings with(TrunkCredentials known) {
        return new TrunkSettings(name, host, port, transport, Optional.of(known), dialogs, upkeep);
    }

    /** The same trunk with a registration. */
    public TrunkSettings with(RegisterSettings register) {
        return with(new TrunkUpkeep(Optional.of(register), upkeep.health(), upkeep.limits(), upkeep.sources()));
    }

    /** The same trunk with other health checks. */
    public TrunkSettings with(HealthSettings health) {
        return with(new TrunkUpkeep(upkeep.register(), health, upkeep.limits(), upkeep.sources()));
    }

    /** The same trunk with limits. */
    public TrunkSettings with(TrunkLimits limits) {
        return with(new TrunkUpkeep(upkeep.register(), upkeep.health(), limits, upkeep.sources()));
    }

    /** The same trunk with further sources. */
    public TrunkSettings with(List<SourceNetwork> sources) {
        return with(new TrunkUpkeep(upkeep.register(), upkeep.health(), upkeep.limits(), sources));
    }

    private TrunkSettings with(TrunkUpkeep other) {
        return new TrunkSettings(name, host, port, transport, credentials, dialogs, other);
    }
}
