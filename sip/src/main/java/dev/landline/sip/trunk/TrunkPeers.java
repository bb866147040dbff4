package dev.landline.sip.trunk;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Knows trunks by source address. Several trunks may share an address (two carriers behind one SBC, the demo on
 * loopback): then the one whose port is the source port wins, otherwise the first with that address.
 */
public record TrunkPeers(List<TrunkPeer> peers) implements TrunkDirectory {

    public TrunkPeers {
        peers = List.copyOf(peers);
    }

    /** The trunk behind a source address, if any. */
    public Optional<TrunkPeer> match(InetSocketAddress source) {
        List<TrunkPeer> sameAddress = peers.stream()
                .filter(peer -> peer.addresses().contains(source.getAddress()))
                .toList();
        return sameAddress.stream()
                .filter(peer -> peer.port() == source.getPort())
                .findFirst()
                .or(() -> sameAddress.stream().findFirst());
    }

    @Override
    public Optional<String> trunkAt(InetSocketAddress source) {
        return match(source).map(TrunkPeer::name);
    }
}
