package dev.landline.gateway.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.regex.Pattern;

/** The headers that every answer carries: what a browser may load, connect to, and embed. */
final class SecurityHeaders {

    /** What may stand in a Host header; anything else is not copied into the policy. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,255}");

    private final boolean strictTransport;
    private final String ancestors;
    private final String openers;

    /**
     * @param strictTransport tell browsers to use https from now on: only with a real certificate
     * @param partners origins of pages that may embed the softphone, or open it and keep hold of its window
     */
    SecurityHeaders(boolean strictTransport, List<String> partners) {
        this.strictTransport = strictTransport;
        this.ancestors = partners.isEmpty() ? "'none'" : String.join(" ", partners);
        this.openers = partners.isEmpty() ? "same-origin" : "unsafe-none";
    }

    void add(HttpServerRequest request) {
        MultiMap headers = request.response().headers();
        headers.set("Content-Security-Policy", policy(request.getHeader("Host")))
                .set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer")
                .set("Permissions-Policy", "microphone=(self), camera=(), geolocation=(), payment=(), usb=()")
                .set("Cross-Origin-Opener-Policy", openers)
                .set("Cross-Origin-Resource-Policy", "same-origin");
        if (strictTransport) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /** Not every browser takes 'self' to mean our own WebSocket as well, so it is named. */
    private String policy(String host) {
        String sockets = host != null && HOST.matcher(host).matches() ? " ws://" + host + " wss://" + host : "";
        return "default-src 'self'; connect-src 'self'" + sockets + "; img-src 'self' data:; media-src 'self' blob:;"
                + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors " + ancestors;
    }
}
