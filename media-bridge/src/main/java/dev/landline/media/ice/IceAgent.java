package dev.landline.media.ice;

import java.beans.PropertyChangeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.Agent;
import org.ice4j.ice.CandidatePair;
import org.ice4j.ice.Component;
import org.ice4j.ice.HostCandidate;
import org.ice4j.ice.IceMediaStream;
import org.ice4j.ice.KeepAliveStrategy;
import org.ice4j.ice.harvest.StunCandidateHarvester;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ice4j's agent of one call: one stream, one component, on a socket that is ours. What may take time runs on virtual
 * threads, one after another: asking STUN servers, then starting, then freeing.
 *
 * <p>The agent gets no remote candidate. It would declare itself failed for good some five seconds after the last of
 * them was checked in vain, which is before a called person answers; it learns addresses from the checks that come.
 */
final class IceAgent {
    private static final Logger LOG = LoggerFactory.getLogger(IceAgent.class);

    static {
        Ice4jSettings.apply();
    }

    private final AgentSocket socket;
    private final Agent agent = new Agent();
    private final IceMediaStream stream;
    private final Component component;
    private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> gathered = CompletableFuture.completedFuture(null);
    private boolean started;
    private boolean closed;

    /**
     * @param mapped the public address that a 1:1 NAT maps to ours
     * @param nominated told the remote address of a nominated pair, on a thread of ice4j
     * @param validated told the remote address of a pair that answered our check, likewise
     */
    IceAgent(
            AgentSocket socket,
            Optional<InetAddress> mapped,
            Consumer<InetSocketAddress> validated,
            Consumer<InetSocketAddress> nominated) {
        this.socket = socket;
        agent.setUseDynamicPorts(false);
        // Harvesters other than the host's are run by us, and not before there is a socket that is read.
        agent.setTrickling(true);
        // Watched in IceFull, for whichever pair is in use; ice4j watches only the one selected first, and tells
        // nobody.
        agent.setPerformConsentFreshness(false);
        agent.addCandidateHarvester(new OwnPortHarvester(socket, mapped));
        stream = agent.createMediaStream("audio");
        stream.addPairChangeListener(event -> {
            if (IceMediaStream.PROPERTY_PAIR_VALIDATED.equals(event.getPropertyName())) {
                validated.accept(remote(event));
            } else if (IceMediaStream.PROPERTY_PAIR_NOMINATED.equals(event.getPropertyName())) {
                nominated.accept(remote(event));
            }
        });
        try {
            component = agent.createComponent(stream, KeepAliveStrategy.ALL_SUCCEEDED, false);
        } catch (IOException impossible) {
            // The harvester above opens nothing.
            throw new UncheckedIOException(impossible);
        }
    }

    private static InetSocketAddress remote(PropertyChangeEvent event) {
        TransportAddress address =
                ((CandidatePair) event.getSource()).getRemoteCandidate().getTransportAddress();
        return new InetSocketAddress(address.getAddress(), address.getPort());
    }

    IceCredentials credentials() {
        return new IceCredentials(agent.getLocalUfrag(), agent.getLocalPassword());
    }

    /** Asks each server how it sees our port. Ends when all have answered or been given up, after about two seconds. */
    synchronized CompletableFuture<Void> gather(List<InetSocketAddress> servers) {
        if (closed) {
            return gathered;
        }
        gathered = CompletableFuture.allOf(servers.stream()
                .map(server -> CompletableFuture.runAsync(
                        () -> new StunCandidateHarvester(
                                        new TransportAddress(server.getAddress(), server.getPort(), Transport.UDP))
                                .harvest(component),
                        IceAgent::runVirtual))
                .toArray(CompletableFuture<?>[]::new));
        return gathered;
    }

    /** What is known now, by priority; grows while servers answer. */
    List<IceCandidate> candidates() {
        return component.getLocalCandidates().stream()
                .map(candidate -> new IceCandidate(
                        plain(candidate.getTransportAddress()),
                        candidate instanceof HostCandidate
                                ? Optional.empty()
                                : Optional.of(plain(candidate.getBase().getTransportAddress()))))
                .toList();
    }

    private static InetSocketAddress plain(TransportAddress address) {
        return new InetSocketAddress(address.getAddress(), address.getPort());
    }

    /** Starts checks, once; returns at once. */
    synchronized void start(IceRemote remote) {
        if (started || closed) {
            return;
        }
        started = true;
        agent.setControlling(!remote.offerer());
        work = work.thenRunAsync(
                () -> {
                    try {
                        begin(remote);
                    } catch (RuntimeException bug) {
                        LOG.error("an ICE agent did not start", bug);
                    }
                },
                IceAgent::runVirtual);
    }

    private void begin(IceRemote remote) {
        stream.setRemoteUfrag(remote.ufrag());
        stream.setRemotePassword(remote.password());
        agent.startConnectivityEstablishment();
    }

    boolean isControlling() {
        return agent.isControlling();
    }

    long tieBreaker() {
        return agent.getTieBreaker();
    }

    /** Frees the agent when a server's answer is no longer awaited, because ice4j would wait for ever then. */
    synchronized CompletableFuture<Void> close() {
        closed = true;
        work = work.handle((nothing, failed) -> null)
                .thenCompose(nothing -> gathered)
                .handle((nothing, failed) -> null)
                .thenRunAsync(
                        () -> {
                            agent.free();
                            socket.close();
                        },
                        IceAgent::runVirtual);
        return work;
    }

    private static void runVirtual(Runnable task) {
        Thread.ofVirtual().name("ice-agent").start(task);
    }
}
