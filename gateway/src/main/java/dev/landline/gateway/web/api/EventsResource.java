package dev.landline.gateway.web.api;

import dev.landline.gateway.activity.Activity;
import dev.landline.gateway.activity.ActivityFeed;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What happens, as server-sent events: one stream for each page. It begins with the calls going on, so that a page which
 * comes back has missed nothing. A page that does not read is cut off and counted.
 */
final class EventsResource {

    /** Shorter than the silence after which proxies give up. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int QUEUED_BYTES = 256 * 1024;

    private final ApiParts parts;
    private final Sessions sessions;
    private final Colleagues colleagues;

    EventsResource(ApiParts parts, Sessions sessions) {
        this.parts = parts;
        this.sessions = sessions;
        this.colleagues = new Colleagues(parts);
    }

    void routes(ApiServer api, Router router) {
        router.get("/events").handler(context -> open(context, api));
    }

    private void open(RoutingContext context, ApiServer api) {
        Session session = api.session(context).orElseThrow(() -> new Refused(ApiError.NOT_SIGNED_IN));
        if (parts.feed().listeners() >= parts.config().streams()) {
            throw new Refused(ApiError.TOO_MANY_STREAMS);
        }
        new Stream(context, session).begin();
    }

    /** One stream. Owned by the event loop, but for {@link #wake}. */
    private final class Stream {

        private final HttpServerResponse response;
        private final Context loop;
        private final Session session;
        private final boolean supervisor;
        private final ActivityFeed.Listener listener;
        private final AtomicBoolean woken = new AtomicBoolean();
        private final RoutingContext context;
        private long heartbeat;
        private long number;
        private boolean over;

        Stream(RoutingContext context, Session session) {
            this.context = context;
            this.response = context.response();
            this.loop = context.vertx().getOrCreateContext();
            this.session = session;
            this.supervisor = parts.isSupervisor(session.user());
            this.listener = parts.feed().listen(session.user(), supervisor, this::wake);
        }

        void begin() {
            ApiServer.lasts(context);
            response.setChunked(true)
                    .setWriteQueueMaxSize(QUEUED_BYTES)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("X-Accel-Buffering", "no");
            context.addEndHandler(_ -> end());
            response.closeHandler(_ -> end());
            response.exceptionHandler(_ -> end());
            response.drainHandler(_ -> drain());
            heartbeat = context.vertx().setPeriodic(HEARTBEAT.toMillis(), _ -> beat());
            response.write("retry: 2000\n\n");
            say("snapshot", snapshot());
        }

        private JsonObject snapshot() {
            JsonArray calls = new JsonArray();
            parts.activity().calls().stream()
                    .filter(call -> supervisor || call.people().contains(session.user()))
                    .forEach(call -> calls.add(LiveJson.call(call)));
            return new JsonObject().put("calls", calls).put("colleagues", colleagues.seenBy(session.user()));
        }

        /** From whatever thread something happened on. */
        private void wake() {
            if (woken.compareAndSet(false, true)) {
                loop.runOnContext(_ -> drain());
            }
        }

        private void drain() {
            woken.set(false);
            if (over) {
                return;
            }
            if (listener.isCutOff()) {
                // A polite end would wait behind what is not read.
                context.request().connection().close();
                end();
                return;
            }
            if (!response.writeQueueFull()) {
                listener.drain().forEach(this::say);
            }
        }

        private void say(Activity activity) {
            switch (activity) {
                case Activity.Call(var call) -> say("call", LiveJson.call(call));
                case Activity.Ended(var call) -> say("ended", CallJson.call(call));
                case Activity.Sound sound -> say("sound", SoundJson.sound(sound.call(), sound.stats()));
                case Activity.Presence(String user) -> say("presence", colleagues.presence(session.user(), user));
                case Activity.Recording recording ->
                    say(
                            "recording",
                            new JsonObject()
                                    .put("call", recording.call())
                                    .put("id", recording.id())
                                    .put("state", recording.state()));
            }
        }

        private void say(String event, JsonObject data) {
            response.write("id: " + ++number + "\nevent: " + event + "\ndata: " + data.encode() + "\n\n");
        }

        private void beat() {
            if (!sessions.lasts(session, System.nanoTime())) {
                response.end();
                end();
            } else if (!response.writeQueueFull()) {
                response.write(": here\n\n");
            }
        }

        private void end() {
            if (!over) {
                over = true;
                listener.close();
                context.vertx().cancelTimer(heartbeat);
            }
        }
    }
}
