package dev.landline.sip.trunk;

import java.util.Optional;

/**
 * How we register at a trunk.
 *
 * @param registrar host name or literal address of the registrar
 * @param port 1 to 65535, or 0 when none is written
 * @param user user part of our address of record and of our Contact
 * @param domain host part of our address of record
 * @param expiresSeconds what we ask for
 * @param number the number that calls to our Contact are for, when they name none
 */
public record RegisterSettings(
        String registrar, int port, String user, String domain, int expiresSeconds, Optional<String> number) {}
