package dev.landline.media.ice;

import dev.landline.media.net.DatagramPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * ICE of one browser leg, full side: ice4j's agent checks, answers and nominates on the call's own port. Around it
 * stands what a gateway on the internet needs besides: every check is authenticated before the agent sees it; addresses
 * count only when one came from there; the browser may move among those that answered us; consent is asked for and
 * missed here; and nothing leaves for an address that no browser can have.
 *
 * <p>Owned by the media loop, but for what is said otherwise.
 */
public final class IceFull implements IceTransport {
    /** A browser with several networks behind a relay or two; more is not a browser. */
    static final int MOST_ADDRESSES = 8;

    /** A NAT forgets a UDP mapping after 30 s at the earliest (RFC 4787 section 4.3 asks for 120 s). */
    private static final long MAPPING_NANOS = 15_000_000_000L;

    /** RFC 7675 section 5.1. */
    private static final long CONSENT_INTERVAL_NANOS = 5_000_000_000L;

    /** Six questions fit into the time that consent lasts. */
    private static final int QUESTIONS_PER_CONSENT = 6;

    /** How often a browser that cannot reach us is knocked at: each second, later each fifth, for two minutes. */
    private static final int KNOCKS_EACH_SECOND = 20;

    private static final int SECONDS_OF_KNOCKING = 150;
    private static final int KNOCK_LATER_EVERY = 5;

    private final DatagramPort port;
    private final IceOwner owner;
    private final CandidateRule rule;
    private final AgentSocket socket;
    private final IceAgent agent;
    private final IceCredentials local;
    private final long consentNanos;
    private final List<Path> paths = new ArrayList<>(MOST_ADDRESSES);
    // Set by the gathering thread once, read by the loop.
    private volatile List<InetSocketAddress> stunServers = List.of();
    private String expectedUsername = "";
    private List<InetSocketAddress> probed = List.of();
    private StunProbe probe;
    private int secondsOfKnocking;
    private long nextMappingNanos;
    private Path selected;
    private long consentedNanos;
    private long nextQuestionNanos;
    private boolean lost;

    /** An address from which an authentic check came. */
    private static final class Path {
        final InetSocketAddress address;
        long lastCheckNanos;
        /** It answered a check of ours too. */
        boolean validated;

        Path(InetSocketAddress address, long nowNanos) {
            this.address = address;
            this.lastCheckNanos = nowNanos;
        }
    }

    /**
     * On any thread; takes milliseconds.
     *
     * @param port the call's own; closed by its owner after {@link #close}
     * @param mapped the public address that a 1:1 NAT maps to the port's, port for port
     * @param consentNanos how long consent lasts
     */
    public IceFull(DatagramPort port, Optional<InetAddress> mapped, long consentNanos, IceOwner owner)
            throws IOException {
        this.port = port;
        this.owner = owner;
        this.consentNanos = consentNanos;
        this.rule = new CandidateRule(port.local().getAddress());
        this.socket = new AgentSocket(port, rule, owner::sendRefused);
        this.agent = new IceAgent(
                socket,
                mapped,
                address -> owner.tell(now -> onValidated(address, now)),
                address -> owner.tell(now -> onNominated(address, now)));
        this.local = agent.credentials();
    }

    @Override
    public IceCredentials credentials() {
        return local;
    }

