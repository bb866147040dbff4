package dev.landline.media.bridge;

import dev.landline.media.ice.IceCandidate;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What our side tells a browser about itself: everything an SDP offer or answer needs. It is fixed for the life of the
 * leg, so that 183 and 200 carry the same description; only a browser that restarts ICE gets new credentials.
 *
 * @param iceUfrag our ICE user fragment (RFC 8839 section 5.4), unique in the process
 * @param icePassword our ICE password, at least 128 bits of randomness
 * @param candidates host candidates in order of preference; at least one
 * @param reflexive in full mode: addresses that NATs give us outside, each with the host candidate behind it
 * @param lite we only answer checks (RFC 8445 section 2.5)
 * @param fingerprint SHA-256 fingerprint of our DTLS certificate, upper-case hex with colons (RFC 8122)
 * @param ssrc the one SSRC we send with, as an unsigned 32-bit value
 * @param cname the RTCP canonical name (RFC 7022)
 */
public record BrowserLocal(
        String iceUfrag,
        String icePassword,
        List<InetSocketAddress> candidates,
        List<IceCandidate> reflexive,
        boolean lite,
        String fingerprint,
        long ssrc,
        String cname) {

    public BrowserLocal {
        candidates = List.copyOf(candidates);
        reflexive = List.copyOf(reflexive);
    }

    /** Of lite mode. */
    public BrowserLocal(
            String iceUfrag,
            String icePassword,
            List<InetSocketAddress> candidates,
            String fingerprint,
            long ssrc,
            String cname) {
        this(iceUfrag, icePassword, candidates, List.of(), true, fingerprint, ssrc, cname);
    }
}
