package dev.landline.gateway.config;

import dev.landline.media.ice.BrowserAddress;
import dev.landline.media.ice.IceMode;
import dev.landline.media.ice.IceSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the keys of {@code landline.media} that are about ICE. */
final class IceSection {

    private static final int STUN_PORT = 3478;
    private static final int MOST_SERVERS = 4;
    private static final Pattern SERVER = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\s:\\[\\]]+)(?::([0-9]{1,5}))?");
    private static final Map<String, IceMode> MODES = Map.of("lite", IceMode.LITE, "full", IceMode.FULL);

    private IceSection() {}

    /**
     * Reads them.
     *
     * @param general where trunks come, and browsers unless something else is written
     */
    static IceSettings read(Section media, BrowserAddress general) {
        Optional<BrowserAddress> own = browsers(media);
        IceMode mode = media.required("ice", ValueParser.choice(MODES), IceMode.LITE);
        List<InetSocketAddress> servers = media.required(
                "stun-servers", ValueParser.list(ValueParser.text().then(IceSection::server)), List.of());
        Section ports = media.child("ice-ports");
        int first = ports.required("first", ValueParser.integer(1024, 65_535), 21_000);
        int last = ports.required("last", ValueParser.integer(1024, 65_535), 21_999);
        if (last < first) {
            ports.mistake("last", "must not be below first (" + first + "), not " + last);
            last = first;
        }
        ports.refuseUnknown();
        if (servers.size() > MOST_SERVERS) {
            media.mistake("stun-servers", "names " + servers.size() + " servers; each call asks all, so keep to four");
        }
        if (mode == IceMode.LITE && !servers.isEmpty()) {
            media.mistake("stun-servers", "has no effect while media.ice is lite");
        }
        if (mode == IceMode.FULL && own.orElse(general).local().isAnyLocalAddress()) {
            media.mistake(
                    "ice",
                    "full needs media.address, or browser-address, to be one address of this machine, not the wildcard");
        }
        return new IceSettings(own, mode, servers, first, last);
    }

    private static Optional<BrowserAddress> browsers(Section media) {
        Optional<InetAddress> address = media.optional("browser-address", ValueParser.ownAddress());
        Optional<InetAddress> advertise = media.optional("browser-advertise", ValueParser.address());
        if (advertise.filter(InetAddress::isAnyLocalAddress).isPresent()) {
            media.mistake("browser-advertise", "must be an address that browsers can send to");
        } else if (advertise.isPresent() && address.isEmpty()) {
            media.mistake("browser-advertise", "has no effect without media.browser-address");
        } else if (address.filter(InetAddress::isAnyLocalAddress).isPresent() && advertise.isEmpty()) {
            media.mistake("browser-advertise", "must be given when media.browser-address is the wildcard");
        }
        return address.map(local -> new BrowserAddress(local, advertise));
    }

    /** A host name or address with an optional port; names are looked up for each call. */
    private static Parsed<InetSocketAddress> server(String text) {
        String sentence = "must be a host and perhaps a port, such as \"stun.example.com:3478\", not '" + text + "'";
        Matcher matcher = SERVER.matcher(text);
        if (!matcher.matches()) {
            return Parsed.bad(sentence);
        }
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        int port = matcher.group(2) == null ? STUN_PORT : Integer.parseInt(matcher.group(2));
        boolean named = ValueParser.HOST_NAME.matcher(host).matches() || host.indexOf(':') >= 0;
        return named && port > 0 && port <= 65_535
                ? Parsed.good(InetSocketAddress.createUnresolved(host, port))
                : Parsed.bad(sentence);
    }
}
