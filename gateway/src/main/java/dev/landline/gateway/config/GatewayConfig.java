package dev.landline.gateway.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything under {@code landline} in the configuration, checked. Defaults, units and reasons stand in reference.conf.
 *
 * @param accounts by user name
 * @param trunks by trunk name, in alphabetical order: of several on one address the first counts, and the same each time
 * @param routes in the order they are tried
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
        TurnConfig turn,
        TokenConfig tokens,
        StoreConfig store,
        ApiConfig api,
        DemoConfig demo) {

    public GatewayConfig {
        accounts = Map.copyOf(accounts);
        trunks = Collections.unmodifiableMap(new LinkedHashMap<>(trunks));
        routes = List.copyOf(routes);
    }
}
