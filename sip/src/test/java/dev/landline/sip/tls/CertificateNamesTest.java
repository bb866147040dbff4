package dev.landline.sip.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.cert.CertificateParsingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5922 section 7.1. */
class CertificateNamesTest {

    private static final TestCertificates ISSUER = new TestCertificates("Issuer of tests");

    private static CertificateNames names(String commonName, String... alternatives)
            throws CertificateParsingException {
        return CertificateNames.of(ISSUER.issue(commonName, alternatives).certificate());
    }

    @ParameterizedTest
    @CsvSource({
        "sip.example.com, true",
        "SIP.Example.COM, true",
        "example.com, false",
        "192.0.2.7, true",
        "2001:db8::7, true",
        "192.0.2.8, false",
        "ignored.example.com, false"
    })
    void aDnsNameOrAnAddressCountsAndTheCommonNameBesideThemDoesNot(String name, boolean counts)
            throws CertificateParsingException {
        CertificateNames names =
                names("ignored.example.com", "DNS:sip.example.com", "IP:192.0.2.7", "IP:2001:db8:0:0:0:0:0:7");
        assertEquals(counts, names.include(name, true));
    }

    @ParameterizedTest
    @CsvSource({"example.org, true", "sip.example.com, false", "alice.example.org, false", "other.example.org, false"})
    void aSipUriWithoutAUserCountsMoreThanDnsNames(String name, boolean counts) throws CertificateParsingException {
        CertificateNames names = names(
                "ignored",
                "URI:sip:example.org",
                "URI:sip:alice@alice.example.org",
                "URI:https://other.example.org",
                "DNS:sip.example.com");
        assertEquals(counts, names.include(name, false));
    }

    @Test
    void theCommonNameCountsOnlyWhenThereIsNothingElse() throws CertificateParsingException {
        assertEquals(true, names("old.example.com").include("old.example.com", false));
        assertEquals(false, names("old.example.com", "DNS:new.example.com").include("old.example.com", false));
    }

    @ParameterizedTest
    @CsvSource({
        "sip.example.com, true",
        "a.b.example.com, false",
        "example.com, false",
        "sip.example.org, false",
        "sip.com, false"
    })
    void aWildcardCountsOnlyWhereItIsAllowedAndForOneLabel(String name, boolean counts)
            throws CertificateParsingException {
        CertificateNames names = names("ignored", "DNS:*.example.com", "DNS:*.com");
        assertEquals(counts, names.include(name, true));
        assertEquals(false, names.include(name, false));
        assertEquals(counts, names.includeByWildcard(name));
    }
}
