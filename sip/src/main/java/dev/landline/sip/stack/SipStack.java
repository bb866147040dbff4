package dev.landline.sip.stack;

import dev.landline.sip.FlowId;
import dev.landline.sip.LegId;
import dev.landline.sip.OutsideCalls;
import dev.landline.sip.Reason;
import dev.landline.sip.Replaces;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import dev.landline.sip.registrar.AccountDirectory;
import dev.landline.sip.registrar.Binding;
import dev.landline.sip.registrar.Gruus;
import dev.landline.sip.registrar.Registrar;
import dev.landline.sip.tls.TlsContexts;
import dev.landline.sip.tls.TlsIdentity;
import dev.landline.sip.trunk.Entrance;
import dev.landline.sip.trunk.TrunkDirectory;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.TooManyListenersException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sip.PeerUnavailableException;
import javax.sip.SipProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP for the gateway: events out, commands in. All methods may be called from any thread; none of them blocks, except
 * {@link #start} and {@link #close}. Several stacks may live in one process.
 */
public final class SipStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SipStack.class);
    private static final int BINDINGS = 100_000;
    private static final long EXPIRY_PERIOD_MILLIS = 1_000;
    private static final long HANDSHAKE_MILLIS = 10_000;

    private final JainStack jain;
    private final Core core;
    private final Inbound inbound;
    private final Turnstile turnstile;
    private final Authenticator authenticator;
    private final OutsideServices outside;
    private final TlsContexts tls;
    private final FlowProcessor plainFlows;
    private final FlowProcessor secureFlows;
    private final AtomicLong nextFlow = new AtomicLong();
    private final Optional<TrunkCare> care;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SipStack(
            JainStack jain,
            Core core,
            Inbound inbound,
            Turnstile turnstile,
            Authenticator authenticator,
            OutsideServices outside,
            TlsContexts tls,
            FlowProcessor plainFlows,
            FlowProcessor secureFlows,
            Optional<TrunkCare> care) {
        this.care = care;
        this.jain = jain;
        this.core = core;
        this.inbound = inbound;
        this.turnstile = turnstile;
        this.authenticator = authenticator;
        this.outside = outside;
        this.tls = tls;
        this.plainFlows = plainFlows;
        this.secureFlows = secureFlows;
    }

    /**
     * Starts a stack.
     *
     * @param events takes what peers say; called from the stack's threads, must return at once
     * @throws SipStartException when a port cannot be opened
     */
    public static SipStack start(
            SipSettings settings, AccountDirectory accounts, TrunkDirectory trunks, Consumer<SipEvent> events) {
        return start(settings, accounts, trunks, events, 1);
    }

    /**
     * As {@link #start(SipSettings, AccountDirectory, TrunkDirectory, Consumer)}, with faster timers.
     * @param timerSpeed how much faster than the wall clock SIP timers run; for tests
     */
    static SipStack start(
            SipSettings settings,
            AccountDirectory accounts,
            TrunkDirectory trunks,
            Consumer<SipEvent> events,
            double timerSpeed) {
        String name = "landline-" + Core.token();
        SipCounters counters = new SipCounters();
        int laneCount = Math.max(2, Runtime.getRuntime().availableProcessors());
        Lanes lanes = new Lanes("sip-lane", laneCount, counters, timerSpeed);
        String toTag = Core.token();
        Legs legs = new Legs(settings.limits().legs(), counters);
        Turnstile turnstile = new Turnstile(settings.limits().admission(), lanes, legs, trunks, toTag);
        Inbound inbound = new Inbound(settings.limits(), lanes, turnstile, counters, toTag);
        JainStack jain = null;
        try {
            jain = new JainStack(name, lanes);
            TlsContexts tls =
                    new TlsContexts(settings.wires().tls(), settings.tls().identity());
            TlsHandshakes handshakes = new TlsHandshakes(
                    tls, counters, source -> trunks.trunkAt(source).isPresent(), lanes.scaledMillis(HANDSHAKE_MILLIS));
            LostRequests lost = new LostRequests(jain, lanes, counters);
            Processors processors = new Processors(settings, inbound, lanes, lost, handshakes);
            jain.setMessageProcessorFactory(processors);
            SipProvider provider = ListeningPorts.open(jain, settings);
            Headers headers = new Headers(settings);
            Registrar registrar = new Registrar(BINDINGS);
            ClientDigest digest = new ClientDigest(trunks, headers, counters);
            Gruus gruus = new Gruus(settings.domain(), Core.secret(16));
            Core core = new Core(
                    settings,
                    provider,
                    headers,
                    lanes,
                    legs,
                    new Flows(),
                    registrar,
                    trunks,
                    digest,
                    new LargeRequests(settings),
                    gruus,
                    counters,
                    events);
            jain.findHopsBy(callId -> legs.findByCallId(callId).flatMap(Leg::hop));
            Answers answers = new Answers(headers, inbound, toTag);
            Authenticator authenticator = new Authenticator(settings.domain(), accounts, counters);
            RequestBrakes brakes = new RequestBrakes(counters);
            Registrations registrations = new Registrations(core, answers, authenticator, brakes);
            Sources sources = new Sources(core, answers, authenticator, trunks, new TrunkConnections(tls, counters));
            OutsideServices outside = new OutsideServices(core, answers, sources, brakes);
            inbound.admitBy(new Gate(jain, core, answers, sources, registrations, outside, trunks));
            provider.addSipListener(new StackListener(core, outside.messages()));
            Optional<TrunkCare> care = trunks.tended().map(tended -> new TrunkCare(core, tended));
            care.ifPresent(TrunkCare::start);
            SipStack stack = new SipStack(
                    jain,
                    core,
                    inbound,
                    turnstile,
                    authenticator,
                    outside,
                    tls,
                    processors.flows("ws"),
                    processors.flows("wss"),
                    care);
            lanes.repeatedly("", () -> stack.expire(System.nanoTime()), EXPIRY_PERIOD_MILLIS);
            return stack;
        } catch (SipStartException e) {
            stop(jain, lanes);
            throw e;
        } catch (GeneralSecurityException e) {
            stop(jain, lanes);
            throw new SipStartException("SIP over TLS cannot use its certificate: " + e.getMessage() + ".", e);
        } catch (PeerUnavailableException | TooManyListenersException e) {
            stop(jain, lanes);
            throw new SipStartException("The SIP stack could not start: " + e.getMessage() + ".", e);
        }
    }

    /**
     * New calls get 503 before anything is spent on them while this holds.
     *
     * @param full called from the stack's threads, must return at once
     */
    public void refuseCallsWhile(BooleanSupplier full) {
        turnstile.refuseCallsWhile(full);
    }

    /** A name for a leg that the caller is about to open with {@link SipCommand.Invite}. */
    public LegId newLeg() {
        return core.legs().newId();
    }

    /** The leg whose dialog is named; empty when it is none of ours, or over. */
    public Optional<LegId> find(Replaces replaces) {
        return core.legs()
                .findByCallId(replaces.callId())
                .filter(leg -> leg.isNamedBy(replaces))
                .map(Leg::id);
    }

    /** Carries a command out, in order for each leg. What goes wrong comes back as an event. */
    public void send(SipCommand command) {
        if (command instanceof SipCommand.Invite invite) {
            invite(invite);
            return;
        }
        core.legs().watch().said(command, core.legs());
        core.legs()
                .find(command.leg())
                .ifPresentOrElse(
                        leg -> core.lanes().execute(leg.callId(), () -> leg.on(command)),
                        () -> core.counters().count(SipCounter.COMMANDS_IGNORED));
    }

    private void invite(SipCommand.Invite invite) {
        String callId = Core.token() + Core.token();
        Optional<Peer> peer = peer(invite.target());
        if (peer.isEmpty()) {
            refuse(invite, callId, 480, "The Browser Is Gone");
            return;
        }
        if (peer.get() instanceof Peer.Trunk trunk) {
            Entrance entrance = core.trunks().enter(trunk.name(), true);
            if (entrance != Entrance.OPEN) {
                core.counters().count(SipCounter.REFUSED_TRUNK_LIMIT);
                refuse(invite, callId, 503, entrance.sentence());
                return;
            }
        }
        UacLeg leg = new UacLeg(core, invite, callId, peer.get());
        leg.ties().counted();
        if (core.legs().add(leg)) {
            core.lanes().execute(callId, leg::start);
        } else {
            leg.ties().leave();
            core.counters().count(SipCounter.REFUSED_LEG_LIMIT);
            refuse(invite, callId, 503, "Too Many Calls");
        }
    }

    private void refuse(SipCommand.Invite invite, String callId, int status, String phrase) {
        Optional<Reason> none = Optional.empty();
        core.lanes().execute(callId, () -> core.emit(new SipEvent.Refused(invite.leg(), status, phrase, none, true)));
    }

    /** Empty when a browser's flow has closed, or the target would be ourselves. */
    private Optional<Peer> peer(SipTarget target) {
        return switch (target) {
            case SipTarget.Browser browser ->
                core.flows()
                        .find(browser.flow())
                        .map(flow -> new Peer.Browser(
                                browser.user(),
                                flow,
                                core.registrar()
                                        .bindingOn(flow.id(), browser.user())
                                        .map(binding -> binding.instance())
                                        .orElse("")));
            case SipTarget.Trunk trunk ->
                TrunkHop.isOurs(trunk.address(), core.settings())
                        ? Optional.empty()
                        : Optional.of(new Peer.Trunk(trunk.trunk(), trunk.address(), trunk.transport()));
        };
    }

    /** Takes a WebSocket that speaks the {@code sip} sub-protocol; the caller feeds what it receives to the flow. */
    public Flow openFlow(FlowSocket socket) {
        FlowId id = new FlowId(nextFlow.incrementAndGet());
        BrowserFlow flow = new BrowserFlow(id, socket, inbound, plainFlows, secureFlows, this::closed);
        core.flows().add(flow);
        plainFlows.add(flow);
        secureFlows.add(flow);
        core.counters().count(SipCounter.FLOWS_OPENED);
        return flow;
    }

    private void closed(BrowserFlow flow) {
        core.counters().count(SipCounter.FLOWS_CLOSED);
        core.flows().remove(flow);
        plainFlows.remove(flow);
        secureFlows.remove(flow);
        core.registrar().flowClosed(flow.id());
        outside.closed(flow);
        core.legs().all().stream()
                .filter(leg -> leg.isOn(flow.id()))
                .forEach(leg -> core.lanes().execute(leg.callId(), () -> leg.onFlowLost(flow.id())));
    }

    /** Says what the gateway wants with requests outside of calls; until then they are refused. */
    public void decideOutsideCalls(OutsideCalls decider) {
        outside.decideBy(decider);
    }

    /**
     * Our TLS certificate has been renewed: connections that open from now on get it, those that stand go on.
     *
     * @throws GeneralSecurityException when it cannot be used; the old one stays
     */
    public void useCertificate(TlsIdentity identity) throws GeneralSecurityException {
        tls.use(identity);
        core.counters().count(SipCounter.CERTIFICATES_RELOADED);
    }

    /** A renewed certificate cannot be used; the old one stays. */
    public void certificateRefused() {
        core.counters().count(SipCounter.CERTIFICATES_REFUSED);
    }

    /** Who can be reached where. */
    public Registrar registrar() {
        return core.registrar();
    }

    /**
     * The tab that a GRUU of ours means (RFC 5627).
     *
     * @return empty when the URI claims to be a GRUU and its tab is not there now
     */
    public Optional<Binding> placeOf(SipUri gruu) {
        return core.registrar().placeOf(gruu, core.gruus());
    }

    /**
     * Checks a password that came another way than SIP, such as HTTP.
     *
     * @param source where it came from; guessers are slowed down by address and by user
     */
    public PasswordCheck checkPassword(String user, String password, InetAddress source) {
        return authenticator.check(user, password, source, System.nanoTime());
    }

    public SipCounters counters() {
        return core.counters();
    }

    /** How many legs are alive. */
    public int legs() {
        return core.legs().size();
    }

    /** Forgets registrations and subscriptions whose time is over. */
    void expire(long nowNanos) {
        core.registrar().expire(nowNanos);
        outside.expire(nowNanos);
    }

    /** How many subscriptions are alive. */
    public int subscriptions() {
        return outside.subscriptions();
    }

    /** How many transactions and dialogs JAIN-SIP holds; 64*T1 after the last call it is none. */
    public int held() {
        return jain.held();
    }

    /** How many timers run and messages wait; a call that is over has none. */
    public int timers() {
        return core.lanes().waiting();
    }

    /** Waits until what was sent before has left, a BYE for one; what takes longer than this is not waited for. */
    public void drain(Duration atMost) {
        try {
            core.lanes().drain(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Carries out what was sent before, then closes ports and threads; takes up to five seconds. Calls that are still up are
     * the gateway's to hang up before.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            care.ifPresent(TrunkCare::close);
            drain(Duration.ofSeconds(1));
            stop(jain, core.lanes());
        }
    }

    private static void stop(JainStack jain, Lanes lanes) {
        lanes.close();
        if (jain == null) {
            return;
        }
        // JAIN-SIP's own stop has been seen to hang: it gets a thread of its own and a bounded time.
        Thread stopper = Thread.ofPlatform().name("sip-stop").daemon(true).start(() -> {
            try {
                jain.stop();
            } catch (RuntimeException e) {
                LOG.debug("JAIN-SIP did not stop cleanly", e);
            }
        });
        try {
            stopper.join(Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
