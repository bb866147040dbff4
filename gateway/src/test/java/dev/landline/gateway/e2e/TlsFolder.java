package dev.landline.gateway.e2e;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * A certificate for one address or host, signed by itself, and its key, as PEM files.
 *
 * @param both certificate and key in one file, as baresip wants them
 */
record TlsFolder(Path certificate, Path key, Path both) {

    static TlsFolder of(InetAddress address) throws IOException {
        return of(address.getHostAddress(), GeneralName.iPAddress);
    }

    /** For those who look for no address in a certificate, such as linphone's mbedTLS. */
    static TlsFolder ofHost(String host) throws IOException {
        return of(host, GeneralName.dNSName);
    }

    private static TlsFolder of(String subject, int kind) throws IOException {
        Path folder = Places.scratch("tls");
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=" + subject);
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(120, new SecureRandom()),
                    Date.from(now.minusSeconds(60)),
                    Date.from(now.plus(Duration.ofDays(1))),
                    name,
                    pair.getPublic());
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, subject)));
            byte[] certificate = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            String shown = pem("CERTIFICATE", certificate);
            String kept = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
            return new TlsFolder(
                    Files.writeString(folder.resolve("certificate.pem"), shown),
                    Files.writeString(folder.resolve("key.pem"), kept),
                    Files.writeString(folder.resolve("both.pem"), shown + kept));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException(e);
        }
    }

    private static String pem(String type, byte[] content) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        }
        return text.toString();
    }
}
