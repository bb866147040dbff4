package dev.landline.gateway.admin;

import dev.landline.media.bridge.BridgeStats;
import java.util.Optional;

/**
 * A call that is going on, for the admin port.
 *
 * @param state {@code new}, {@code calling}, {@code talking} or {@code over}
 * @param from who calls, as a SIP address; empty for a call that is refused at once
 * @param to who is called, likewise
 * @param seconds since its INVITE
 * @param stats the sound's numbers; empty before it is opened
 */
public record ActiveCall(String id, String state, String from, String to, long seconds, Optional<BridgeStats> stats) {}
