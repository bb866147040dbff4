package dev.landline.gateway.call;

import dev.landline.gateway.call.CallState.End;
import dev.landline.media.bridge.Side;

/**
 * One end of a call on its way to another call, with the whole media of the call that it leaves: whoever receives it takes
 * the end out and closes the rest.
 *
 * @param side where the end is in that media
 */
record Handover(End end, CallMedia media, Side side) {}
