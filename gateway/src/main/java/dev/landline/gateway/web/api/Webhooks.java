package dev.landline.gateway.web.api;

import dev.landline.gateway.activity.Activity;
import dev.landline.gateway.activity.ActivityFeed;
import dev.landline.gateway.activity.LiveCall;
import dev.landline.gateway.config.WebhookConfig;
import dev.landline.gateway.config.WebhookConfig.Occurrence;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Tells others of calls over HTTP: one thread listens to the feed and gives each receiver what it wants to hear. A slow
 * receiver has a bounded queue of its own, so that it holds up nobody else and no call.
 */
public final class Webhooks implements AutoCloseable {

    private final List<WebhookLine> lines;
    private final InstantSource clock;
    private final Semaphore woken = new Semaphore(0);
    private final ActivityFeed feed;
    private final Thread thread = Thread.ofVirtual().name("webhooks").unstarted(this::run);
    // Written once by close(), read by the thread.
    private volatile boolean closing;

    private Webhooks(ActivityFeed feed, List<WebhookConfig> hooks, InstantSource clock) {
        this.feed = feed;
        this.clock = clock;
        this.lines = hooks.stream().map(WebhookLine::start).toList();
    }

    /** Tells of every call from now on. */
    public static Webhooks start(ActivityFeed feed, List<WebhookConfig> hooks, InstantSource clock) {
        Webhooks webhooks = new Webhooks(feed, hooks, clock);
        if (!hooks.isEmpty()) {
            webhooks.thread.start();
        }
        return webhooks;
    }

    private void run() {
        ActivityFeed.Listener listener = feed.listen("", true, woken::release);
        while (!closing) {
            woken.acquireUninterruptibly();
            woken.drainPermits();
            listener.drain().forEach(this::tell);
            if (listener.isCutOff()) {
                // We were too slow, and what was missed is counted by the feed: go on with what comes.
                listener = feed.listen("", true, woken::release);
            }
        }
        listener.close();
    }

    private void tell(Activity activity) {
        switch (activity) {
            case Activity.Call(LiveCall call) -> tell(occurrence(call), LiveJson.call(call));
            case Activity.Ended(var call) -> tell(Occurrence.ENDED, CallJson.call(call));
            case Activity.Sound _, Activity.Presence _, Activity.Recording _ -> {
                // Nobody is told of these over HTTP.
            }
        }
    }

    private static Occurrence occurrence(LiveCall call) {
        return switch (call.state()) {
            case RINGING -> Occurrence.RINGING;
            case TALKING -> Occurrence.ANSWERED;
        };
    }

    private void tell(Occurrence occurrence, JsonObject call) {
        String at = clock.instant().toString();
        String body = new JsonObject()
                .put("event", Asked.word(occurrence))
                .put("at", at)
                .put("call", call)
                .encode();
        lines.forEach(line -> line.tell(occurrence, at, body));
    }

    /** Told and taken. */
    public long told() {
        return lines.stream().mapToLong(WebhookLine::told).sum();
    }

    /** Not taken after all tries, or dropped because too many waited. */
    public long lost() {
        return lines.stream().mapToLong(WebhookLine::lost).sum();
    }

    @Override
    public void close() {
        closing = true;
        woken.release();
        lines.forEach(WebhookLine::close);
    }
}
