package dev.landline.sip.stack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Digest as a carrier checks it (RFC 7616), computed without any code of ours. */
final class DigestText {

    private DigestText() {}

    static String challenge(String header, String realm, String nonce, String algorithm, String more) {
        return header + ": Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm="
                + algorithm + more + "\r\n";
    }

    static String parameter(String credentials, String name) {
        Matcher found =
                Pattern.compile("[ ,]" + name + "=(\"([^\"]*)\"|([^, ]*))").matcher(credentials);
        if (!found.find()) {
            return "";
        }
        return found.group(2) == null ? found.group(3) : found.group(2);
    }

    /** Whether the credentials on a request prove the password. */
    static boolean proves(SipText request, String header, String user, String password) {
        String given = request.header(header);
        String algorithm = parameter(given, "algorithm");
        String secret = hash(algorithm, user + ":" + parameter(given, "realm") + ":" + password);
        String what = hash(algorithm, request.method() + ":" + parameter(given, "uri"));
        String expected = hash(
                algorithm,
                String.join(
                        ":",
                        secret,
                        parameter(given, "nonce"),
                        parameter(given, "nc"),
                        parameter(given, "cnonce"),
                        parameter(given, "qop"),
                        what));
        return parameter(given, "username").equals(user)
                && parameter(given, "uri").equals(request.requestUri())
                && parameter(given, "response").equals(expected);
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
