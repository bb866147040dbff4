package dev.landline.gateway.e2e;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A SIP trunk on TLS whose certificate it has signed itself; it answers every request with 200. */
final class TlsPeer implements AutoCloseable {

    private final X509Certificate certificate;
    private final SSLServerSocket server;

    /** @param name whom its certificate is for */
    TlsPeer(String name) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            certificate = certificate(name, keys);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("peer", keys.getPrivate(), new char[0], new X509Certificate[] {certificate});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            server = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 4, InetAddress.getLoopbackAddress());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    private static X509Certificate certificate(String name, KeyPair keys)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        Instant now = Instant.now();
        X500Principal principal = new X500Principal("CN=" + name);
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                principal,
                                BigInteger.TWO,
                                Date.from(now.minus(Duration.ofHours(1))),
                                Date.from(now.plus(Duration.ofDays(1))),
                                principal,
                                keys.getPublic())
                        .addExtension(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(new GeneralName(GeneralName.dNSName, name)))
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    private void serve() {
        while (!server.isClosed()) {
            serveOne();
        }
    }

    /** A client that does not trust us goes away in the handshake. */
    private void serveOne() {
        try (Socket socket = server.accept()) {
            answer(socket);
        } catch (IOException _) {
            Thread.onSpinWait();
        }
    }

    private static void answer(Socket socket) throws IOException {
        StringBuilder request = new StringBuilder();
        int next;
        while ((next = socket.getInputStream().read()) >= 0) {
            request.append((char) next);
            if (request.toString().endsWith("\r\n\r\n")) {
                StringBuilder reply = new StringBuilder("SIP/2.0 200 OK\r\n");
                request.toString()
                        .lines()
                        .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq):.*"))
                        .forEach(line -> reply.append(line).append("\r\n"));
                socket.getOutputStream().write((reply + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.UTF_8));
                request.setLength(0);
            }
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Its certificate as PEM. */
    String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
