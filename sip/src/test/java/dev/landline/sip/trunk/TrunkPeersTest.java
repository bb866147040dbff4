package dev.landline.sip.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrunkPeersTest {

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private final TrunkPeers peers = new TrunkPeers(List.of(
            new TrunkPeer("first", List.of(address(1), address(2)), 5060),
            new TrunkPeer("second", List.of(address(1)), 5070),
            new TrunkPeer("anywhere", List.of(address(9)), 0)));

    private Optional<String> at(int last, int port) {
        return peers.trunkAt(new InetSocketAddress(address(last), port));
    }

    @Test
    void anAddressIsEnough() {
        assertEquals(Optional.of("first"), at(2, 40_000));
        assertEquals(Optional.of("anywhere"), at(9, 1));
    }

    @Test
    void onASharedAddressThePortDecidesAndOtherwiseTheFirst() {
        assertEquals(Optional.of("second"), at(1, 5070));
        assertEquals(Optional.of("first"), at(1, 5060));
        assertEquals(Optional.of("first"), at(1, 40_000));
    }

    @Test
    void aConnectionFromASharedAddressIsKnownByThePortInItsVia() {
        assertEquals(Optional.of("second"), peers.trunkAt(new InetSocketAddress(address(1), 40_000), 5070));
        assertEquals(Optional.of("first"), peers.trunkAt(new InetSocketAddress(address(1), 40_000), 5060));
        assertEquals(Optional.of("first"), peers.trunkAt(new InetSocketAddress(address(1), 40_000), 5080));
        assertEquals(Optional.of("first"), peers.trunkAt(new InetSocketAddress(address(1), 5060), 5070));
    }

    @Test
    void aStrangerIsNobody() {
        assertEquals(Optional.empty(), at(3, 5060));
    }
}
