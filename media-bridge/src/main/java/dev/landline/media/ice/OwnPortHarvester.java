package dev.landline.media.ice;

import java.net.InetAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.CandidateExtendedType;
import org.ice4j.ice.Component;
import org.ice4j.ice.HostCandidate;
import org.ice4j.ice.LocalCandidate;
import org.ice4j.ice.ServerReflexiveCandidate;
import org.ice4j.ice.harvest.AbstractCandidateHarvester;
import org.ice4j.socket.IceUdpSocketWrapper;
import org.ice4j.socket.MultiplexingDatagramSocket;

/** Gives an agent the call's port as its host candidate, and the address that a 1:1 NAT maps it to as another. */
final class OwnPortHarvester extends AbstractCandidateHarvester {
    private final AgentSocket socket;
    private final Optional<InetAddress> mapped;

    /** @param mapped the public address that stands for ours, port for port */
    OwnPortHarvester(AgentSocket socket, Optional<InetAddress> mapped) {
        this.socket = socket;
        this.mapped = mapped;
    }

    @Override
    public boolean isHostHarvester() {
        return true;
    }

    @Override
    public Collection<LocalCandidate> harvest(Component component) {
        List<LocalCandidate> candidates = new ArrayList<>();
        HostCandidate host;
        try {
            host = new HostCandidate(
                    new IceUdpSocketWrapper(new MultiplexingDatagramSocket(socket)), component, Transport.UDP);
        } catch (SocketException noDescriptor) {
            throw new IllegalStateException(noDescriptor);
        }
        component.addLocalCandidate(host);
        candidates.add(host);
        host.getStunStack().addSocket(host.getStunSocket(null));
        if (mapped.isPresent() && !mapped.get().equals(socket.getLocalAddress())) {
            ServerReflexiveCandidate outside = new ServerReflexiveCandidate(
                    new TransportAddress(mapped.get(), socket.getLocalPort(), Transport.UDP),
                    host,
                    null,
                    CandidateExtendedType.STATICALLY_MAPPED_CANDIDATE);
            component.addLocalCandidate(outside);
            candidates.add(outside);
        }
        return candidates;
    }
}
