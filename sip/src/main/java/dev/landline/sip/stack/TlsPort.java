package dev.landline.sip.stack;

import dev.landline.sip.tls.TlsIdentity;
import java.util.Optional;

/**
 * SIP over TLS.
 *
 * @param port where trunks connect to; 0 only opens connections and takes none
 * @param host the name that Via and Contact carry instead of our address, for trunks that want the one on our certificate
 * @param identity our certificate; needed to listen, and shown to trunks that ask for one
 */
public record TlsPort(int port, Optional<String> host, Optional<TlsIdentity> identity) {

    /** No listening and no certificate: trunks on TLS can still be called. */
    public static final TlsPort NONE = new TlsPort(0, Optional.empty(), Optional.empty());
}