    /**
     * Our candidates, host first: asks the servers and waits for them, but not longer than said. On the call's thread;
     * the port must be read meanwhile.
     *
     * @param servers unresolved names or addresses; those that cannot be resolved are left out
     */
    public List<IceCandidate> gather(List<InetSocketAddress> servers, long waitMillis) {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        if (servers.isEmpty()) {
            return agent.candidates();
        }
        // Names are resolved off this thread too: a dead name server must not hold up the call.
        Thread.ofVirtual().name("ice-gather").start(() -> {
            List<InetSocketAddress> resolved = servers.stream()
                    .map(server -> new InetSocketAddress(server.getHostString(), server.getPort()))
                    .filter(server -> !server.isUnresolved())
                    .filter(rule::isSendable)
                    .toList();
            stunServers = resolved;
            agent.gather(resolved).handle((done, failed) -> null).join();
            asked.complete(null);
        });
        try {
            asked.get(waitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            // What is known by now has to do.
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        return agent.candidates();
    }

    @Override
    public void connect(IceRemote remote, long nowNanos) {
        if (probe != null) {
            return;
        }
        expectedUsername = local.ufrag() + ":" + remote.ufrag();
        probed = remote.candidates().stream().filter(rule::isProbed).toList();
        probe = new StunProbe(local, remote);
        agent.start(remote);
        knock();
    }

    @Override
    public boolean isChecked() {
        return !paths.isEmpty();
    }

    /** Handles one Binding request: says what it changed, and hands it to the agent when it is authentic. */
    public IceOutcome onRequest(BindingRequest request, InetSocketAddress from, long nowNanos) {
        if (request.integrityOffset() < 0 || !StunCodec.isAuthentic(request, local.password())) {
            return IceOutcome.REFUSED;
        }
        if (expectedUsername.isEmpty()) {
            return IceOutcome.EARLY;
        }
        if (!expectedUsername.equals(request.username())) {
            return IceOutcome.REFUSED;
        }
        Path path = find(from);
        IceOutcome outcome = IceOutcome.REFRESHED;
        if (path == null) {
            path = add(from, nowNanos);
            outcome = IceOutcome.VALIDATED;
        }
        path.lastCheckNanos = nowNanos;
        if (!socket.offer(request.packet(), from)) {
            owner.sendRefused();
        }
        // ice4j stays with the pair that was nominated first; browsers may change their mind later.
        boolean moves = request.useCandidate()
                && request.role() == BindingRequest.Role.CONTROLLING
                && selected != null
                && selected != path
                && path.validated;
        if (moves) {
            select(path, nowNanos);
            return IceOutcome.NOMINATED;
        }
        return outcome;
    }

    /**
     * Handles STUN that is no request: an answer to our question about consent, or one that the agent waits for.
     *
     * @return false when it is neither
     */
    public boolean onResponse(byte[] buffer, int length, InetSocketAddress from, long nowNanos) {
        if (selected != null && selected.address.equals(from) && probe != null && probe.isAnswer(buffer, length)) {
            consentedNanos = nowNanos;
            return true;
        }
        boolean awaited = find(from) != null || stunServers.contains(from);
        return awaited && socket.offer(Arrays.copyOf(buffer, length), from);
    }

    /** Whether an authentic check came from this address, so that DTLS and SRTP from it may be looked at. */
    public boolean isKnown(InetSocketAddress from) {
        return find(from) != null;
    }

    /** Once a second: opens NATs, keeps them open, asks for consent. */
    public void keepWatch(long nowNanos) {
        if (selected == null) {
            knock();
            if (nowNanos - nextMappingNanos >= 0) {
                nextMappingNanos = nowNanos + MAPPING_NANOS;
                for (InetSocketAddress server : stunServers) {
                    send(StunCodec.refresh(StunProbe.newTransaction()), server);
                }
            }
        } else if (!lost && nowNanos - nextQuestionNanos >= 0) {
            nextQuestionNanos = nowNanos + questionInterval();
            send(probe.ask(agent.isControlling(), agent.tieBreaker()), selected.address);
        }
    }

    private long questionInterval() {
        return Math.min(CONSENT_INTERVAL_NANOS, consentNanos / QUESTIONS_PER_CONSENT);
    }

    /** Sends a check to each candidate, so that our NAT lets the browser's in and the browser learns where we are. */
    private void knock() {
        if (probe == null || secondsOfKnocking >= SECONDS_OF_KNOCKING) {
            return;
        }
        boolean due = secondsOfKnocking < KNOCKS_EACH_SECOND || secondsOfKnocking % KNOCK_LATER_EVERY == 0;
        secondsOfKnocking++;
        if (due) {
            for (InetSocketAddress candidate : probed) {
                send(probe.knock(agent.isControlling(), agent.tieBreaker()), candidate);
            }
        }
    }

    private void send(byte[] datagram, InetSocketAddress to) {
        if (!port.send(datagram, 0, datagram.length, to)) {
            owner.sendRefused();
        }
    }

    private void onValidated(InetSocketAddress address, long nowNanos) {
        Path path = find(address);
        if (path != null) {
            path.validated = true;
            path.lastCheckNanos = nowNanos;
        }
    }

    private void onNominated(InetSocketAddress address, long nowNanos) {
        if (selected == null) {
            Path path = find(address);
            Path nominated = path == null ? add(address, nowNanos) : path;
            nominated.validated = true;
            select(nominated, nowNanos);
        }
    }

    private void select(Path path, long nowNanos) {
        selected = path;
        // Its own answer to our check is at most a round trip old.
        consentedNanos = nowNanos;
        nextQuestionNanos = nowNanos + questionInterval();
        owner.nominated(path.address);
    }

    private Path add(InetSocketAddress from, long nowNanos) {
        if (paths.size() >= MOST_ADDRESSES) {
            Path stalest = null;
            for (Path path : paths) {
                if (path != selected && (stalest == null || path.lastCheckNanos - stalest.lastCheckNanos < 0)) {
                    stalest = path;
                }
            }
            paths.remove(stalest);
        }
        Path added = new Path(from, nowNanos);
        paths.add(added);
        return added;
    }

    private Path find(InetSocketAddress address) {
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).address.equals(address)) {
                return paths.get(i);
            }
        }
        return null;
    }

    @Override
    public boolean isConsentLost(long nowNanos) {
        if (!lost && selected != null && nowNanos - consentedNanos > consentNanos) {
            lost = true;
            socket.silence();
        }
        return lost;
    }

    /** Whether the browser has nominated an address. */
    public boolean isNominated() {
        return selected != null;
    }

    /** Ends the agent; its threads end soon after. The future completes when nothing uses the port any more. */
    public CompletableFuture<Void> close() {
        lost = true;
        socket.silence();
        return agent.close();
    }
}
