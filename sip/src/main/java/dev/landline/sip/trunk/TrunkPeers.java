package dev.landline.sip.trunk;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Knows trunks by source address. Several trunks may share an address (two carriers behind one SBC, the demo on
 * loopback): then the one whose port is the source port wins, then the one whose port its Via names, otherwise the first
 * with that address.
 */
public record TrunkPeers(List<TrunkPeer> peers) implements TrunkDirectory {

    public TrunkPeers {
        peers = List.copyOf(peers);
    }

    /**
     * The trunk behind a source address, if any.
     *
     * @param sentBy the port that its Via names, or 0
     */
    public Optional<TrunkPeer> match(InetSocketAddress source, int sentBy) {
        List<TrunkPeer> sameAddress = peers.stream()
                .filter(peer -> peer.addresses().contains(source.getAddress()))
                .toList();
        return listening(sameAddress, source.getPort())
                .or(() -> listening(sameAddress, sentBy))
                .or(() -> sameAddress.stream().findFirst());
    }

    private static Optional<TrunkPeer> listening(List<TrunkPeer> peers, int port) {
        return peers.stream()
                .filter(peer -> peer.port() != 0 && peer.port() == port)
                .findFirst();
    }

    @Override
    public Optional<String> trunkAt(InetSocketAddress source) {
        return trunkAt(source, 0);
    }

    @Override
    public Optional<String> trunkAt(InetSocketAddress source, int sentBy) {
        return match(source, sentBy).map(TrunkPeer::name);
    }
}
