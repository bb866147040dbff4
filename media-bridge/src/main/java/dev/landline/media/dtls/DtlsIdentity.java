package dev.landline.media.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * Our self-signed ECDSA P-256 certificate: made once per process and never stored, since peers know it only by the
 * fingerprint in SDP. Thread-safe.
 */
public final class DtlsIdentity {
    private static final Duration BACKDATED = Duration.ofDays(1);
    private static final Duration VALID = Duration.ofDays(365);

    private final BcTlsCrypto crypto;
    private final AsymmetricKeyParameter privateKey;
    private final Certificate certificate;
    private final String fingerprint;

    private DtlsIdentity(
            BcTlsCrypto crypto, AsymmetricKeyParameter privateKey, Certificate certificate, String fingerprint) {
        this.crypto = crypto;
        this.privateKey = privateKey;
        this.certificate = certificate;
        this.fingerprint = fingerprint;
    }

    /** Makes a new key and certificate, valid from a day before {@code now}: clocks of peers differ. */
    public static DtlsIdentity create(Instant now) {
        SecureRandom random = new SecureRandom();
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            // No host or product name in it: RFC 8827 section 6.5 asks for nothing that tells peers apart.
            X500Name name = new X500Name("CN=WebRTC");
            byte[] der = new X509v3CertificateBuilder(
                            name,
                            new BigInteger(64, random).setBit(64),
                            Date.from(now.minus(BACKDATED)),
                            Date.from(now.plus(VALID)),
                            name,
                            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            BcTlsCrypto crypto = new BcTlsCrypto(random);
            Certificate chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(der)});
            return new DtlsIdentity(
                    crypto,
                    PrivateKeyFactory.createKey(pair.getPrivate().getEncoded()),
                    chain,
                    CertificateFingerprint.sha256(der));
        } catch (GeneralSecurityException | OperatorCreationException | IOException failed) {
            throw new IllegalStateException("cannot make a DTLS certificate", failed);
        }
    }

    /** SHA-256 fingerprint for SDP, upper-case hex with colons. */
    public String fingerprint() {
        return fingerprint;
    }

    BcTlsCrypto crypto() {
        return crypto;
    }

    TlsCredentialedSigner signer(TlsContext context) {
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                privateKey,
                certificate,
                new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }
}
