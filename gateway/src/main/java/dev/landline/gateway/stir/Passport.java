package dev.landline.gateway.stir;

import java.util.List;
import java.util.Optional;

/**
 * The content of an Identity header in full form (RFC 8224 section 4, PASSporT RFC 8225).
 *
 * @param algorithm {@code alg}
 * @param extension {@code ppt}; empty for a plain PASSporT
 * @param certificateUrl {@code x5u}
 * @param attestation {@code attest} of SHAKEN (RFC 8588 section 4)
 * @param origin the calling number; empty when it names an address instead
 * @param destinations the called numbers
 * @param issuedAt {@code iat}, seconds since 1970
 * @param signed the text whose bytes in ASCII are signed
 * @param signature as JWS has it, in base64url: both numbers of ES256, 32 bytes each (RFC 7518 section 3.4)
 */
record Passport(
        String algorithm,
        String extension,
        String certificateUrl,
        Optional<String> attestation,
        Optional<String> origin,
        List<String> destinations,
        long issuedAt,
        String signed,
        String signature) {

    Passport {
        destinations = List.copyOf(destinations);
    }
}
