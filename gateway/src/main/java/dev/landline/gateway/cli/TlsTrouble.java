package dev.landline.gateway.cli;

import dev.landline.sip.tls.PeerRefused;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** Why a TLS handshake failed, in plain words. */
final class TlsTrouble {

    private static final String NAME = "TLS";

    private TlsTrouble() {}

    static Step of(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PeerRefused refused) {
                return Step.bad(NAME, refused.getMessage(), advice(refused.kind()));
            }
        }
        if (failure instanceof SocketTimeoutException) {
            return Step.bad(
                    NAME,
                    "the handshake does not go on",
                    "The port takes connections and speaks no TLS: TLS is usually on port 5061.");
        }
        String sentence = failure.getMessage() == null ? "" : failure.getMessage();
        if (sentence.contains("Unsupported or unrecognized SSL message") || sentence.contains("plaintext connection")) {
            return Step.bad(
                    NAME, "the port speaks no TLS", "Give the trunk's TLS port, usually 5061, or transport = tcp.");
        }
        if (sentence.contains("protocol_version")) {
            return Step.bad(
                    NAME, "no common version of TLS", "The trunk speaks nothing newer than TLS 1.1: mend it there.");
        }
        if (sentence.contains("certificate") && sentence.contains("alert")) {
            return Step.bad(
                    NAME,
                    "the trunk does not accept our certificate (" + sentence + ")",
                    "It asks who we are: give sip.tls a certificate that it trusts.");
        }
        if (failure instanceof EOFException || failure instanceof SocketException) {
            return Step.bad(
                    NAME,
                    "the trunk closed the connection in the handshake",
                    "It speaks no TLS there, or wants a certificate of ours: see sip.tls.");
        }
        return Step.bad(NAME, sentence, "The handshake failed; the trunk's log may say more.");
    }

    private static String advice(PeerRefused.Kind kind) {
        return switch (kind) {
            case MISSING -> "The trunk must show a certificate.";
            case WRONG_NAME ->
                "Set the trunk's tls.name to the name in the certificate if that is who you mean; otherwise somebody else"
                        + " answers there.";
            case EXPIRED -> "The trunk's operator must renew it; check this machine's clock too.";
            case UNTRUSTED -> "Give its issuer in the trunk's tls.trusted-certificates if you trust it.";
        };
    }
}
