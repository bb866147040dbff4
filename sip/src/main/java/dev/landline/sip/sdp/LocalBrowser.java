package dev.landline.sip.sdp;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What we tell a browser about ourselves; fixed for the life of the leg.
 *
 * @param iceUfrag our ICE user fragment
 * @param icePassword our ICE password; never logged
 * @param fingerprint SHA-256 fingerprint of our certificate, upper-case hex with colons
 * @param candidates resolved host candidates in order of preference; the first also stands in the m= and c= lines
 * @param ssrc the one SSRC we send with, as an unsigned 32-bit value
 * @param cname RTCP canonical name (RFC 7022)
 * @param sessionId identifier in the o= line, not negative
 * @param reflexive addresses that NATs give us outside, when we are a full ICE agent
 * @param lite we only answer checks (RFC 8445 section 2.5)
 * @param playbackRate highest sampling rate of its sound that is of use to us, in Hz (RFC 7587 section 6.1): what is left
 *     out need be neither coded there nor decoded here
 */
public record LocalBrowser(
        String iceUfrag,
        String icePassword,
        String fingerprint,
        List<InetSocketAddress> candidates,
        long ssrc,
        String cname,
        long sessionId,
        List<ReflexiveAddress> reflexive,
        boolean lite,
        int playbackRate) {

    /** The rate that says nothing, because it is all that Opus has. */
    public static final int FULL_BAND = 48_000;

    /** As an ICE-lite agent that wants all the sound there is. */
    public LocalBrowser(
            String iceUfrag,
            String icePassword,
            String fingerprint,
            List<InetSocketAddress> candidates,
            long ssrc,
            String cname,
            long sessionId) {
        this(iceUfrag, icePassword, fingerprint, candidates, ssrc, cname, sessionId, List.of(), true, FULL_BAND);
    }

    /** @throws IllegalArgumentException when there is no candidate or one is not resolved */
    public LocalBrowser {
        candidates = List.copyOf(candidates);
        reflexive = List.copyOf(reflexive);
        if (candidates.isEmpty() || candidates.stream().anyMatch(InetSocketAddress::isUnresolved)) {
            throw new IllegalArgumentException(
                    "The browser needs at least one candidate, each with a literal address.");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "LocalBrowser[ufrag=" + iceUfrag + ", candidates=" + candidates + ", ssrc=" + ssrc + "]";
    }
}
