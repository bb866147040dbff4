package dev.landline.sip.stack;

import java.util.concurrent.atomic.AtomicInteger;

/** How many connections others have open to us, over all ports. Safe from any thread. */
final class AcceptedConnections {

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    /** @param most how many there may be at once */
    AcceptedConnections(int most) {
        this.most = most;
    }

    /** Counts one more in; false when there is no room, and then it is not counted. */
    boolean enter() {
        if (open.incrementAndGet() <= most) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    /** One that had entered is closed. */
    void leave() {
        open.decrementAndGet();
    }
}
