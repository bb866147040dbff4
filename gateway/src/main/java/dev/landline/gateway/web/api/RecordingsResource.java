package dev.landline.gateway.web.api;

import dev.landline.gateway.activity.CallRecorder;
import dev.landline.gateway.activity.LiveCall;
import dev.landline.gateway.store.RecordingEntry;
import dev.landline.gateway.store.RecordingEntry.State;
import dev.landline.gateway.store.Scope;
import dev.landline.gateway.store.Store;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recording of calls that go on, and the files of those that were. */
final class RecordingsResource {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingsResource.class);

    private final ApiParts parts;
    private final Store store;
    private final CallRecorder recorder;

    RecordingsResource(ApiParts parts) {
        this.parts = parts;
        this.store = parts.store();
        this.recorder = parts.recorder();
    }

    void routes(ApiServer api, Router router) {
        api.get(router, "/recordings", this::list);
        api.get(router, "/recordings/:id", this::sound);
        api.get(router, "/calls/:id/recording", asked -> state(ownCall(asked)));
        api.on(router, HttpMethod.PUT, "/calls/:id/recording", this::control);
    }

    private Answer list(Asked asked) {
        int size = asked.integer("size", 1, 499, 50);
        return Answer.of(new JsonObject()
                .put(
                        "recordings",
                        CallJson.recordings(
                                store.recordings().list(asked.scope(), asked.integer("skip", 0, 1_000_000, 0), size))));
    }

    /** Whoever took part may listen, and supervisors; every time is noted. */
    private Answer sound(Asked asked) {
        RecordingEntry entry =
                store.recordings().recording(asked.part("id")).orElseThrow(() -> new Refused(ApiError.NOT_FOUND));
        boolean own = asked.supervisor()
                || store.calls()
                        .call(new Scope.Everybody(), entry.call())
                        .filter(view -> view.call().people().contains(asked.user()))
                        .isPresent();
        if (!own) {
            LOG.warn(
                    "a recording is refused recording={} user={} address={}",
                    entry.id(),
                    asked.user(),
                    asked.address());
            throw new Refused(ApiError.NOT_FOUND);
        }
        if (entry.state() == State.DELETED) {
            throw new Refused(ApiError.RECORDING_GONE);
        }
        Path file = recorder.file(entry);
        if (entry.state() != State.KEPT || !Files.isRegularFile(file)) {
            throw new Refused(ApiError.NOT_FOUND, "There is no file of this recording");
        }
        String range = Optional.ofNullable(asked.headers().get("Range")).orElse("bytes=0-");
        if (range.startsWith("bytes=0-")) {
            store.recordings().heard(entry.id(), asked.user(), asked.address(), Instant.now());
            LOG.info("a recording is given recording={} user={} address={}", entry.id(), asked.user(), asked.address());
        }
        return new Answer.Sound(file, entry.mediaType(), entry.file());
    }

    /** A call that goes on, in which this person takes part. */
    private LiveCall ownCall(Asked asked) {
        return parts.activity()
                .call(asked.part("id"))
                .filter(call -> call.people().contains(asked.user()))
                .orElseThrow(() -> new Refused(ApiError.NOT_FOUND));
    }

    private Answer state(LiveCall call) {
        return Answer.of(new JsonObject().put("state", recorder.state(call.id())));
    }

    private Answer control(Asked asked) {
        LiveCall call = ownCall(asked);
        String wanted = Asked.text(asked.json(), "state", 16).orElse("");
        CallRecorder.Outcome outcome = switch (wanted) {
            case "running" ->
                recorder.state(call.id()).equals("paused")
                        ? recorder.resume(call.id())
                        : recorder.start(call, asked.user());
            case "paused" -> recorder.pause(call.id());
            case "off" -> recorder.stop(call.id());
            default -> throw Asked.bad("state must be running, paused or off");
        };
        switch (outcome) {
            case DONE -> {
                return Answer.of(new JsonObject().put("state", wanted));
            }
            case OFF -> throw new Refused(ApiError.RECORDING_OFF);
            case NO_SOUND -> throw new Refused(ApiError.NOT_IN_CALL);
            case ALREADY -> throw new Refused(ApiError.ALREADY_RECORDING);
            case NOT_RECORDING -> throw new Refused(ApiError.NOT_RECORDING);
            case FULL -> throw new Refused(ApiError.RECORDING_FULL);
        }
        throw new IllegalStateException("unreachable");
    }
}
