package dev.landline.media.dtls;

import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;

/**
 * The active side of a DTLS 1.2 handshake for SRTP. Calls never need it, because we always answer {@code setup:passive};
 * the rehearsal at start does, so that the first caller does not wait for classes to load.
 */
class SrtpClient extends DefaultTlsClient {
    private final DtlsIdentity identity;
    private final List<SrtpProfile> offered;
    private SrtpProfile profile;
    private SrtpKeys keys;

    SrtpClient(DtlsIdentity identity, List<SrtpProfile> offered) {
        super(identity.crypto());
        this.identity = identity;
        this.offered = offered;
    }

    /** The keys, once the handshake has completed. */
    SrtpKeys keys() {
        return keys;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return 20_000;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the library's signature
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getClientExtensions());
        int[] numbers = offered.stream().mapToInt(SrtpProfile::dtlsNumber).toArray();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(numbers, TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes") // the library's signature
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        UseSRTPData chosen = TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (chosen == null || chosen.getProtectionProfiles().length != 1) {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter);
        }
        for (SrtpProfile ours : offered) {
            if (ours.dtlsNumber() == chosen.getProtectionProfiles()[0]) {
                profile = ours;
            }
        }
        if (profile == null) {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter);
        }
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate certificate) {
                // The rehearsal talks to itself.
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return identity.signer(context);
            }
        };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        byte[] exported = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, profile.keyingBytes());
        keys = SrtpKeys.fromDtls(profile, exported, false);
    }
}
