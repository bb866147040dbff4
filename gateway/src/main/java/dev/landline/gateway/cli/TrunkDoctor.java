package dev.landline.gateway.cli;

import static java.util.stream.Collectors.joining;

import dev.landline.gateway.config.GatewayConfig;
import dev.landline.gateway.config.TrunkConfig;
import dev.landline.sip.SipUri;
import dev.landline.sip.dns.Targets;
import dev.landline.sip.probe.ProbeReply;
import dev.landline.sip.probe.ProbeWire;
import dev.landline.sip.probe.SipProbe;
import dev.landline.sip.probe.SipProbe.Outcome;
import dev.landline.sip.probe.StreamWire;
import dev.landline.sip.probe.UdpWire;
import dev.landline.sip.stack.SipLimits;
import dev.landline.sip.tls.TlsContexts;
import dev.landline.sip.trunk.Candidate;
import dev.landline.sip.trunk.RegisterSettings;
import dev.landline.sip.trunk.TrunkCredentials;
import dev.landline.sip.trunk.TrunkPlace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;

/** Walks the way to a trunk step by step, each from the working machine's point of view. */
final class TrunkDoctor {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_PLACES = 4;

    private final GatewayConfig config;
    private final TrunkConfig trunk;
    private final TrunkLookup trunks;
    private final Consumer<Step> report;
    private final List<Step> steps = new ArrayList<>();

    /** @param report told each step when it is done */
    TrunkDoctor(GatewayConfig config, TrunkConfig trunk, TrunkLookup trunks, Consumer<Step> report) {
        this.config = config;
        this.trunk = trunk;
        this.trunks = trunks;
        this.report = report;
    }

    /** Every step from DNS to REGISTER; what cannot be tried because of an earlier failure is left out. */
    List<Step> examine() {
        places(trunks.find(trunk), trunk.host()).forEach(place -> at(place, wire -> options(wire, place)));
        Optional<RegisterSettings> register = trunk.signalling().upkeep().register();
        if (register.isPresent()) {
            register(register.get());
        } else {
            done(Step.skipped("REGISTER", "not tried: register.enabled is false"));
        }
        return steps;
    }

    private void done(Step step) {
        steps.add(step);
        report.accept(step);
    }

    private List<TrunkPlace> places(Targets targets, String host) {
        List<TrunkPlace> places = targets.candidates().stream()
                .map(Candidate::place)
                .limit(MOST_PLACES)
                .toList();
        if (places.isEmpty()) {
            done(Step.bad(
                    "DNS",
                    targets.problem().orElse(host + " leads nowhere"),
                    "Check the spelling of " + host
                            + ". If it is right, this machine's DNS does not work or does not know" + " the name."));
        } else {
            done(Step.good(
                    "DNS",
                    host + " is at " + places.stream().map(TrunkPlace::toString).collect(joining(", "))));
        }
        return places;
    }

    /** Something to ask once the way is open. */
    @FunctionalInterface
    private interface Question {
        void ask(ProbeWire wire);
    }

    private void at(TrunkPlace place, Question question) {
        InetSocketAddress peer = place.address();
        try (ProbeWire wire = connect(place)) {
            question.ask(wire);
        } catch (Stopped _) {
            return;
        } catch (ConnectException e) {
            done(Step.bad(
                    "Connection",
                    at(peer) + " refuses connections",
                    "Nothing listens there: check port and transport. A PBX often has TCP switched off."));
        } catch (SocketTimeoutException e) {
            done(Step.bad(
                    "Connection",
                    at(peer) + " does not react within " + PATIENCE.toSeconds() + " s",
                    "A firewall on the way drops it, or the address is wrong."));
        } catch (IOException e) {
            done(Step.bad(
                    "Connection",
                    at(peer) + ": " + e.getMessage(),
                    "This machine cannot send there: check sip.address and the routes of this machine."));
        }
    }

    private ProbeWire connect(TrunkPlace place) throws IOException {
        return switch (place.transport()) {
            case UDP -> UdpWire.open(config.sip().address(), place.address());
            case TCP -> new StreamWire(connected(place.address()), "TCP");
            case TLS -> new StreamWire(secured(connected(place.address())), "TLS");
        };
    }

