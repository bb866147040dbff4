package dev.landline.sip.probe;

import dev.landline.sip.SipUri;
import dev.landline.sip.auth.DigestClient;
import dev.landline.sip.trunk.TrunkCredentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Asks a SIP peer single questions outside any call and says what came back, message by message. For tools that tell a
 * person why a trunk does not work; the gateway's own traffic goes through the stack.
 */
public final class SipProbe {

    /** T1 and T2 of RFC 3261 section 17.1.2.2. */
    private static final Duration FIRST_REPEAT = Duration.ofMillis(500);

    private static final Duration LONGEST_REPEAT = Duration.ofSeconds(4);
    private static final byte[] NO_BODY = {};
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What came of a question. */
    public sealed interface Outcome {

        /**
         * The final answer.
         *
         * @param challenged the peer asked for a password on the way
         */
        record Answered(ProbeReply reply, boolean challenged, Duration after) implements Outcome {}

        /** Nothing came back in time. */
        record Silent(Duration patience) implements Outcome {}

        /** It could not be asked: refused, reset, closed. The sentence says so. */
        record Failed(String sentence) implements Outcome {}
    }

    private final ProbeWire wire;
    private final Duration patience;

    /** @param patience how long to wait for each final answer */
    public SipProbe(ProbeWire wire, Duration patience) {
        this.wire = wire;
        this.patience = patience;
    }

    /**
     * OPTIONS (RFC 3261 section 11): is anybody there?
     *
     * @param target the request URI
     * @param from who asks
     */
    public Outcome options(SipUri target, SipUri from) {
        return ask("OPTIONS", target, from, target, Optional.empty());
    }

    /**
     * REGISTER without a Contact, which asks for the bindings and changes none (RFC 3261 section 10.2.3): does our password
     * work?
     */
    public Outcome register(SipUri registrar, SipUri ours, TrunkCredentials credentials) {
        return ask("REGISTER", registrar, ours, ours, Optional.of(credentials));
    }

    private Outcome ask(String method, SipUri target, SipUri from, SipUri to, Optional<TrunkCredentials> credentials) {
        long begun = System.nanoTime();
        String callId = token();
        String tag = token();
        try {
            Optional<ProbeReply> reply =
                    exchange(request(method, target, from, to, callId, tag, 1, ""), callId, method, 1);
            boolean challenged = reply.filter(answer -> answer.status() == 401 || answer.status() == 407)
                    .isPresent();
            if (challenged && credentials.isPresent()) {
                Optional<String> line = answer(reply.get(), method, target, credentials.get());
                if (line.isPresent()) {
                    reply = exchange(request(method, target, from, to, callId, tag, 2, line.get()), callId, method, 2);
                }
            }
            Duration after = Duration.ofNanos(System.nanoTime() - begun);
            return reply.<Outcome>map(known -> new Outcome.Answered(known, challenged, after))
                    .orElseGet(() -> new Outcome.Silent(patience));
        } catch (PortUnreachableException _) {
            return new Outcome.Failed("The other side has no such port: its machine refuses what is sent there");
        } catch (IOException e) {
            return new Outcome.Failed("The connection broke: " + e.getMessage());
        }
    }

    private static Optional<String> answer(
            ProbeReply challenge, String method, SipUri target, TrunkCredentials credentials) {
        boolean proxy = challenge.status() == 407;
        List<String> challenges = challenge.all(proxy ? "proxy-authenticate" : "www-authenticate").stream()
                .filter(value -> credentials.realm().isEmpty()
                        || value.contains("realm=\"" + credentials.realm().get() + "\""))
                .toList();
        return DigestClient.authorize(
                        challenges,
                        method,
                        target.toString(),
                        credentials.user(),
                        credentials.password(),
                        NO_BODY,
                        token())
                .map(value -> (proxy ? "Proxy-Authorization: " : "Authorization: ") + value + "\r\n");
    }

    /** Sends, repeats where messages may be lost, and waits for the final answer. */
    private Optional<ProbeReply> exchange(String request, String callId, String method, int cseq) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration repeat = FIRST_REPEAT;
        while (true) {
            wire.send(request);
            long again = wire.isReliable() ? deadline : Math.min(deadline, System.nanoTime() + repeat.toNanos());
            long left;
            while ((left = again - System.nanoTime()) > 0) {
                Optional<ProbeReply> reply = wire.receive(Duration.ofNanos(left))
                        .flatMap(ProbeReply::parse)
                        .filter(known -> known.status() >= 200 && known.answers(callId, cseq + " " + method));
                if (reply.isPresent()) {
                    return reply;
                }
            }
            if (deadline - System.nanoTime() <= 0) {
                return Optional.empty();
            }
            repeat = repeat.multipliedBy(2).compareTo(LONGEST_REPEAT) > 0 ? LONGEST_REPEAT : repeat.multipliedBy(2);
        }
    }

    private String request(
            String method, SipUri target, SipUri from, SipUri to, String callId, String tag, int cseq, String line) {
        InetSocketAddress local = wire.local();
        String host = local.getAddress().getHostAddress();
        String sentBy = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + local.getPort();
        // A registration is only asked about: without a contact none is made.
        String contact = method.equals("REGISTER")
                ? ""
                : "Contact: <sip:gateway@" + sentBy + ";transport="
                        + wire.transport().toLowerCase(java.util.Locale.ROOT) + ">\r\nAccept: application/sdp\r\n";
        return method + " " + target + " SIP/2.0\r\n"
                + "Via: SIP/2.0/" + wire.transport() + " " + sentBy + ";rport;branch=z9hG4bK" + token() + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <" + from + ">;tag=" + tag + "\r\n"
                + "To: <" + to + ">\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " " + method + "\r\n"
                + contact
                + line
                + "User-Agent: Landline\r\n"
                + "Content-Length: 0\r\n\r\n";
    }

    private static String token() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
