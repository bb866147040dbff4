package dev.landline.sip;

/**
 * A person or line as a From, To or P-Asserted-Identity header names it.
 *
 * @param displayName the name to show; empty when none was given
 * @param uri the address
 */
public record Party(String displayName, SipUri uri) {}
