package dev.landline.sip.tls;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * The SIP domains that a certificate speaks for (RFC 5922 section 7.1): the domains of its {@code sip:} URIs without a user;
 * only when there is none, its DNS names; and only when it has no alternative names at all, its common name. Addresses
 * count too, which the RFC leaves open: trunks are often configured by address.
 *
 * @param domains in lower case
 * @param addresses those of its iPAddress names, as text
 */
record CertificateNames(List<String> domains, List<String> addresses) {

    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int ADDRESS = 7;

    static CertificateNames of(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        if (names == null) {
            return new CertificateNames(commonName(certificate), List.of());
        }
        List<String> sip = new ArrayList<>();
        List<String> dns = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (List<?> name : names) {
            String value = String.valueOf(name.get(1)).toLowerCase(Locale.ROOT);
            switch ((Integer) name.getFirst()) {
                case DNS -> dns.add(value);
                case ADDRESS -> addresses.add(literal(value));
                case URI -> {
                    // A user in it would make it that user's certificate, not the domain's.
                    if (value.startsWith("sip:") && value.indexOf('@') < 0) {
                        sip.add(value.substring("sip:".length()).replaceAll("[:;?].*", ""));
                    }
                }
                default -> {}
            }
        }
        return new CertificateNames(sip.isEmpty() ? dns : sip, addresses);
    }

    private static List<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()).toLowerCase(Locale.ROOT))
                            .toList();
        } catch (InvalidNameException _) {
            return List.of();
        }
    }

    /** One spelling for each address; only called with literals, so nothing is looked up. */
    private static String literal(String address) {
        try {
            return InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException _) {
            return address;
        }
    }

    /** Whether a name or address is among them. */
    boolean include(String name, boolean wildcards) {
        String wanted = name.toLowerCase(Locale.ROOT);
        if (addresses.contains(literal(wanted))) {
            return true;
        }
        return domains.stream().anyMatch(domain -> domain.equals(wanted) || (wildcards && covers(domain, wanted)));
    }

    /** {@code *.example.com} stands for exactly one label in front (RFC 6125 section 6.4.3). */
    private static boolean covers(String domain, String wanted) {
        int dot = wanted.indexOf('.');
        return domain.startsWith("*.")
                && domain.indexOf('.', 2) > 0
                && dot > 0
                && wanted.substring(dot).equals(domain.substring(1));
    }

    /** Whether only the rule against wildcards keeps a name out. */
    boolean includeByWildcard(String name) {
        return !include(name, false) && include(name, true);
    }

    /** For a sentence. */
    String spoken() {
        List<String> all = new ArrayList<>(domains);
        all.addAll(addresses);
        return switch (all.size()) {
            case 0 -> "nobody";
            case 1 -> all.getFirst();
            default ->
                String.join(", ", all.subList(0, Math.min(4, all.size() - 1))) + " and "
                        + (all.size() > 5 ? "others" : all.getLast());
        };
    }
}
