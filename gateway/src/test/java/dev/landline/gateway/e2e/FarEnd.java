package dev.landline.gateway.e2e;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where a phone on the trunk is, as the configuration names it.
 *
 * @param trunk the trunk's name
 * @param address an address of loopback and a free port
 * @param law the codec the phone speaks
 * @param codecs what the trunk is offered
 * @param prefix numbers that begin so go there, in E.164
 */
record FarEnd(
        String trunk, InetSocketAddress address, Sipp.Transport transport, Law law, String codecs, String prefix) {

    /** SIPp at 127.0.0.{@code host}, 2 to 5, known by that address; its numbers are +44 20 7946 0{@code host}xx. */
    static FarEnd sipp(int host, Sipp.Transport transport, Law law) {
        return at(host, host, transport, law, law.name().toLowerCase(Locale.ROOT));
    }

    /**
     * baresip, which sends its sound from 127.0.0.1 whatever its SDP says. It is offered both laws and takes the one it
     * speaks. Its numbers are +44 20 7946 0{@code digit}xx, {@code digit} 6 to 8.
     */
    static FarEnd baresip(int digit, Sipp.Transport transport, Law law) {
        return at(1, digit, transport, law, "pcmu, pcma");
    }

    /** The same as {@code baresip}, offered these codecs. */
    static FarEnd baresip(int digit, Sipp.Transport transport, String codecs) {
        return at(1, digit, transport, Law.PCMU, codecs);
    }

    /** linphone, which sends from 127.0.0.1 too. Its numbers are those of {@code baresip}. */
    static FarEnd linphone(int digit, Law law) {
        return at(1, digit, Sipp.Transport.UDP, law, law.name().toLowerCase(Locale.ROOT));
    }

    private static FarEnd at(int host, int digit, Sipp.Transport transport, Law law, String codecs) {
        try {
            InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host});
            return new FarEnd(
                    "far-" + digit,
                    new InetSocketAddress(address, Ports.free()),
                    transport,
                    law,
                    codecs,
                    "+442079460" + digit);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number that reaches it. */
    String number() {
        return prefix + "55";
    }
}
