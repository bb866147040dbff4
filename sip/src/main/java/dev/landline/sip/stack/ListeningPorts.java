package dev.landline.sip.stack;

import java.net.InetAddress;
import java.text.ParseException;
import java.util.Locale;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.SipProvider;
import javax.sip.TransportAlreadySupportedException;
import javax.sip.TransportNotSupportedException;

/** The ports of a stack, one for each transport. */
final class ListeningPorts {

    /** JAIN-SIP wants a port for every transport; nothing ever listens on this one. */
    private static final int FLOW_PORT = 5066;

    private ListeningPorts() {}

    /**
     * Opens every port.
     *
     * @throws SipStartException with one sentence when a port cannot be opened
     */
    static SipProvider open(JainStack jain, SipSettings settings) {
        SipProvider provider = null;
        ListeningPoint point = open(jain, settings, FLOW_PORT, "ws");
        provider = attach(jain, provider, point);
        provider = attach(jain, provider, open(jain, settings, FLOW_PORT, "wss"));
        if (settings.udpPort() != 0) {
            provider = attach(jain, provider, open(jain, settings, settings.udpPort(), "udp"));
        }
        if (settings.tcpPort() != 0) {
            provider = attach(jain, provider, open(jain, settings, settings.tcpPort(), "tcp"));
        }
        return attach(jain, provider, open(jain, settings, settings.tlsPort(), "tls"));
    }

    private static ListeningPoint open(JainStack jain, SipSettings settings, int port, String transport) {
        InetAddress address = settings.address();
        try {
            ListeningPoint point = jain.createListeningPoint(address.getHostAddress(), port, transport);
            if (transport.startsWith("ws")) {
                point.setSentBy(settings.domain());
            } else if (transport.equals("tls") && settings.tls().host().isPresent()) {
                point.setSentBy(settings.tls().host().get() + ":" + port);
            } else if (settings.advertise().isPresent()) {
                String host = settings.advertise().get().getHostAddress();
                point.setSentBy((host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port);
            }
            return point;
        } catch (InvalidArgumentException e) {
            throw new SipStartException(
                    "SIP cannot open " + transport.toUpperCase(Locale.ROOT) + " port " + port + " on "
                            + address.getHostAddress() + ": " + e.getMessage() + ".",
                    e);
        } catch (TransportNotSupportedException | ParseException e) {
            throw new SipStartException("SIP over " + transport + " could not start: " + e.getMessage() + ".", e);
        }
    }

    private static SipProvider attach(JainStack jain, SipProvider provider, ListeningPoint point) {
        try {
            if (provider == null) {
                return jain.createSipProvider(point);
            }
            provider.addListeningPoint(point);
            return provider;
        } catch (ObjectInUseException | TransportAlreadySupportedException e) {
            throw new SipStartException("The SIP stack could not start: " + e.getMessage() + ".", e);
        }
    }
}
