package dev.landline.sip.tls;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a trunk's certificate must be.
 *
 * @param name the domain or address that it must be for (RFC 5922 section 7.3): what the administrator wrote, not what DNS
 *     made of it; also the name asked for in the handshake (SNI)
 * @param anchors issuers that are trusted; empty trusts those of the Java runtime
 * @param wildcards whether {@code *.example.com} stands for {@code sip.example.com}. RFC 5922 section 7.2 forbids it, some
 *     carriers have no other certificate
 * @param requiresCertificate whether the trunk must show such a certificate when it connects to us
 */
public record TlsTerms(String name, List<X509Certificate> anchors, boolean wildcards, boolean requiresCertificate) {

    public TlsTerms {
        anchors = List.copyOf(anchors);
    }

    /** A peer of this name or address with a certificate that the Java runtime trusts. */
    public static TlsTerms of(String name) {
        return new TlsTerms(name, List.of(), false, false);
    }
}
