package dev.landline.media.ice;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a browser's description says about its ICE.
 *
 * @param ufrag its user fragment
 * @param password its password; lite mode needs none, and it may be empty there
 * @param candidates its UDP candidates with literal addresses, in the order of the description; names are left out
 * @param offerer the browser made the offer, and so it controls (RFC 8445 section 6.1.1)
 */
public record IceRemote(String ufrag, String password, List<InetSocketAddress> candidates, boolean offerer) {
    /** A browser has a few networks and families; more candidates are not looked at. */
    public static final int MOST_CANDIDATES = 16;

    public IceRemote {
        candidates = List.copyOf(candidates.subList(0, Math.min(candidates.size(), MOST_CANDIDATES)));
    }

    /** What lite mode needs: whose checks count. */
    public static IceRemote of(String ufrag) {
        return new IceRemote(ufrag, "", List.of(), true);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "IceRemote[" + ufrag + ", candidates=" + candidates.size() + "]";
    }
}
