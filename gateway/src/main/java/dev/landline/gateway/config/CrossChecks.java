package dev.landline.gateway.config;

import dev.landline.media.ice.IceMode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Checks what no single block can see: ports that meet, bounds that contradict, a demo that is not on loopback. */
final class CrossChecks {

    private CrossChecks() {}

    record Sections(Section http, Section admin, Section sip, Section media, Section calls, Section demo) {}

    /** Ports taken by one key. */
    private record Claim(Section section, String name, String spoken, InetAddress address, int first, int last) {

        boolean meets(Claim other) {
            boolean sameHost =
                    address.equals(other.address) || address.isAnyLocalAddress() || other.address.isAnyLocalAddress();
            return sameHost && first > 0 && other.first > 0 && first <= other.last && other.first <= last;
        }

        String ports() {
            return first == last ? "port " + first : "ports " + first + " to " + last;
        }
    }

    static void check(GatewayConfig config, Sections sections) {
        refuseMeetings(udpClaims(config, sections));
        refuseMeetings(tcpClaims(config, sections));
        room(config, sections);
        if (config.demo().enabled()) {
            demoOnLoopback(config, sections);
        }
    }

    private static List<Claim> udpClaims(GatewayConfig config, Sections sections) {
        MediaConfig media = config.media();
        int loops = media.loops() == 0 ? Runtime.getRuntime().availableProcessors() : media.loops();
        List<Claim> claims = new ArrayList<>();
        claims.add(port(
                sections.sip, "udp-port", config.sip().address(), config.sip().udpPort()));
        claims.add(new Claim(
                sections.media,
                "browser-ports",
                "media.browser-ports",
                media.address(),
                media.browserPort(),
                media.browserPort() + loops - 1));
        if (media.ice().mode() == IceMode.FULL) {
            claims.add(new Claim(
                    sections.media,
                    "ice-ports",
                    "media.ice-ports",
                    media.address(),
                    media.ice().firstPort(),
                    media.ice().lastPort()));
        }
        claims.add(new Claim(
                sections.media,
                "trunk-ports",
                "media.trunk-ports",
                media.address(),
                media.trunkPortFirst(),
                media.trunkPortLast()));
        if (config.demo().enabled()) {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            claims.add(port(sections.demo, "sip-port", loopback, config.demo().sipPort()));
            claims.add(new Claim(
                    sections.demo,
                    "rtp-first",
                    "demo.rtp-first",
                    loopback,
                    config.demo().rtpFirst(),
                    config.demo().rtpLast()));
        }
        return claims;
    }

    private static List<Claim> tcpClaims(GatewayConfig config, Sections sections) {
        return List.of(
                port(
                        sections.http,
                        "port",
                        config.http().address(),
                        config.http().port()),
                port(
                        sections.admin,
                        "port",
                        config.admin().address(),
                        config.admin().port()),
                port(
                        sections.sip,
                        "tcp-port",
                        config.sip().address(),
                        config.sip().tcpPort()),
                port(
                        sections.sip,
                        "tls-port",
                        config.sip().address(),
                        config.sip().tlsPort()));
    }

    private static Claim port(Section section, String name, InetAddress address, int port) {
        return new Claim(section, name, section.spoken(name), address, port, port);
    }

    private static void refuseMeetings(List<Claim> claims) {
        for (int i = 0; i < claims.size(); i++) {
            for (int j = 0; j < i; j++) {
                Claim claim = claims.get(i);
                Claim earlier = claims.get(j);
                if (claim.meets(earlier)) {
                    claim.section.mistake(
                            claim.name,
                            "takes " + claim.ports() + ", which " + earlier.spoken + " takes too (" + earlier.ports()
                                    + ", " + earlier.section.place(earlier.name) + ")");
                }
            }
        }
    }

    private static void room(GatewayConfig config, Sections sections) {
        MediaConfig media = config.media();
        int calls = config.calls().maxCalls();
        int pairs = (media.trunkPortLast() - media.trunkPortFirst() + 1) / 2;
        if (pairs > 0 && pairs < calls) {
            sections.media.mistake("trunk-ports", "has room for " + pairs + " calls, but calls.max-calls is " + calls);
        }
        int own = media.ice().lastPort() - media.ice().firstPort() + 1;
        if (media.ice().mode() == IceMode.FULL && own < calls) {
            sections.media.mistake("ice-ports", "has " + own + " ports, but calls.max-calls is " + calls);
        }
        if (media.maxBridges() < calls) {
            sections.calls.mistake(
                    "max-calls", "is " + calls + ", but media.max-bridges allows only " + media.maxBridges());
        }
        if (config.calls().maxCallsPerAccount() > calls) {
            sections.calls.mistake("max-calls-per-account", "is more than calls.max-calls, which is " + calls);
        }
    }

    /** The demo's passwords are printed on the screen: nobody but this machine may reach it. */
    private static void demoOnLoopback(GatewayConfig config, Sections sections) {
        onLoopback(sections.http, config.http().address());
        onLoopback(sections.admin, config.admin().address());
        onLoopback(sections.sip, config.sip().address());
    }

    private static void onLoopback(Section section, InetAddress address) {
        if (!address.isLoopbackAddress()) {
            section.mistake(
                    "address",
                    "must be a loopback address while demo.enabled is true, because the demo's passwords are public,"
                            + " not '" + address.getHostAddress() + "'");
        }
    }
}
