package dev.landline.gateway.activity;

import dev.landline.gateway.store.CallEntry;
import dev.landline.media.bridge.BridgeStats;
import java.util.Set;

/** Something that pages are told. */
public sealed interface Activity {

    /** The accounts it is about: they hear of it, and supervisors do. */
    Set<String> people();

    /** Somebody calls, or a call stands somewhere else. */
    record Call(LiveCall call) implements Activity {
        @Override
        public Set<String> people() {
            return call.people();
        }
    }

    /** A call is over. */
    record Ended(CallEntry call) implements Activity {
        @Override
        public Set<String> people() {
            return call.people();
        }
    }

    /** How a call sounds, each second. */
    record Sound(String call, Set<String> people, BridgeStats stats) implements Activity {}

    /** Whether somebody can be reached may have changed. Everybody hears of it: it is a colleague's availability. */
    record Presence(String user) implements Activity {
        @Override
        public Set<String> people() {
            return Set.of();
        }
    }

    /**
     * A call is being recorded, or not any more.
     *
     * @param state running, paused, kept or failed
     */
    record Recording(String call, Set<String> people, String id, String state) implements Activity {}
}
