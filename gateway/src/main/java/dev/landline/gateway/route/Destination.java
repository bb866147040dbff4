package dev.landline.gateway.route;

import dev.landline.gateway.call.CallFailure;
import dev.landline.gateway.config.RouteSound;
import java.util.List;

/** Where the dial plan sends a call. */
public sealed interface Destination {

    /** To the pages of one account. */
    record ToAccount(String user) implements Destination {}

    /**
     * To trunks, in order of preference.
     *
     * @param dialled the number as understood, for the log and the To header
     */
    record ToTrunks(String dialled, List<TrunkHop> hops) implements Destination {
        public ToTrunks {
            hops = List.copyOf(hops);
        }
    }

    /** Nowhere, and why. */
    record Nowhere(CallFailure failure) implements Destination {}

    /**
     * One trunk and the number in the form it wants.
     *
     * @param trunk name in the configuration
     * @param number what goes into the request URI
     * @param sound what the route says about the sound
     * @param weight its share of the calls among equals
     * @param alternative it is equal to the one before it: chance decides which of them comes first
     */
    record TrunkHop(String trunk, String number, RouteSound sound, int weight, boolean alternative) {

        /** The only trunk of its route. */
        public TrunkHop(String trunk, String number, RouteSound sound) {
            this(trunk, number, sound, 1, false);
        }

        /** By a route that says nothing about sound. */
        public TrunkHop(String trunk, String number) {
            this(trunk, number, RouteSound.NONE);
        }
    }
}
