package dev.landline.gateway;

import dev.landline.gateway.activity.Activity;
import dev.landline.gateway.activity.ActivityFeed;
import dev.landline.gateway.activity.CallActivity;
import dev.landline.gateway.activity.CallRecorder;
import dev.landline.gateway.activity.RecordingCleaner;
import dev.landline.gateway.activity.SoundReporter;
import dev.landline.gateway.activity.WishKeeper;
import dev.landline.gateway.admin.Metrics;
import dev.landline.gateway.admin.Readiness;
import dev.landline.gateway.call.CallTable;
import dev.landline.gateway.call.PersonalSettings;
import dev.landline.gateway.config.GatewayConfig;
import dev.landline.gateway.store.Store;
import dev.landline.gateway.store.StoreHealth;
import dev.landline.gateway.web.AccessTokens;
import dev.landline.gateway.web.Api;
import dev.landline.gateway.web.api.ApiParts;
import dev.landline.gateway.web.api.ApiServer;
import dev.landline.gateway.web.api.Webhooks;
import dev.landline.sip.stack.SipStack;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The wiring of what people see beside their calls: the store, the feed of what happens, recordings and the API. It stands
 * before the first call and closes after the last, so that each leaves its record.
 */
final class Console implements AutoCloseable {

    private static final Map<String, String> NONE = Map.of();

    private final GatewayConfig config;
    private final Store store;
    private final ActivityFeed feed = new ActivityFeed();
    private final CallActivity activity;
    private final RecordingCleaner cleaner;
    private final PersonalSettings wishes;
    private final WishKeeper wishKeeper;
    private final Webhooks webhooks;
    private Optional<ApiServer> api = Optional.empty();
    private Optional<CallRecorder> recorder = Optional.empty();
    private Optional<SoundReporter> reporter = Optional.empty();

    private Console(GatewayConfig config, Store store, RecordingCleaner cleaner) {
        this.config = config;
        this.store = store;
        this.cleaner = cleaner;
        this.activity = new CallActivity(feed, store::keep, InstantSource.system());
        this.wishes = new PersonalSettings(config.accounts().values());
        this.wishKeeper = WishKeeper.start(store, wishes);
        this.webhooks = Webhooks.start(feed, config.webhooks(), InstantSource.system());
    }

    /** Returns at once, also when the database is down. */
    static Console start(GatewayConfig config) throws IOException {
        Store store = Store.start(config.store());
        try {
            return new Console(
                    config, store, RecordingCleaner.start(config.recording(), store, InstantSource.system()));
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Hears of every call. */
    CallActivity activity() {
        return activity;
    }

    /** What people want done with their calls, as they said it before the restart. */
    PersonalSettings wishes() {
        return wishes;
    }

    /** The API over SIP and the calls, which have been started. */
    Api api(SipStack sip, CallTable calls, AccessTokens tokens) {
        CallRecorder tapes = new CallRecorder(
                config.recording(),
                (call, settings, events) -> {
                    var bridge = calls.bridge(call);
                    return bridge.isPresent() ? Optional.of(bridge.get().record(settings, events)) : Optional.empty();
                },
                store::keep,
                feed,
                InstantSource.system());
        activity.whenAnswered(tapes::answered);
        recorder = Optional.of(tapes);
        sip.registrar().whenChanged((user, _) -> feed.tell(new Activity.Presence(user)));
        reporter = Optional.of(SoundReporter.start(feed, activity, calls::active));
        ApiServer server = new ApiServer(new ApiParts(
                config.api(),
                config.accounts(),
                store,
                activity,
                feed,
                wishes,
                tapes,
                sip::checkPassword,
                config.tokens().enabled() ? Optional.of(tokens) : Optional.empty(),
                dialog -> sip.find(dialog).flatMap(calls::callOf),
                user -> sip.registrar().bindings(user).size()));
        api = Optional.of(server);
        return server;
    }

    /** What readiness says, and that the database is down. */
    Readiness impaired(Readiness readiness) {
        return readiness instanceof Readiness.Ready && store.health() instanceof StoreHealth.Down(String sentence)
                ? new Readiness.Impaired(sentence)
                : readiness;
    }

    void register(Metrics metrics) {
        metrics.gauge("landline_store_up", "1 while the database is in use", NONE, () -> switch (store.health()) {
            case StoreHealth.Up() -> 1;
            case StoreHealth.Down _ -> 0;
        });
        metrics.gauge("landline_store_waiting", "Records that wait for the database", NONE, store::waiting);
        metrics.counter("landline_store_written", "Records written to the database", NONE, store::written);
        metrics.counter("landline_store_dropped", "Records dropped: too many waited", NONE, store::dropped);
        metrics.counter("landline_store_refused", "Records that the database refused", NONE, store::refused);
        metrics.gauge(
                "landline_http_sessions",
                "People signed in over HTTP",
                NONE,
                () -> api.map(ApiServer::sessions).orElse(0));
        metrics.gauge("landline_event_streams", "Event streams open", NONE, feed::listeners);
        metrics.counter("landline_event_streams_slow", "Event streams cut off: too slow", NONE, feed::slow);
        metrics.counter("landline_webhooks_told", "Receivers told of something about a call", NONE, webhooks::told);
        metrics.counter("landline_webhooks_lost", "Receivers that did not take it", NONE, webhooks::lost);
        metrics.gauge(
                "landline_recordings_running",
                "Calls being recorded",
                NONE,
                () -> recorder.map(CallRecorder::running).orElse(0));
    }

    @Override
    public void close() {
        reporter.ifPresent(SoundReporter::close);
        cleaner.close();
        wishKeeper.close();
        webhooks.close();
        api.ifPresent(ApiServer::close);
        store.close();
    }
}
