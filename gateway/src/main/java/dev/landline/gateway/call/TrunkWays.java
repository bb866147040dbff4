package dev.landline.gateway.call;

import dev.landline.sip.trunk.TrunkPlace;
import java.util.List;

/** Where trunks are reached now. Safe from any thread, never blocks. */
@FunctionalInterface
public interface TrunkWays {

    /** The places to try for one call, in order; empty while the trunk cannot be found. */
    List<TrunkPlace> places(String trunk);

    /** 0 when the trunk takes calls; more when others should be tried before it. */
    default int rank(String trunk) {
        return 0;
    }

    /** A number from 0 to {@code below}, the end excluded, for shares between equals. */
    default int chance(int below) {
        return 0;
    }
}
