package dev.landline.sip.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.tls.PeerRefused.Kind;
import dev.landline.sip.tls.TestCertificates.Issued;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeerTrustTest {

    private static final TestCertificates ISSUER = new TestCertificates("Issuer of tests");
    private static final TestCertificates OTHER = new TestCertificates("Somebody else");

    private static Optional<PeerRefused> judged(Issued shown, boolean wildcards) throws GeneralSecurityException {
        TlsTerms terms = new TlsTerms("sip.example.com", List.of(ISSUER.root()), wildcards, false);
        return new PeerTrust(terms).refusal(new X509Certificate[] {shown.certificate()});
    }

    private static void assertRefused(Kind kind, String words, Issued shown) throws GeneralSecurityException {
        PeerRefused refused = judged(shown, false).orElseThrow();
        assertEquals(kind, refused.kind(), refused::getMessage);
        assertTrue(refused.getMessage().contains(words), refused::getMessage);
    }

    @Test
    void theTrunksOwnCertificateIsGood() throws GeneralSecurityException {
        assertEquals(Optional.empty(), judged(ISSUER.issue("x", "DNS:sip.example.com"), false));
    }

    @Test
    void whatIsWrongWithACertificateIsOneSentence() throws GeneralSecurityException {
        Instant now = Instant.now();
        assertRefused(
                Kind.WRONG_NAME,
                "the certificate of sip.example.com is for pbx.example.net, not for it",
                ISSUER.issue("x", "DNS:pbx.example.net"));
        assertRefused(Kind.WRONG_NAME, "wildcard-names = true", ISSUER.issue("x", "DNS:*.example.com"));
        assertRefused(
                Kind.EXPIRED,
                "has expired on ",
                ISSUER.issue("x", now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2)), "DNS:sip.example.com"));
        assertRefused(
                Kind.EXPIRED,
                "is not valid before ",
                ISSUER.issue("x", now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(2)), "DNS:sip.example.com"));
        assertRefused(
                Kind.UNTRUSTED,
                "is issued by 'CN=Somebody else', which is not trusted",
                OTHER.issue("x", "DNS:sip.example.com"));
    }

    @Test
    void aWildcardIsGoodWhereTheTrunkAllowsIt() throws GeneralSecurityException {
        assertEquals(Optional.empty(), judged(ISSUER.issue("x", "DNS:*.example.com"), true));
    }

    @Test
    void noCertificateIsNotEnough() throws GeneralSecurityException {
        TlsTerms terms = new TlsTerms("sip.example.com", List.of(ISSUER.root()), false, true);
        PeerRefused refused =
                new PeerTrust(terms).refusal(new X509Certificate[0]).orElseThrow();
        assertEquals(Kind.MISSING, refused.kind());
    }

    @Test
    void withoutAnchorsTheRuntimesIssuersAreTrusted() throws GeneralSecurityException {
        TlsTerms terms = TlsTerms.of("sip.example.com");
        Issued shown = ISSUER.issue("x", "DNS:sip.example.com");
        PeerRefused refused = new PeerTrust(terms)
                .refusal(new X509Certificate[] {shown.certificate()})
                .orElseThrow();
        assertEquals(Kind.UNTRUSTED, refused.kind());
    }
}
