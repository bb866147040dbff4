package dev.landline.gateway.call;

import dev.landline.gateway.call.CallState.End;
import dev.landline.sip.LegId;
import java.util.Optional;

/** What a call is for, when it is more than one leg that calls another. */
public sealed interface Purpose {

    /** A leg calls. */
    record Usual() implements Purpose {}

    /**
     * A transfer: whoever answers is connected with an end of another call, which stays there until then. The caller of
     * the plan is that end's leg, or the one that called before the transfer was asked for.
     *
     * @param call the other call
     */
    record Transfer(String call, End end) implements Purpose {}

    /** The calling leg takes the place of a leg of another call (RFC 3891). */
    record Replacement(Partner partner) implements Purpose {}

    /** A feature code was dialled. */
    record Service(ServiceCall service) implements Purpose {}

    /**
     * A conference room was called.
     *
     * @param pin digits that let in; empty for a room without
     */
    record Room(String name, Optional<String> pin) implements Purpose {

        private static final String ECHO = "echo of ";

        /** A room for one leg alone, who hears itself. */
        static Room echo(LegId leg) {
            return new Room(ECHO + leg, Optional.empty());
        }

        static boolean isEcho(String name) {
            return name.startsWith(ECHO);
        }

        @Override
        public String toString() {
            return "Room[" + name + "]";
        }
    }

    Purpose USUAL = new Usual();
}
