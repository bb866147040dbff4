package dev.landline.gateway.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides which pages may open a WebSocket. Browsers do not apply the same-origin rule to WebSockets, so the server must
 * (RFC 6455 section 10.2): otherwise any page a person visits could talk to this gateway from inside the network.
 *
 * @param secure our port speaks https
 * @param allowed further origins, in the form browsers send them
 * @param missingAllowed a request without Origin is let in
 */
record Origins(boolean secure, List<String> allowed, boolean missingAllowed) {

    /** These and further ones. */
    Origins with(Collection<String> further) {
        List<String> all = new ArrayList<>(allowed);
        all.addAll(further);
        return new Origins(secure, List.copyOf(all), missingAllowed);
    }

    /**
     * Whether a page may connect.
     *
     * @param origin the Origin header; {@code null} as text is what sandboxed pages and files send, and never ours
     * @param host the Host header of the same request
     */
    boolean allow(Optional<String> origin, Optional<String> host) {
        if (origin.isEmpty()) {
            return missingAllowed;
        }
        String asked = origin.get().toLowerCase(Locale.ROOT);
        return allowed.contains(asked)
                || host.filter(name -> asked.equals(ownOrigin(name.toLowerCase(Locale.ROOT))))
                        .isPresent();
    }

    /** The origin of a page that was loaded from this host; the scheme's own port is not written (RFC 6454 section 6.1). */
    private String ownOrigin(String host) {
        String usual = secure ? ":443" : ":80";
        String name = host.endsWith(usual) ? host.substring(0, host.length() - usual.length()) : host;
        return (secure ? "https://" : "http://") + name;
    }

    /** Whether a request comes from a page that may connect, or from no page: browsers name theirs with every change. */
    boolean allowOrNone(HttpServerRequest request) {
        Optional<String> origin = Optional.ofNullable(request.getHeader("Origin"));
        return origin.isEmpty() || allow(origin, Optional.ofNullable(request.getHeader("Host")));
    }
}
