package dev.landline.sip.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalInt;

/** Writes our descriptions. The same arguments give the same bytes. */
final class DescriptionWriter {

    static final int DEFAULT_PACKET_TIME_MILLIS = 20;

    private static final int MAX_PACKET_TIME_MILLIS = 60;
    private static final int NARROW_BITS_PER_SECOND = 32_000;
    private static final long HOST_PREFERENCE = 126L << 24;
    private static final long REFLEXIVE_PREFERENCE = 100L << 24;
    private static final long MAX_LOCAL_PREFERENCE = 65_535;
    private static final long COMPONENT_PREFERENCE = 256 - 1;

    private final StringBuilder out = new StringBuilder(1_024);

    DescriptionWriter line(String line) {
        out.append(line).append("\r\n");
        return this;
    }

    DescriptionWriter append(DescriptionWriter lines) {
        out.append(lines.out);
        return this;
    }

    DescriptionWriter origin(long sessionId, long version, InetAddress address) {
        return line("v=0")
                .line("o=- " + sessionId + " " + version + " IN " + network(address))
                .line("s=-");
    }

    /** A full agent says nothing, and so do peers that know no ICE. */
    DescriptionWriter iceLite(LocalBrowser local) {
        return local.lite() ? line("a=ice-lite") : this;
    }

    DescriptionWriter connection(InetAddress address) {
        return line("c=IN " + network(address));
    }

    /** A section we do not take (RFC 3264 section 6). */
    DescriptionWriter refused(MediaSlot slot) {
        line("m=" + slot.kind() + " 0 " + slot.protocol() + " " + slot.format());
        return identification(slot.mid());
    }

    DescriptionWriter identification(String mid) {
        return mid.isEmpty() ? this : line("a=mid:" + mid);
    }

    DescriptionWriter audio(int port, String protocol, List<Integer> payloadTypes) {
        out.append("m=audio ").append(port).append(' ').append(protocol);
        payloadTypes.forEach(payloadType -> out.append(' ').append(payloadType));
        return line("");
    }

    /** @param playbackRate the highest rate worth sending to us, in Hz */
    DescriptionWriter format(AudioFormat format, int playbackRate) {
        line("a=rtpmap:" + format.payloadType() + " " + format.codec().mapping());
        if (format.codec() != AudioCodec.OPUS) {
            return this;
        }
        // Browsers that are asked for a narrow band spend 12 kb/s, too little for redundancy, unless they may spend
        // more.
        String band = playbackRate == LocalBrowser.FULL_BAND
                ? ""
                : ";maxplaybackrate=" + playbackRate + ";maxaveragebitrate=" + NARROW_BITS_PER_SECOND;
        return line("a=fmtp:" + format.payloadType() + " minptime=10;useinbandfec=1" + band);
    }

    /** Opus around the Opus of one packet before (RFC 2198 section 5). */
    DescriptionWriter red(int payloadType, int opus) {
        return line("a=rtpmap:" + payloadType + " red/48000/2").line("a=fmtp:" + payloadType + " " + opus + "/" + opus);
    }

    DescriptionWriter comfortNoise(OptionalInt payloadType) {
        return payloadType.isPresent() ? line("a=rtpmap:" + payloadType.getAsInt() + " CN/8000") : this;
    }

    /** A key of ours (RFC 4568 section 4). */
    DescriptionWriter crypto(CryptoLine crypto) {
        return line("a=crypto:" + crypto.value());
    }

    /** Digits, star, hash, A to D and flash (RFC 4733 section 3.2). */
    DescriptionWriter event(EventFormat format) {
        return line("a=rtpmap:" + format.payloadType() + " telephone-event/" + format.clockRate())
                .line("a=fmtp:" + format.payloadType() + " 0-16");
    }

    DescriptionWriter ptime(int millis) {
        return line("a=ptime:" + millis);
    }

    /** The longest packets that we take. */
    DescriptionWriter maxPtime() {
        return line("a=maxptime:" + MAX_PACKET_TIME_MILLIS);
    }

    DescriptionWriter reports(ExtendedReports reports) {
        return reports.value().isEmpty() ? this : line("a=rtcp-xr:" + reports.value());
    }

    DescriptionWriter direction(Direction direction) {
        return line("a=" + direction.attribute());
    }

    /** ICE, DTLS and the SSRC: the part that is the same in offers and answers. */
    DescriptionWriter browserTransport(LocalBrowser local, String setup) {
        line("a=rtcp-mux")
                .line("a=ice-ufrag:" + local.iceUfrag())
                .line("a=ice-pwd:" + local.icePassword())
                .line("a=fingerprint:sha-256 " + local.fingerprint())
                .line("a=setup:" + setup)
                .line("a=msid:landline audio")
                .line("a=ssrc:" + local.ssrc() + " cname:" + local.cname());
        for (int i = 0; i < local.candidates().size(); i++) {
            candidate(i, HOST_PREFERENCE, local.candidates().get(i), "host");
        }
        for (int i = 0; i < local.reflexive().size(); i++) {
            ReflexiveAddress outside = local.reflexive().get(i);
            InetSocketAddress base = outside.base();
            candidate(
                    local.candidates().size() + i,
                    REFLEXIVE_PREFERENCE,
                    outside.address(),
                    "srflx raddr " + LiteralAddress.text(base.getAddress()) + " rport " + base.getPort());
        }
        return line("a=end-of-candidates");
    }

    /** A candidate (RFC 8839 section 5.1); its priority by RFC 8445 section 5.1.2.1. */
    private void candidate(int index, long typePreference, InetSocketAddress address, String type) {
        long priority = typePreference | (MAX_LOCAL_PREFERENCE - index) << 8 | COMPONENT_PREFERENCE;
        line("a=candidate:" + (index + 1) + " 1 udp " + priority + " " + LiteralAddress.text(address.getAddress()) + " "
                + address.getPort() + " typ " + type);
    }

    private static String network(InetAddress address) {
        return LiteralAddress.type(address) + " " + LiteralAddress.text(address);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
