package dev.landline.sip.trunk;

import dev.landline.sip.tls.TlsTerms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The wires of all trunks. Each trunk has a number, from 1: two trunks behind one address and port (two names at one
 * carrier) never share a connection, whose certificate was checked for one of them, and JAIN-SIP tells peers apart by
 * numbers only. Number 0 is a peer that is no trunk.
 */
public final class TrunkWires {

    private static final int PORTS = 1 << 16;
    /** Above it a number and a port no longer fit into 31 bits. */
    private static final int TRUNKS_MAX = (1 << 15) - 1;

    private final Map<String, TrunkWire> wires;
    private final List<String> names;
    private final Map<String, Integer> numbers = new HashMap<>();

    /** @param wires by trunk; at most 32,767 */
    public TrunkWires(Map<String, TrunkWire> wires) {
        if (wires.size() > TRUNKS_MAX) {
            throw new IllegalArgumentException("more than " + TRUNKS_MAX + " trunks");
        }
        this.wires = Map.copyOf(wires);
        this.names = wires.keySet().stream().sorted().toList();
        for (int i = 0; i < names.size(); i++) {
            numbers.put(names.get(i), i + 1);
        }
    }

    /** No trunk that anything is known of. */
    public static TrunkWires none() {
        return new TrunkWires(Map.of());
    }

    /** How signalling travels to a trunk; empty for a name that is none. */
    public Optional<TrunkWire> wire(String trunk) {
        return Optional.ofNullable(wires.get(trunk));
    }

    /** Whether a trunk on UDP gets large requests by TCP. */
    public boolean largeOverTcp(String trunk) {
        return wire(trunk).filter(TrunkWire::largeOverTcp).isPresent();
    }

    /** What each trunk's certificate must be. */
    public Map<String, TlsTerms> tls() {
        Map<String, TlsTerms> terms = new HashMap<>();
        wires.forEach((trunk, wire) -> terms.put(trunk, wire.tls()));
        return terms;
    }

    /** A trunk's number above its port: what JAIN-SIP takes for the port. */
    public int numbered(String trunk, int port) {
        return numbers.getOrDefault(trunk, 0) * PORTS + port;
    }

    /** The port below the number. */
    public static int port(int numbered) {
        return numbered % PORTS;
    }

    /** The trunk whose number stands above a port; empty text for nobody's. */
    public String trunk(int numbered) {
        int number = numbered / PORTS;
        return number == 0 || number > names.size() ? "" : names.get(number - 1);
    }
}
