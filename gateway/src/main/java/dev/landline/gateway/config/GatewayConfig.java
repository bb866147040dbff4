package dev.landline.gateway.config;

import dev.landline.sip.stack.SipLimits;
import dev.landline.sip.stack.SipSettings;
import dev.landline.sip.tls.TlsIdentity;
import dev.landline.sip.trunk.TrunkWire;
import dev.landline.sip.trunk.TrunkWires;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything under {@code landline} in the configuration, checked. Defaults, units and reasons stand in reference.conf.
 *
 * @param accounts by user name
 * @param trunks by trunk name, in alphabetical order: of several on one address the first counts, and the same each time
 * @param routes in the order they are tried
 * @param partners origins of pages that may embed the softphone and talk with it
 * @param webhooks who is told of calls over HTTP
 * @param widgets the account that visitors of another site's page call as, by the page's origin
 */
public record GatewayConfig(
        HttpConfig http,
        AdminConfig admin,
        SipConfig sip,
        MediaConfig media,
        CallsConfig calls,
        FeaturesConfig features,
        DialingConfig dialing,
        IdentityConfig identity,
        Map<String, AccountConfig> accounts,
        Map<String, TrunkConfig> trunks,
        List<RouteConfig> routes,
        Map<String, String> widgets,
        List<String> partners,
        List<WebhookConfig> webhooks,
        TurnConfig turn,
        TokenConfig tokens,
        StoreConfig store,
        ApiConfig api,
        RecordingConfig recording,
        DemoConfig demo) {

    public GatewayConfig {
        accounts = Map.copyOf(accounts);
        trunks = Collections.unmodifiableMap(new LinkedHashMap<>(trunks));
        routes = List.copyOf(routes);
        widgets = Map.copyOf(widgets);
        partners = List.copyOf(partners);
        webhooks = List.copyOf(webhooks);
    }

    /**
     * What the SIP stack is started with.
     *
     * @throws IOException when our certificate cannot be read any more
     */
    public SipSettings sipSettings(SipLimits limits) throws IOException {
        Optional<TlsIdentity> identity = Optional.empty();
        if (sip.tls().isPresent()) {
            ServingCertificate pair = ServingCertificate.read(sip.tls().get());
            identity = Optional.of(new TlsIdentity(pair.certificateBytes(), pair.keyBytes()));
        }
        Map<String, TrunkWire> wires = new HashMap<>();
        trunks.forEach((name, trunk) -> wires.put(name, trunk.wire()));
        return sip.settings(limits, identity, new TrunkWires(wires));
    }
}
