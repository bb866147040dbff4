package dev.landline.sip.registrar;

/**
 * What a good bearer token says (RFC 8898).
 *
 * @param user the account
 * @param secondsLeft until it ends; above 0
 */
public record BearerProof(String user, long secondsLeft) {}
