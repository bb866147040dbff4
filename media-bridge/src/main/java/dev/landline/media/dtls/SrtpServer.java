package dev.landline.media.dtls;

import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;

/**
 * Our choices in a DTLS 1.2 handshake for SRTP (RFC 5764): what we offer, whom we believe, and what keys come out. One
 * handshake each.
 */
final class SrtpServer extends DefaultTlsServer {
    private static final int[] CIPHER_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
    };

    private static final int TIMEOUT_MILLIS = 20_000;

    /** The first flight is often answered within one round trip; under load 100 ms would only add datagrams. */
    private static final int RESEND_MILLIS = 300;

    private final DtlsIdentity identity;
    private final CertificateFingerprint expected;
    private SrtpProfile profile;
    private SrtpKeys keys;
    private String complaint = "";

    SrtpServer(DtlsIdentity identity, CertificateFingerprint expected) {
        super(identity.crypto());
        this.identity = identity;
        this.expected = expected;
    }

    /** The keys, once the handshake has completed. */
    SrtpKeys keys() {
        return keys;
    }

    /** Why the handshake failed, as far as we know better than the library; otherwise empty. */
    String complaint() {
        return complaint;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return TlsUtils.getSupportedCipherSuites(identity.crypto(), CIPHER_SUITES);
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return TIMEOUT_MILLIS;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return RESEND_MILLIS;
    }

    /** Without it exported keys could be shared between two handshakes (RFC 7627). Every browser has it. */
    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    /** Certificates are self-signed and believed by fingerprint; how they are signed says nothing. */
    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false;
    }

    @Override
    public TlsCredentials getCredentials() {
        return identity.signer(context);
    }

    @Override
    @SuppressWarnings("JdkObsolete") // the library's signature
    public CertificateRequest getCertificateRequest() {
        Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>();
        algorithms.add(new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
        algorithms.add(SignatureAndHashAlgorithm.rsa_pss_rsae_sha256);
        algorithms.add(new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.rsa));
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(types, algorithms, null);
    }

    @Override
    @SuppressWarnings("rawtypes") // the library's signature
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        UseSRTPData offered = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (offered == null) {
            throw refuse(AlertDescription.handshake_failure, "the peer did not offer SRTP");
        }
        profile = choose(offered.getProtectionProfiles());
        if (profile == null) {
            throw refuse(AlertDescription.handshake_failure, "no common SRTP protection profile");
        }
    }

    private static SrtpProfile choose(int[] offered) {
        for (SrtpProfile ours : SrtpProfile.OVER_DTLS) {
            for (int theirs : offered) {
                if (theirs == ours.dtlsNumber()) {
                    return ours;
                }
            }
        }
        return null;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the library's signature
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getServerExtensions());
        UseSRTPData chosen = new UseSRTPData(new int[] {profile.dtlsNumber()}, TlsUtils.EMPTY_BYTES);
        TlsSRTPUtils.addUseSRTPExtension(extensions, chosen);
        return extensions;
    }

    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        if (chain == null || chain.isEmpty()) {
            throw refuse(AlertDescription.bad_certificate, "the peer showed no certificate");
        }
        if (!expected.matches(chain.getCertificateAt(0).getEncoded())) {
            throw refuse(
                    AlertDescription.bad_certificate,
                    "the peer's certificate does not match the fingerprint in its SDP");
        }
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        byte[] exported = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, profile.keyingBytes());
        keys = SrtpKeys.fromDtls(profile, exported, true);
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        if (complaint.isEmpty()) {
            complaint = "the peer sent alert " + AlertDescription.getName(description);
        }
    }

    private TlsFatalAlert refuse(short alert, String why) {
        complaint = why;
        return new TlsFatalAlert(alert, why);
    }
}
