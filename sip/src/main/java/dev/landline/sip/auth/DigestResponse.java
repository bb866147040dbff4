package dev.landline.sip.auth;

/** The arithmetic both sides share (RFC 7616 section 3.4.1). */
final class DigestResponse {

    private DigestResponse() {}

    /** A1, hashed: what the password proves. */
    static String secretHash(DigestAlgorithm algorithm, String user, String realm, String password) {
        return algorithm.hash(user + ':' + realm + ':' + password);
    }

    /** A2, hashed: the request the response is good for. */
    static String requestHash(DigestAlgorithm algorithm, String method, String uri) {
        return algorithm.hash(method + ':' + uri);
    }

    /** A2 with the body's hash for {@code qop=auth-int}. */
    static String requestHash(DigestAlgorithm algorithm, String method, String uri, byte[] body) {
        return algorithm.hash(method + ':' + uri + ':' + algorithm.hash(body));
    }

    /** The response when a quality of protection was agreed. */
    static String of(
            DigestAlgorithm algorithm,
            String secretHash,
            String nonce,
            String nonceCount,
            String clientNonce,
            String protection,
            String requestHash) {
        return algorithm.hash(String.join(":", secretHash, nonce, nonceCount, clientNonce, protection, requestHash));
    }

    /** The response of RFC 2069, when the challenge names no quality of protection. */
    static String of(DigestAlgorithm algorithm, String secretHash, String nonce, String requestHash) {
        return algorithm.hash(String.join(":", secretHash, nonce, requestHash));
    }
}
