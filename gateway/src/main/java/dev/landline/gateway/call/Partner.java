package dev.landline.gateway.call;

import dev.landline.sip.LegId;

/**
 * Another call that an end of this one goes to.
 *
 * @param call its id
 * @param replaced the leg whose place is taken there
 * @param begun nobody has answered it yet: it goes on for this transfer alone, and ends when that is given up
 */
public record Partner(String call, LegId replaced, boolean begun) {}
