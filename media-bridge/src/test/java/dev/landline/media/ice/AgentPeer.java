package dev.landline.media.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.Agent;
import org.ice4j.ice.CandidateType;
import org.ice4j.ice.Component;
import org.ice4j.ice.HostCandidate;
import org.ice4j.ice.IceMediaStream;
import org.ice4j.ice.KeepAliveStrategy;
import org.ice4j.ice.LocalCandidate;
import org.ice4j.ice.RemoteCandidate;
import org.ice4j.ice.harvest.AbstractCandidateHarvester;
import org.ice4j.socket.IceUdpSocketWrapper;
import org.ice4j.socket.MultiplexingDatagramSocket;

/** A full agent of ice4j as it comes, with a blocking socket on loopback: the browser's side. */
final class AgentPeer implements AutoCloseable {
    private final Agent agent = new Agent();
    private final IceMediaStream stream;
    private final Component component;

    AgentPeer(boolean controlling) throws Exception {
        agent.setControlling(controlling);
        agent.setUseDynamicPorts(false);
        agent.setPerformConsentFreshness(true);
        agent.addCandidateHarvester(new Loopback());
        stream = agent.createMediaStream("audio");
        component = agent.createComponent(stream, KeepAliveStrategy.SELECTED_ONLY, false);
    }

    InetSocketAddress address() {
        TransportAddress address = component.getLocalCandidates().getFirst().getTransportAddress();
        return new InetSocketAddress(address.getAddress(), address.getPort());
    }

    /** What its description says. */
    IceRemote description(List<InetSocketAddress> candidates) {
        return new IceRemote(agent.getLocalUfrag(), agent.getLocalPassword(), candidates, agent.isControlling());
    }

    void connect(IceCredentials credentials, InetSocketAddress candidate) {
        stream.setRemoteUfrag(credentials.ufrag());
        stream.setRemotePassword(credentials.password());
        component.addRemoteCandidate(new RemoteCandidate(
                new TransportAddress(candidate.getAddress(), candidate.getPort(), Transport.UDP),
                component,
                CandidateType.HOST_CANDIDATE,
                "1",
                2_130_706_431,
                null));
        agent.startConnectivityEstablishment();
    }

    /** Starts without knowing where the other side is: it has to come. */
    void connectBlind(IceCredentials credentials) {
        stream.setRemoteUfrag(credentials.ufrag());
        stream.setRemotePassword(credentials.password());
        agent.startConnectivityEstablishment();
    }

    boolean isEstablished() {
        return agent.getState().isEstablished();
    }

    @Override
    public void close() {
        agent.free();
    }

    /** ice4j's own leaves loopback out. */
    private static final class Loopback extends AbstractCandidateHarvester {
        @Override
        public boolean isHostHarvester() {
            return true;
        }

        @Override
        public Collection<LocalCandidate> harvest(Component component) {
            try {
                HostCandidate host = new HostCandidate(
                        new IceUdpSocketWrapper(new MultiplexingDatagramSocket(0, InetAddress.getLoopbackAddress())),
                        component,
                        Transport.UDP);
                component.addLocalCandidate(host);
                host.getStunStack().addSocket(host.getStunSocket(null));
                return List.of(host);
            } catch (SocketException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
