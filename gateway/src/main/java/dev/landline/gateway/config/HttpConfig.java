package dev.landline.gateway.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The one public port: softphone, API and SIP over WebSocket.
 *
 * @param port TCP port; 0 lets the system choose one
 * @param tls certificate and key; with them, or with the development certificate, the port speaks TLS only
 * @param developmentCertificate make and use a self-signed certificate; never together with {@code tls}
 * @param allowedOrigins origins that may open a WebSocket besides the page's own, as {@code scheme://host[:port]}
 * @param allowMissingOrigin a WebSocket upgrade without an Origin header (no browser sends that) is let in
 * @param developmentCertificateDirectory where the development certificate is kept
 * @param connections most connections at once; further ones are closed
 * @param connectionsPerAddress most connections at once from one address
 */
public record HttpConfig(
        InetAddress address,
        int port,
        Optional<TlsFiles> tls,
        boolean developmentCertificate,
        List<String> allowedOrigins,
        boolean allowMissingOrigin,
        Path developmentCertificateDirectory,
        int connections,
        int connectionsPerAddress) {

    public HttpConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** Plain HTTP for the page's own origin only. */
    public static HttpConfig plain(InetAddress address, int port) {
        return new HttpConfig(
                address, port, Optional.empty(), false, List.of(), false, Path.of("data", "tls"), 4_000, 100);
    }

    /** The port speaks https and wss. */
    public boolean secure() {
        return tls.isPresent() || developmentCertificate;
    }
}
