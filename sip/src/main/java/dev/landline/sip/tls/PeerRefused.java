package dev.landline.sip.tls;

import java.security.cert.CertificateException;

/** A certificate that is not good enough for a peer; the message is one sentence for the administrator. */
public final class PeerRefused extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is wrong with it. */
    public enum Kind {
        /** None was shown. */
        MISSING,
        /** It is for somebody else. */
        WRONG_NAME,
        /** Its time is over, or has not come. */
        EXPIRED,
        /** Nobody whom we trust has issued it. */
        UNTRUSTED
    }

    PeerRefused(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
