package dev.landline.sip.stack;

import dev.landline.sip.SipCommand;
import dev.landline.sip.SipTarget;
import dev.landline.sip.session.DialogTerms;
import dev.landline.sip.session.DialogTerms.Reliability;
import dev.landline.sip.session.SessionTimer;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.Locale;
import javax.sip.InvalidArgumentException;
import javax.sip.message.Request;

/** An INVITE as it would be sent, made by the same hands; only tags, branch and Call-ID are examples. */
public final class InvitePreview {

    private InvitePreview() {}

    /**
     * The whole message, lines separated by CR LF.
     *
     * @param terms how dialogs with the trunk are conducted
     * @throws IllegalArgumentException when the values make no message, or the target is a browser
     */
    public static String of(SipSettings settings, SipCommand.Invite command, DialogTerms terms) {
        if (!(command.target() instanceof SipTarget.Trunk trunk)) {
            throw new IllegalArgumentException("only calls to trunks are shown");
        }
        String transport = trunk.transport().name().toLowerCase(Locale.ROOT);
        InetAddress peer = trunk.address().getAddress();
        InetAddress ours = peer.isLoopbackAddress()
                ? settings.address()
                : settings.advertise().orElse(settings.address());
        int port = switch (trunk.transport()) {
            case UDP -> settings.udpPort();
            case TCP -> settings.tcpPort();
            case TLS -> settings.tlsPort();
        };
        Headers headers = new Headers(settings);
        try {
            Request invite = headers.invite(
                    command,
                    command.requestUri(),
                    "example-tag",
                    "example-call-id",
                    headers.exampleVia(ours, port, transport),
                    headers.contact(transport, peer));
            Extensions.offer(headers, invite, command.sdp().isPresent() ? terms.reliability() : Reliability.OFF);
            Extensions.offerTimer(headers, invite, SessionTimer.of(terms.timer()));
            return invite.toString();
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalArgumentException("the INVITE cannot be written: " + e.getMessage(), e);
        }
    }
}
