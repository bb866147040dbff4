package dev.landline.gateway.call;

import dev.landline.sip.LegId;

/**
 * Another call that an end of this one goes to.
 *
 * @param call its id
 * @param replaced the leg whose place is taken there
 * @param begun it was begun for this transfer, and ends when that is given up
 */
public record Partner(String call, LegId replaced, boolean begun) {}