    /** Ends the examination of one place: the step that says why is done. */
    private static final class Stopped extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private Socket secured(Socket connected) throws IOException {
        try {
            connected.setSoTimeout((int) PATIENCE.toMillis());
            SSLSocket secured = TlsContexts.examine(
                    connected,
                    trunk.wire().tls(),
                    config.sipSettings(SipLimits.standard()).tls().identity());
            Certificate[] shown = secured.getSession().getPeerCertificates();
            X509Certificate leaf = (X509Certificate) shown[0];
            done(Step.good(
                    "TLS",
                    secured.getSession().getProtocol() + "; the certificate is issued by "
                            + leaf.getIssuerX500Principal().getName() + " and valid until "
                            + LocalDate.ofInstant(leaf.getNotAfter().toInstant(), ZoneOffset.UTC)));
            return secured;
        } catch (IOException e) {
            connected.close();
            done(TlsTrouble.of(e));
            throw new Stopped();
        }
    }

    private Socket connected(InetSocketAddress peer) throws IOException {
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(config.sip().address(), 0));
            socket.connect(peer, (int) PATIENCE.toMillis());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        done(Step.good("Connection", "TCP to " + at(peer)));
        return socket;
    }

    private void options(ProbeWire wire, TrunkPlace place) {
        InetSocketAddress peer = place.address();
        Outcome outcome = new SipProbe(wire, PATIENCE)
                .options(
                        new SipUri("sip", "", trunk.host(), trunk.port(), java.util.Map.of()),
                        SipUri.of("gateway", trunk.fromDomain()));
        done(
                switch (outcome) {
                    case Outcome.Answered(ProbeReply reply, boolean _, Duration after) ->
                        Step.good(
                                "OPTIONS",
                                "to " + at(peer) + ": " + reply.status() + " " + reply.phrase() + " after "
                                        + after.toMillis() + " ms" + product(reply) + ". "
                                        + SipAdvice.ofOptions(reply.status()));
                    case Outcome.Silent(Duration patience) ->
                        Step.bad(
                                "OPTIONS",
                                "to " + at(peer) + ": nothing within " + patience.toSeconds() + " s",
                                SipAdvice.silence());
                    case Outcome.Failed(String sentence) ->
                        Step.bad("OPTIONS", "to " + at(peer) + ": " + sentence, "Check port and transport.");
                });
    }

    private static String product(ProbeReply reply) {
        return reply.first("server")
                .or(() -> reply.first("user-agent"))
                .map(name -> name.replaceAll("\\p{Cntrl}", " "))
                .map(name -> ", it calls itself " + (name.length() > 60 ? name.substring(0, 60) : name))
                .orElse("");
    }

    private void register(RegisterSettings settings) {
        Optional<TrunkCredentials> credentials = trunk.signalling().credentials();
        if (credentials.isEmpty()) {
            done(Step.skipped("REGISTER", "not tried: the trunk has no username and password"));
            return;
        }
        boolean elsewhere = !settings.registrar().equals(trunk.host());
        List<TrunkPlace> registrars = elsewhere
                ? places(trunks.find(trunk, settings), settings.registrar())
                : trunks.find(trunk, settings).candidates().stream()
                        .map(Candidate::place)
                        .toList();
        registrars.stream().limit(1).forEach(place -> at(place, wire -> register(wire, settings, credentials.get())));
    }

    private void register(ProbeWire wire, RegisterSettings settings, TrunkCredentials credentials) {
        String user = settings.user();
        Outcome outcome = new SipProbe(wire, PATIENCE)
                .register(SipUri.of("", settings.registrar()), SipUri.of(user, settings.domain()), credentials);
        done(
                switch (outcome) {
                    case Outcome.Answered(ProbeReply reply, boolean challenged, Duration _)
                    when reply.status() / 100 == 2 ->
                        Step.good(
                                "REGISTER",
                                "as " + user + ": " + reply.status() + " " + reply.phrase()
                                        + (challenged ? ", our password is right" : ", it asked for no password"));
                    case Outcome.Answered(ProbeReply reply, boolean _, Duration _) ->
                        Step.bad(
                                "REGISTER",
                                "as " + user + ": " + reply.status() + " " + reply.phrase(),
                                SipAdvice.ofRegister(reply.status()));
                    case Outcome.Silent(Duration patience) ->
                        Step.bad(
                                "REGISTER",
                                "as " + user + ": nothing within " + patience.toSeconds() + " s",
                                "It answers nothing to a registration: is it a registrar?");
                    case Outcome.Failed(String sentence) -> Step.bad("REGISTER", sentence, "Check port and transport.");
                });
    }

    private static String at(InetSocketAddress peer) {
        return peer.getAddress().getHostAddress() + ":" + peer.getPort();
    }
}
