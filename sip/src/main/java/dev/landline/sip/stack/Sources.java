package dev.landline.sip.stack;

import dev.landline.sip.SipSource;
import dev.landline.sip.SipTransport;
import dev.landline.sip.trunk.TrunkDirectory;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sip.address.SipURI;

/** Finds out who sent a request. Who is not known is challenged or refused here. */
final class Sources {

    private final Core core;
    private final Answers answers;
    private final Authenticator authenticator;
    private final TrunkDirectory trunks;
    private final TrunkConnections connections;

    Sources(
            Core core,
            Answers answers,
            Authenticator authenticator,
            TrunkDirectory trunks,
            TrunkConnections connections) {
        this.core = core;
        this.answers = answers;
        this.authenticator = authenticator;
        this.trunks = trunks;
        this.connections = connections;
    }

    /** The sender; empty when the request has been answered. */
    Optional<SipSource> of(SIPRequest request, RawMessage raw, SipChannel channel) {
        return channel instanceof FlowChannel onFlow ? browser(request, raw, onFlow) : trunk(request, channel);
    }

    /** What our Contact at a trunk carries: the trunk hands it back in the request URI of a call to it. */
    private static String instance(SIPRequest request) {
        return request.getRequestURI() instanceof SipURI uri && uri.getParameter(RegistrationLine.INSTANCE) != null
                ? uri.getParameter(RegistrationLine.INSTANCE)
                : "";
    }

    private Optional<SipSource> trunk(SIPRequest request, SipChannel channel) {
        InetSocketAddress from = channel.remote();
        int sentBy = sentBy(request, channel);
        Optional<String> trunk = trunks.trunkAt(from, sentBy, instance(request));
        Optional<String> refusal =
                trunk.isEmpty() ? Optional.of("Forbidden") : connections.refusal(request, channel, trunk.get(), sentBy);
        if (refusal.isPresent()) {
            core.counters().count(SipCounter.REFUSED_STRANGER);
            answers.send(request, channel, 403, refusal.get());
            return Optional.empty();
        }
        return trunk.map(name -> new SipSource.Trunk(name, from));
    }

    /** The port on which the sender of a request listens, as it says itself. */
    private static int sentBy(SIPRequest request, SipChannel channel) {
        int port = request.getTopmostVia().getPort();
        return port > 0 ? port : SipTransport.named(channel.getTransport()).usualPort();
    }

    /** A browser may speak as the account that its flow is registered for, or that its credentials prove. */
    private Optional<SipSource> browser(SIPRequest request, RawMessage raw, FlowChannel channel) {
        BrowserFlow flow = channel.flow();
        String from = Headers.party(request.getFrom())
                .map(party -> party.uri().user())
                .orElse("");
        // Who hides, or shows one of its numbers, names its account in P-Preferred-Identity (RFC 3325 section 9.2).
        Optional<String> signedIn = Stream.concat(Stream.of(from), named(request))
                .filter(user -> !user.isEmpty()
                        && core.registrar().bindingOn(flow.id(), user).isPresent())
                .findFirst();
        if (signedIn.isPresent()) {
            return Optional.of(new SipSource.Browser(signedIn.get(), flow.id()));
        }
        return switch (authenticator.check(raw, "proxy-authorization", channel, System.nanoTime())) {
            case Authenticator.Outcome.Accepted accepted -> {
                if (accepted.user().equals(from) || isNoName(from)) {
                    yield Optional.of(new SipSource.Browser(accepted.user(), flow.id()));
                }
                core.counters().count(SipCounter.REFUSED_IDENTITY);
                answers.send(request, channel, 403, "Calls Are Made As The Signed-In User");
                yield Optional.empty();
            }
            case Authenticator.Outcome.Challenged challenged -> {
                answers.send(
                        request,
                        channel,
                        407,
                        "Proxy Authentication Required",
                        response -> challenged.addTo(core.headers(), response, "Proxy-Authenticate"));
                yield Optional.empty();
            }
            case Authenticator.Outcome.Braked _ -> {
                answers.send(
                        request,
                        channel,
                        503,
                        "Too Many Failed Attempts",
                        response -> core.headers().retryAfter(response, Authenticator.BRAKE_SECONDS));
                yield Optional.empty();
            }
        };
    }

    private static Stream<String> named(SIPRequest request) {
        return IdentityWire.read(request).preferred().stream()
                .map(party -> party.uri().user());
    }

    /** Anonymous, or a number that the gateway judges later. */
    private static boolean isNoName(String from) {
        return from.equalsIgnoreCase("anonymous") || from.matches("\\+?[0-9]+");
    }
}
