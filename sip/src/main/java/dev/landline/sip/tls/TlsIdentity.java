package dev.landline.sip.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * Our certificate and its private key, as PEM.
 *
 * @param certificate leaf first, then what leads to its root
 * @param key PKCS#8, not encrypted; never logged
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record TlsIdentity(byte[] certificate, byte[] key) {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final char[] IN_MEMORY = new char[0];

    /** What JSSE signs handshakes with. */
    KeyManager[] keyManagers() throws GeneralSecurityException {
        Collection<? extends Certificate> chain =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(certificate));
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in the file");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
        } catch (java.io.IOException e) {
            throw new GeneralSecurityException(e);
        }
        String algorithm = chain.iterator().next().getPublicKey().getAlgorithm();
        store.setKeyEntry("landline", privateKey(algorithm), IN_MEMORY, chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private PrivateKey privateKey(String algorithm) throws GeneralSecurityException {
        String pem = new String(key, StandardCharsets.US_ASCII);
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new GeneralSecurityException("there is no unencrypted PKCS#8 key in the file");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the key is not Base64", e);
        }
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + certificate.length + " bytes]";
    }
}
