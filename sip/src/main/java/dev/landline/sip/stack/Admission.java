package dev.landline.sip.stack;

import dev.landline.sip.SipSource;

/**
 * The gate's note on a request that it let in.
 *
 * @param source who sent it
 */
record Admission(SipChannel channel, SipSource source) {}
