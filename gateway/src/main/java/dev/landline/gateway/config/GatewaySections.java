package dev.landline.gateway.config;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusTuning;
import dev.landline.media.ice.BrowserAddress;
import dev.landline.media.ice.IceSettings;
import dev.landline.sip.stack.AdmissionLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads each block under {@code landline} into its record. */
final class GatewaySections {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,14}");
    private static final Map<String, OpusChoice> OPUS =
            Map.of("auto", OpusChoice.AUTO, "native", OpusChoice.NATIVE, "concentus", OpusChoice.CONCENTUS);

    private GatewaySections() {}

    static GatewayConfig read(Section landline) {
        Section http = landline.child("http");
        Section sip = landline.child("sip");
        Section media = landline.child("media");
        Section demo = landline.child("demo");
        Section admin = landline.child("admin");
        Section calls = landline.child("calls");
        HttpConfig httpConfig = http(http);
        SipConfig sipConfig = sip(sip, httpConfig.tls());
        MediaConfig mediaConfig = media(media);
        Map<String, AccountConfig> accounts = DirectorySections.accounts(landline);
        Map<String, TrunkConfig> trunks = DirectorySections.trunks(landline);
        GatewayConfig config = new GatewayConfig(
                httpConfig,
                admin(admin),
                sipConfig,
                mediaConfig,
                calls(calls),
                FeaturesSection.read(landline.child("features")),
                dialing(landline.child("dialing")),
                IdentitySections.read(landline.child("identity")),
                accounts,
                trunks,
                DirectorySections.routes(landline, trunks.keySet(), mediaConfig.opusEncoder()),
                WidgetConfig.read(landline, accounts),
                landline.required(
                        "partners", ValueParser.list(ValueParser.text().then(GatewaySections::origin)), List.of()),
                WebhookConfig.read(landline),
                TurnSection.read(landline.child("turn")),
                TokenConfig.read(landline.child("tokens")),
                StoreConfig.read(landline.child("store")),
                ApiConfig.read(landline.child("api")),
                RecordingConfig.read(landline.child("recording"), accounts.keySet(), trunks.keySet()),
                demo(demo));
        CrossChecks.check(config, new CrossChecks.Sections(http, admin, sip, media, calls, demo));
        landline.refuseUnknown();
        return config;
    }

    private static HttpConfig http(Section http) {
        InetAddress address = http.required("address", ValueParser.ownAddress(), LOOPBACK);
        int port = http.required("port", ValueParser.integer(0, 65_535), 8080);
        Optional<TlsFiles> tls = CertificateFiles.read(http);
        boolean development = http.required("development-certificate", ValueParser.flag(), false);
        if (development && tls.isPresent()) {
            http.mistake("development-certificate", "cannot be true while tls names a certificate");
        }
        List<String> origins = http.required(
                "allowed-origins", ValueParser.list(ValueParser.text().then(GatewaySections::origin)), List.of());
        boolean missing = http.required("allow-missing-origin", ValueParser.flag(), false);
        Path directory = http.path("development-certificate-directory").orElse(Path.of("data", "tls"));
        int connections = http.required("connections", ValueParser.integer(1, 100_000), 4_000);
        int each = http.required("connections-per-address", ValueParser.integer(1, 100_000), 100);
        http.refuseUnknown();
        return new HttpConfig(address, port, tls, development, origins, missing, directory, connections, each);
    }

    /** An origin as browsers send it: scheme, host, and port unless it is the scheme's own (RFC 6454 section 6.1). */
    static Parsed<String> origin(String text) {
        String sentence =
                "must be an origin such as https://phone.example.com or http://localhost:8080, not '" + text + "'";
        try {
            URI uri = new URI(text.toLowerCase(Locale.ROOT));
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean bare = uri.getHost() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
            if (!web || !bare || uri.getPort() == 0 || uri.getPort() > 65_535) {
                return Parsed.bad(sentence);
            }
            boolean usual = uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80);
            String port = usual || uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return Parsed.good(uri.getScheme() + "://" + uri.getHost() + port);
        } catch (java.net.URISyntaxException _) {
            return Parsed.bad(sentence);
        }
    }

    private static AdminConfig admin(Section admin) {
        InetAddress address = admin.required("address", ValueParser.ownAddress(), LOOPBACK);
        int port = admin.required("port", ValueParser.integer(0, 65_535), 9090);
        admin.refuseUnknown();
        return new AdminConfig(address, port);
    }

    /** @param web the certificate of the pages, which serves trunks too unless they get another */
    private static SipConfig sip(Section sip, Optional<TlsFiles> web) {
        InetAddress address = sip.required("address", ValueParser.ownAddress(), LOOPBACK);
        if (address.isAnyLocalAddress()) {
            sip.mistake("address", "must be one address of this machine or auto: SIP messages carry it");
        }
        Optional<InetAddress> advertise = advertise(sip);
        int udp = sip.required("udp-port", ValueParser.integer(0, 65_535), 5060);
        int tcp = sip.required("tcp-port", ValueParser.integer(0, 65_535), 5060);
        if (udp == 0 && tcp == 0) {
            sip.mistake("udp-port", "and tcp-port are both 0: no trunk could be reached");
        }
        int tlsPort = sip.required("tls-port", ValueParser.integer(0, 65_535), 0);
        Optional<String> tlsHost = sip.optional("tls-host", ValueParser.host());
        Optional<TlsFiles> tls = CertificateFiles.read(sip).or(() -> web);
        if (tlsPort != 0 && tls.isEmpty()) {
            sip.mistake("tls-port", "needs a certificate: name its files in sip.tls or in http.tls");
        }
        String domain = sip.required("domain", ValueParser.host(), "landline.internal");
        AdmissionLimits admission = AdmissionSection.read(sip.child("admission"));
        List<InetSocketAddress> dns =
                sip.required("dns-servers", ValueParser.list(ValueParser.endpoint(53)), List.of());
        sip.refuseUnknown();
        return new SipConfig(address, advertise, udp, tcp, tlsPort, tlsHost, tls, domain, admission, dns);
    }

    private static Optional<InetAddress> advertise(Section section) {
        Optional<InetAddress> advertise = section.optional("advertise", ValueParser.address());
        if (advertise.filter(InetAddress::isAnyLocalAddress).isPresent()) {
            section.mistake("advertise", "must be an address that others can send to");
        }
        return advertise;
    }

    private static MediaConfig media(Section media) {
        InetAddress address = media.required("address", ValueParser.ownAddress(), LOOPBACK);
        Optional<InetAddress> advertise = advertise(media);
        if (address.isAnyLocalAddress() && advertise.isEmpty()) {
            media.mistake("advertise", "must be given when media.address is the wildcard: SDP carries an address");
        }
        Section browser = media.child("browser-ports");
        int browserPort = browser.required("first", ValueParser.integer(1024, 65_535), 20_000);
        browser.refuseUnknown();
        Section trunk = media.child("trunk-ports");
        int first = trunk.required("first", ValueParser.integer(1024, 65_534), 30_000);
        int last = trunk.required("last", ValueParser.integer(1025, 65_535), 39_999);
        rtpRange(trunk, "first", first, "last", last);
        trunk.refuseUnknown();
        int loops = media.required("loops", ValueParser.integer(0, 64), 0);
        boolean red = media.required("red", ValueParser.flag(), true);
        boolean fullBand = media.required("full-band", ValueParser.flag(), false);
        OpusTuning encoder = SoundSections.opus(media.child("opus-encoder"), OpusTuning.USUAL);
        int dscp = media.required("dscp", ValueParser.integer(0, 63), 46);
        Duration silence = media.required(
                "trunk-silence", ValueParser.duration(Duration.ZERO, Duration.ofHours(1)), MediaConfig.TRUNK_SILENCE);
        if (!silence.isZero() && silence.toSeconds() < 5) {
            media.mistake(
                    "trunk-silence", "must be 0s, which is never, or from 5s to 1h, not " + silence.toSeconds() + "s");
        }
        OpusChoice opus = media.required("opus", ValueParser.choice(OPUS), OpusChoice.AUTO);
        Optional<Path> library = media.readableFile("opus-library");
        int max = media.required("max-bridges", ValueParser.integer(1, 100_000), 512);
        IceSettings ice = IceSection.read(media, new BrowserAddress(address, advertise));
        media.refuseUnknown();
        return new MediaConfig(
                address,
                advertise,
                browserPort,
                first,
                last,
                loops,
                red,
                fullBand,
                encoder,
                dscp,
                silence,
                opus,
                library,
                max,
                ice);
    }

    private static void rtpRange(Section section, String firstName, int first, String lastName, int last) {
        if (first % 2 != 0) {
            section.mistake(
                    firstName, "must be even: RTP takes the even port and RTCP the odd one above, not " + first);
        }
        if (last <= first) {
            section.mistake(lastName, "must be above " + firstName + " (" + first + "), not " + last);
        }
    }

    private static CallsConfig calls(Section calls) {
        CallsConfig standard = CallsConfig.standard();
        Duration ring = calls.required(
                "ring-timeout",
                ValueParser.duration(Duration.ofSeconds(5), Duration.ofMinutes(10)),
                standard.ringTimeout());
        Duration silence = calls.required(
                "trunk-silence",
                ValueParser.duration(Duration.ofMillis(500), Duration.ofSeconds(32)),
                standard.trunkSilence());
        Duration grace =
                calls.required("grace", ValueParser.duration(Duration.ZERO, Duration.ofMinutes(10)), standard.grace());
        Duration longest = calls.required(
                "max-duration",
                ValueParser.duration(Duration.ofMinutes(1), Duration.ofDays(7)),
                standard.maxDuration());
        int max = calls.required("max-calls", ValueParser.integer(1, 100_000), standard.maxCalls());
        int each = calls.required("max-calls-per-account", ValueParser.integer(1, 1000), standard.maxCallsPerAccount());
        calls.refuseUnknown();
        return new CallsConfig(ring, silence, grace, longest, max, each);
    }

    private static DialingConfig dialing(Section dialing) {
        ValueParser<String> country = ValueParser.matching(COUNTRY, "must be a two-letter country code such as GB")
                .then(code -> Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2)
                                .contains(code)
                        ? Parsed.good(code)
                        : Parsed.bad("must be a two-letter country code such as GB, not '" + code + "'"));
        String home = dialing.required("country", country, "GB");
        boolean international = dialing.required("international", ValueParser.flag(), false);
        List<String> allowed = dialing.required("allowed-countries", ValueParser.list(country), List.of());
        if (!allowed.isEmpty() && !international) {
            dialing.mistake("allowed-countries", "has no effect while international is false");
        }
        List<String> barred = dialing.required(
                "barred-prefixes",
                ValueParser.list(ValueParser.matching(PREFIX, "must be + and digits, such as \"+449\"")),
                List.of());
        dialing.refuseUnknown();
        return new DialingConfig(home, international, allowed, barred);
    }

    private static DemoConfig demo(Section demo) {
        boolean enabled = demo.required("enabled", ValueParser.flag(), false);
        int sipPort = demo.required("sip-port", ValueParser.integer(1024, 65_535), 5070);
        int first = demo.required("rtp-first", ValueParser.integer(1024, 65_534), 41_000);
        int last = demo.required("rtp-last", ValueParser.integer(1025, 65_535), 41_999);
        rtpRange(demo, "rtp-first", first, "rtp-last", last);
        demo.refuseUnknown();
        return new DemoConfig(enabled, sipPort, first, last);
    }
}
