package dev.landline.media.bridge;

import java.net.InetSocketAddress;

/**
 * Whose packets a trunk leg takes: those from the address of the SDP. Where the trunk is allowed to sit behind a NAT that
 * its SDP does not know of, one of the first {@value #WINDOW} packets may come from elsewhere and moves the leg there, for
 * good: the later a move is believed, the more time a stranger has for it. Owned by the media loop.
 */
final class TrunkSource {
    /** How many packets of a stream are looked at. */
    static final int WINDOW = 5;

    private InetSocketAddress named;
    private InetSocketAddress current;
    /** The object that the channel gave for the source last taken. */
    private InetSocketAddress known;

    private boolean latching;
    private boolean moved;
    private int looked;
    private int ssrc;

    /** The trunk described itself, for the first time or anew. A move stays as long as the description names the same. */
    void describe(InetSocketAddress address, boolean mayMove) {
        known = null;
        if (!address.equals(named) || mayMove != latching) {
            named = address;
            current = address;
            latching = mayMove;
            moved = false;
            looked = 0;
        }
    }

    /** The channel gives the same object for the same source, so most packets need no comparison of addresses. */
    @SuppressWarnings("ReferenceEquality") // identity is what is asked first
    boolean isCurrent(InetSocketAddress from) {
        if (from == known) {
            return true;
        }
        if (current == null || !from.equals(current)) {
            return false;
        }
        known = from;
        return true;
    }

    /** Whether a packet from elsewhere is worth looking at. */
    boolean mayMove() {
        return latching && !moved && named != null && looked < WINDOW;
    }

    /** A good packet came from the current address. */
    void took(int packetSsrc) {
        if (looked < WINDOW) {
            ssrc = packetSsrc;
            looked++;
        }
    }

    /** A good packet came from elsewhere while that was allowed; true when the leg moves there. */
    boolean moves(InetSocketAddress from, int packetSsrc) {
        boolean sameStream = looked == 0 || packetSsrc == ssrc;
        if (!sameStream) {
            looked++;
            return false;
        }
        moved = true;
        ssrc = packetSsrc;
        current = from;
        known = from;
        return true;
    }

    boolean hasMoved() {
        return moved;
    }

    /** Where to send; null before the trunk described itself. */
    InetSocketAddress current() {
        return current;
    }
}
