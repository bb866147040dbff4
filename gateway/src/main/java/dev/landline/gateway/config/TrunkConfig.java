package dev.landline.gateway.config;

import dev.landline.sip.SipTransport;
import dev.landline.sip.trunk.HealthSettings;
import dev.landline.sip.trunk.TrunkSettings;
import dev.landline.sip.trunk.TrunkUpkeep;
import dev.landline.sip.trunk.TrunkWire;
import java.time.Duration;
import java.util.Optional;

/**
 * A PBX or carrier.
 *
 * @param host name or address to send to
 * @param port 1 to 65535, or 0 when DNS says
 * @param transport how to send, unless DNS says
 * @param sound how its calls sound
 * @param fromDomain host part of From and P-Asserted-Identity toward it
 * @param identity how it is told who calls, and what it is believed
 * @param signalling our account there
 * @param features what it may ask for in the middle of a call
 * @param services what it does besides calls
 * @param wire how signalling travels to it
 */
public record TrunkConfig(
        String name,
        String host,
        int port,
        SipTransport transport,
        TrunkSound sound,
        String fromDomain,
        IdentityTemplate identity,
        TrunkSignalling signalling,
        TrunkFeatures features,
        TrunkServices services,
        TrunkWire wire) {

    /** A trunk whose signalling travels as usual. */
    public TrunkConfig(
            String name,
            String host,
            int port,
            SipTransport transport,
            TrunkSound sound,
            String fromDomain,
            IdentityTemplate identity,
            TrunkSignalling signalling,
            TrunkFeatures features,
            TrunkServices services) {
        this(
                name,
                host,
                port,
                transport,
                sound,
                fromDomain,
                identity,
                signalling,
                features,
                services,
                TrunkWire.standard(host));
    }

    /** A trunk with the usual features and services. */
    public TrunkConfig(
            String name,
            String host,
            int port,
            SipTransport transport,
            TrunkSound sound,
            String fromDomain,
            IdentityTemplate identity,
            TrunkSignalling signalling) {
        this(
                name,
                host,
                port,
                transport,
                sound,
                fromDomain,
                identity,
                signalling,
                TrunkFeatures.STANDARD,
                TrunkServices.standard());
    }

    /** A trunk that knows us by our address and says nothing about identities. */
    public TrunkConfig(
            String name, String host, int port, SipTransport transport, TrunkSound sound, String fromDomain) {
        this(name, host, port, transport, sound, fromDomain, IdentityTemplate.standard(), TrunkSignalling.standard());
    }

    /** The port where DNS is not asked: the one that is written, else the transport's usual one. */
    public int portOrUsual() {
        return port == 0 ? transport.usualPort() : port;
    }

    /**
     * What the SIP stack is told of it.
     *
     * @param silence how long it may leave a call without any response
     */
    public TrunkSettings settings(Duration silence) {
        TrunkUpkeep upkeep = signalling.upkeep();
        HealthSettings health =
                new HealthSettings(upkeep.health().interval(), upkeep.health().failures(), silence);
        return new TrunkSettings(
                name,
                host,
                port,
                signalling.anyTransport() ? Optional.empty() : Optional.of(transport),
                signalling.credentials(),
                signalling.dialogs(),
                new TrunkUpkeep(upkeep.register(), health, upkeep.limits(), upkeep.sources()));
    }
}
