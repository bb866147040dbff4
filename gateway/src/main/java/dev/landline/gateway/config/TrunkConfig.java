package dev.landline.gateway.config;

import dev.landline.sip.SipTransport;
import java.util.List;

/**
 * A PBX or carrier.
 *
 * @param host name or address to send to
 * @param sound how its calls sound
 * @param sources addresses, besides those of {@code host}, from which its calls come
 * @param fromDomain host part of From and P-Asserted-Identity toward it
 */
public record TrunkConfig(
        String name,
        String host,
        int port,
        SipTransport transport,
        TrunkSound sound,
        List<String> sources,
        String fromDomain) {

    public TrunkConfig {
        sources = List.copyOf(sources);
    }
}
