package dev.landline.gateway.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A configuration on free ports of loopback: accounts alice and bob, and a trunk for each kind of far end, each at an
 * address of its own so that its calls are known by it.
 */
final class GatewayFile {

    static final String ALICE_NUMBER = "+442079460100";
    static final String BOB_NUMBER = "+442079460101";

    /** A number of nobody's. */
    static final String NOBODYS_NUMBER = "+442079460999";

    /** The caller's number that SIPp's scenarios are given. */
    static final String CALLER = "+442079460002";

    private static final String ACCOUNTS =
            """
            accounts {
              alice { display-name = "Alice", password = "%s", caller-id = "%s", numbers = ["%s"] }
              bob { display-name = "Bob", password = "%s", caller-id = "%s", numbers = ["%s"] }
            }
            """.formatted(password("alice"), ALICE_NUMBER, ALICE_NUMBER, password("bob"), BOB_NUMBER, BOB_NUMBER);

    private final int httpPort = Ports.free();
    private final int adminPort = Ports.free();
    private final int sipPort = Ports.free();
    private final int browserPort = Ports.range(4);
    private final int trunkPorts = Ports.range(40);
    private final StringBuilder more = new StringBuilder();
    private final List<String> routes = new ArrayList<>();
    private final boolean demo;
    private String address = "127.0.0.1";
    private String seen = "";
    private List<String> inside = List.of();
    private boolean secure;

    GatewayFile() {
        this(false);
    }

    private GatewayFile(boolean demo) {
        this.demo = demo;
    }

    /** What {@code ./run} starts, on other ports. */
    static GatewayFile demo() {
        int network = Ports.free();
        int rtp = Ports.range(20);
        return new GatewayFile(true).with("""
                        demo { sip-port = %d, rtp-first = %d, rtp-last = %d }
                        trunks.demo.port = %d
                        """.formatted(network, rtp, rtp + 19, network));
    }

    static String password(String user) {
        return "of-" + user + "-2026";
    }

    /** Further lines, inside {@code landline}. */
    GatewayFile with(String lines) {
        more.append(lines).append('\n');
        return this;
    }

    /** https with the development certificate. */
    GatewayFile secure() {
        secure = true;
        return with("http { development-certificate = true, development-certificate-directory = tls }");
    }

    /** Runs in a network namespace, at this address of it, which this test must be able to reach. */
    GatewayFile in(List<String> enter, String itsAddress) {
        inside = enter;
        address = itsAddress;
        return this;
    }

    /** Others reach it at another address than its own, because a NAT stands between. */
    GatewayFile seenAt(String outside) {
        seen = outside;
        return this;
    }

    /** A route to a trunk that {@link #with} described. */
    GatewayFile route(String trunk, String number) {
        routes.add("{ match = \"%s\", trunk = %s }".formatted(number, trunk));
        return this;
    }

    List<String> inside() {
        return inside;
    }

    /** Where this test reaches it. */
    String address() {
        return seen.isEmpty() ? address : seen;
    }

    /** ICE in full mode, a port for each call. */
    GatewayFile fullIce() {
        int first = Ports.range(20);
        return with("media { ice = full, ice-ports { first = %d, last = %d } }".formatted(first, first + 19));
    }

    /** A trunk, and the route of the numbers that begin with these digits to it. */
    GatewayFile trunk(FarEnd end) {
        return trunk(end, "");
    }

    /** The same with further lines inside its block. */
    GatewayFile trunk(FarEnd end, String lines) {
        routes.add("{ match = \"%s.\", trunk = %s }".formatted(end.prefix(), end.trunk()));
        return with("""
                trunks.%s { host = "%s", port = %d, transport = %s, codecs = [%s], options-interval = 0s, %s }
                """.formatted(
                        end.trunk(),
                        end.address().getAddress().getHostAddress(),
                        end.address().getPort(),
                        end.transport().name().toLowerCase(Locale.ROOT),
                        end.codecs(),
                        lines));
    }

    int adminPort() {
        return adminPort;
    }

    /** The one that all browsers share. */
    int browserPort() {
        return browserPort;
    }

    int sipPort() {
        return sipPort;
    }

    String page() {
        return (secure ? "https" : "http") + "://" + address() + ":" + httpPort + "/";
    }

    String text() {
        String people = demo ? "" : ACCOUNTS + "routes = [" + String.join(", ", routes) + "]\n";
        String start = demo ? "include file(\"" + Places.repository().resolve("config/demo.conf") + "\")\n" : "";
        return start
                + """
                landline {
                  http { address = "%s", port = %d }
                  admin { address = "%s", port = %d }
                  sip { address = "%s", udp-port = %d, tcp-port = %d }
                  calls.max-calls = 20
                  media {
                    address = "%s"
                    browser-ports.first = %d
                    trunk-ports { first = %d, last = %d }
                    loops = 1
                  }
                  %s
                  %s
                }
                """.formatted(
                                address,
                                httpPort,
                                address,
                                adminPort,
                                address,
                                sipPort,
                                sipPort,
                                address,
                                browserPort,
                                trunkPorts,
                                trunkPorts + 39,
                                people,
                                more);
    }
}
