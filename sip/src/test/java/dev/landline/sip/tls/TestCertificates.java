package dev.landline.sip.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** An issuer of certificates for tests, and those it issues. */
public final class TestCertificates {

    private final KeyPair pair;
    private final X509Certificate root;

    /** A certificate and its key. */
    public record Issued(X509Certificate certificate, PrivateKey key) {

        public TlsIdentity identity() {
            return new TlsIdentity(
                    pem("CERTIFICATE", encoded(certificate)).getBytes(StandardCharsets.US_ASCII),
                    pem("PRIVATE KEY", key.getEncoded()).getBytes(StandardCharsets.US_ASCII));
        }
    }

    public TestCertificates(String name) {
        this.pair = pair();
        Instant now = Instant.now();
        this.root = sign(
                new X500Name("CN=" + name),
                pair,
                "CN=" + name,
                now.minusSeconds(60),
                now.plus(Duration.ofDays(2)),
                true);
    }

    public X509Certificate root() {
        return root;
    }

    /**
     * Valid today.
     *
     * @param names with "DNS:", "URI:" or "IP:" in front; none leaves only the common name
     */
    public Issued issue(String commonName, String... names) {
        Instant now = Instant.now();
        return issue(commonName, now.minusSeconds(60), now.plus(Duration.ofDays(1)), names);
    }

    public Issued issue(String commonName, Instant from, Instant to, String... names) {
        KeyPair its = pair();
        return new Issued(
                sign(
                        new X500Name("CN=" + commonName),
                        its,
                        root.getSubjectX500Principal().getName(),
                        from,
                        to,
                        false,
                        names),
                its.getPrivate());
    }

    private X509Certificate sign(
            X500Name subject,
            KeyPair its,
            String issuer,
            Instant from,
            Instant to,
            boolean authority,
            String... names) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    new BigInteger(120, new SecureRandom()),
                    Date.from(from),
                    Date.from(to),
                    subject,
                    its.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (names.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(Arrays.stream(names)
                                .map(TestCertificates::alternative)
                                .toArray(GeneralName[]::new)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** TLS of a peer that shows this certificate, or none, and takes any of ours. */
    public static SSLContext tls(Optional<Issued> shown) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    shown.isPresent() ? shown.get().identity().keyManagers() : null,
                    new TrustManager[] {new AnyPeer()},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class AnyPeer extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static GeneralName alternative(String name) {
        String value = name.substring(name.indexOf(':') + 1);
        return switch (name.substring(0, name.indexOf(':'))) {
            case "DNS" -> new GeneralName(GeneralName.dNSName, value);
            case "URI" -> new GeneralName(GeneralName.uniformResourceIdentifier, value);
            case "IP" -> new GeneralName(GeneralName.iPAddress, value);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] content) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
