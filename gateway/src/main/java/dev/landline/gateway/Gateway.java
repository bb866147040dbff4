package dev.landline.gateway;

import dev.landline.gateway.admin.ActiveCall;
import dev.landline.gateway.admin.AdminServer;
import dev.landline.gateway.admin.Metrics;
import dev.landline.gateway.admin.Readiness;
import dev.landline.gateway.call.CallCounters;
import dev.landline.gateway.call.CallSignatures;
import dev.landline.gateway.call.CallTable;
import dev.landline.gateway.call.OutsideRules;
import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.GatewayConfig;
import dev.landline.gateway.demo.DemoNumbers;
import dev.landline.gateway.demo.DemoPstn;
import dev.landline.gateway.demo.DemoSettings;
import dev.landline.gateway.stir.SignatureCheck;
import dev.landline.gateway.web.AccessTokens;
import dev.landline.gateway.web.IceServers;
import dev.landline.gateway.web.SignIn;
import dev.landline.gateway.web.WebContent;
import dev.landline.gateway.web.WebContent.Demo;
import dev.landline.gateway.web.WebContent.DemoListing;
import dev.landline.gateway.web.WebContent.DemoLogin;
import dev.landline.gateway.web.WebServer;
import dev.landline.media.bridge.MediaEngine;
import dev.landline.media.bridge.MediaStartFailure;
import dev.landline.media.ice.IceMode;
import dev.landline.sip.registrar.Account;
import dev.landline.sip.registrar.AccountDirectory;
import dev.landline.sip.registrar.BearerProof;
import dev.landline.sip.stack.SipLimits;
import dev.landline.sip.stack.SipStack;
import dev.landline.sip.trunk.TrunkView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole wiring, by hand: parts are started from the inside out, codecs and ciphers warm before a port opens, and are
 * closed in the opposite order.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** How long calls may take to say goodbye when the gateway goes down. */
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final GatewayConfig config;
    private final Metrics metrics = new Metrics();
    private final AccessTokens tokens;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private WebServer web;
    // Written once at the start, read by the admin port's thread.
    private volatile Console console;
    private volatile CallTable table;
    // The same.
    private volatile Trunks trunks;
    // Written here, read by the admin port's thread.
    private volatile Readiness readiness = new Readiness.NotReady("The gateway is starting.");

    private Gateway(GatewayConfig config) {
        this.config = config;
        this.tokens = new AccessTokens(config.sip().domain(), config.tokens(), InstantSource.system());
    }

    /**
     * Starts everything.
     *
     * @throws StartFailure with one sentence when a port is taken or a part is missing; nothing is left running
     */
    public static Gateway start(GatewayConfig config) throws StartFailure {
        Gateway gateway = new Gateway(config);
        try {
            gateway.startParts();
            return gateway;
        } catch (MediaStartFailure | IOException | RuntimeException e) {
            gateway.close();
            throw new StartFailure(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private void startParts() throws MediaStartFailure, IOException {
        opened(metrics);
        // Closed after the media engine, whose last recordings it still has to note.
        console = opened(Console.start(config));
        // Warming codecs and ciphers takes longest: the admin port, which loads the web server's classes, starts beside
        // it.
        FutureTask<MediaEngine> warming =
                new FutureTask<>(() -> MediaEngine.start(config.media().settings()));
        Thread.ofPlatform().name("media-start").start(warming);
        parts.push(() -> closeWhenStarted(warming));
        opened(AdminServer.start(config.admin(), this::readiness, metrics, this::activeCalls, this::trunkViews));
        MediaEngine media = started(warming);
        Trunks found = opened(Trunks.start(config));
        trunks = found;
        CallCounters counters = new CallCounters((outcome, value) ->
                metrics.counter("landline_calls", "Calls that are over", Map.of("outcome", outcome), value));
        StartedSip sipSide = new StartedSip();
        CallSignatures signatures = SignatureCheck.of(config.identity().stir(), InstantSource.system());
        CallTable calls = CallTable.of(config, console.wishes(), sipSide, media, found, signatures, counters);
        table = calls;
        calls.watchedBy(console.activity());
        SipStack sip =
                opened(SipStack.start(config.sipSettings(SipLimits.standard()), accounts(), found.table(), calls));
        sip.refuseCallsWhile(calls::isFull);
        sipSide.started(sip);
        if (config.sip().tls().isPresent()) {
            opened(SipCertificateWatch.start(
                    "landline.sip.tls", config.sip().tls().get(), sip));
        }
        sip.decideOutsideCalls(new OutsideRules(config, found::target));
        if (config.demo().enabled()) {
            opened(DemoPstn.start(demoSettings()));
        }
        web = opened(WebServer.start(
                config.http(), webContent(), sip::openFlow, signIn(sip), Optional.of(console.api(sip, calls, tokens))));
        // Closed first: the browsers' connections must still stand when BYE is said.
        parts.push(() -> {
            calls.close(GOODBYE);
            sip.drain(GOODBYE);
        });
        Meters.register(metrics, sip, media, web, calls, counters, found);
        console.register(metrics);
        readiness = new Readiness.Ready();
    }

    private List<TrunkView> trunkViews() {
        return trunks == null ? List.of() : trunks.table().views();
    }

    /** Ready also while the database is down: calls do not need it. */
    private Readiness readiness() {
        Console people = console;
        return people == null ? readiness : people.impaired(readiness);
    }

    private List<ActiveCall> activeCalls() {
        return table == null ? List.of() : table.active();
    }

    private static MediaEngine started(FutureTask<MediaEngine> warming) throws MediaStartFailure {
        try {
            return warming.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MediaStartFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(
                    "The media engine cannot start: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The start was interrupted", e);
        }
    }

    private static void closeWhenStarted(FutureTask<MediaEngine> warming) throws InterruptedException {
        try {
            warming.get().close();
        } catch (ExecutionException _) {
            LOG.debug("the media engine never started, so there is nothing to close");
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private Optional<SignIn> signIn(SipStack sip) {
        return config.tokens().enabled() ? Optional.of(new SignIn(tokens, sip::checkPassword)) : Optional.empty();
    }

    private AccountDirectory accounts() {
        boolean full = config.media().ice().mode() == IceMode.FULL;
        IceServers servers = new IceServers(config.turn(), full, InstantSource.system());
        return new AccountDirectory() {
            @Override
            public Optional<Account> account(String user) {
                return Optional.ofNullable(config.accounts().get(user))
                        .map(account -> new Account(account.user(), account.displayName(), account.password()));
            }

            @Override
            public Optional<String> welcome(String user) {
                return servers.json(user);
            }

            @Override
            public Optional<BearerProof> bearer(String token, Optional<String> origin) {
                return tokens.check(token, origin);
            }
        };
    }

    private DemoSettings demoSettings() {
        return new DemoSettings(
                config.sip().address(),
                config.demo().sipPort(),
                new InetSocketAddress(config.sip().address(), config.sip().udpPort()),
                config.demo().rtpFirst(),
                config.demo().rtpLast(),
                config.sip().domain());
    }

    private WebContent webContent() {
        return new WebContent(
                config.sip().domain(),
                config.dialing().country(),
                config.calls().grace(),
                config.widgets(),
                config.partners(),
                config.demo().enabled() ? Optional.of(demoContent()) : Optional.empty());
    }

    /** Who signs in here in person: not the accounts that visitors of other pages call as. */
    public List<AccountConfig> people() {
        return config.accounts().values().stream()
                .filter(account -> !config.widgets().containsValue(account.user()))
                .sorted(Comparator.comparing(AccountConfig::user))
                .toList();
    }

    private Demo demoContent() {
        return new Demo(
                people().stream()
                        .map(account -> new DemoLogin(account.user(), account.displayName(), account.password()))
                        .toList(),
                DemoNumbers.published().stream()
                        .map(number -> new DemoListing(number.number(), number.title(), number.description()))
                        .toList());
    }

    /** What can be dialled in the demo, one line for a person each. */
    public List<String> demoNumbers() {
        return DemoNumbers.published().stream()
                .map(number -> number.number() + "  " + number.title() + ": " + number.description())
                .toList();
    }

    /** Where the page is, as a person on this machine opens it. */
    public String pageAddress() {
        String host = config.http().address().isLoopbackAddress()
                        || config.http().address().isAnyLocalAddress()
                ? "localhost"
                : config.http().address().getHostAddress();
        return web.url(host);
    }

    /** Refuses new calls, says BYE on the others and closes every port. Takes a few seconds at most. */
    @Override
    public void close() {
        readiness = new Readiness.NotReady("The gateway is going down.");
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("a part did not close cleanly part={}", part.getClass().getSimpleName(), e);
            }
        }
    }
}
