package dev.landline.gateway.config;

import dev.landline.sip.SipTransport;
import dev.landline.sip.trunk.TrunkSettings;
import dev.landline.sip.trunk.TrunkWire;
import java.util.List;
import java.util.Optional;

/**
 * A PBX or carrier.
 *
 * @param host name or address to send to
 * @param sound how its calls sound
 * @param sources addresses, besides those of {@code host}, from which its calls come
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
        List<String> sources,
        String fromDomain,
        IdentityTemplate identity,
        TrunkSignalling signalling,
        TrunkFeatures features,
        TrunkServices services,
        TrunkWire wire) {

    public TrunkConfig {
        sources = List.copyOf(sources);
    }

    /** A trunk whose signalling travels as usual. */
    public TrunkConfig(
            String name,
            String host,
            int port,
            SipTransport transport,
            TrunkSound sound,
            List<String> sources,
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
                sources,
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
            List<String> sources,
            String fromDomain,
            IdentityTemplate identity,
            TrunkSignalling signalling) {
        this(
                name,
                host,
                port,
                transport,
                sound,
                sources,
                fromDomain,
                identity,
                signalling,
                TrunkFeatures.STANDARD,
                TrunkServices.standard());
    }

    /** A trunk that knows us by our address and says nothing about identities. */
    public TrunkConfig(
            String name,
            String host,
            int port,
            SipTransport transport,
            TrunkSound sound,
            List<String> sources,
            String fromDomain) {
        this(
                name,
                host,
                port,
                transport,
                sound,
                sources,
                fromDomain,
                IdentityTemplate.standard(),
                TrunkSignalling.standard());
    }

    /** What the SIP stack is told of it. */
    public TrunkSettings settings() {
        return new TrunkSettings(
                name, host, port, Optional.of(transport), signalling.credentials(), signalling.dialogs());
    }
}
