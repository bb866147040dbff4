package dev.landline.gateway.web.api;

import dev.landline.gateway.store.CallEntry.Direction;
import dev.landline.gateway.store.CallEntry.Outcome;
import dev.landline.gateway.store.CallFilter;
import dev.landline.gateway.store.CallLog;
import dev.landline.gateway.store.CallRemarks;
import dev.landline.gateway.store.CallView;
import dev.landline.gateway.store.CallView.Cursor;
import dev.landline.gateway.store.CallView.Page;
import dev.landline.gateway.store.Note;
import dev.landline.gateway.store.Scope;
import dev.landline.gateway.store.Store;
import dev.landline.sip.Replaces;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The calls that are over, and what people add to calls. */
final class CallsResource {

    private static final int TAG_MAX = 32;

    private final ApiParts parts;
    private final Store store;

    CallsResource(ApiParts parts) {
        this.parts = parts;
        this.store = parts.store();
    }

    void routes(ApiServer api, Router router) {
        api.get(router, "/calls", this::list);
        api.get(router, "/calls.csv", this::csv);
        api.get(router, "/calls/current", this::current);
        api.get(router, "/calls/:id", this::one);
        api.get(router, "/calls/:id/quality", this::quality);
        api.get(
                router,
                "/calls/:id/notes",
                asked -> Answer.of(new JsonObject()
                        .put("notes", CallJson.notes(store.remarks().notes(ownId(asked))))));
        api.on(router, HttpMethod.POST, "/calls/:id/notes", this::addNote);
        api.on(router, HttpMethod.DELETE, "/calls/:id/notes/:note", this::removeNote);
        api.on(router, HttpMethod.PUT, "/calls/:id/tags", this::tag);
        api.on(router, HttpMethod.PUT, "/calls/:id/assignment", this::assign);
    }

    static CallFilter filter(Asked asked) {
        return new CallFilter(
                asked.time("from"),
                asked.time("to"),
                asked.choice("direction", Direction.class),
                asked.choice("outcome", Outcome.class),
                asked.text("number"),
                asked.text("tag"),
                asked.text("assignee"),
                asked.text("person"));
    }

    /** The call that a page knows by its dialog only, and takes part in. */
    private Answer current(Asked asked) {
        Replaces dialog = new Replaces(word(asked, "callId"), word(asked, "remoteTag"), word(asked, "localTag"), false);
        return parts.dialogs()
                .apply(dialog)
                .filter(call -> parts.goesOn(new Scope.Of(asked.user()), call))
                .map(call -> Answer.of(new JsonObject().put("id", call)))
                .orElseThrow(() -> new Refused(ApiError.NOT_FOUND));
    }

    private static String word(Asked asked, String name) {
        return asked.text(name).orElseThrow(() -> Asked.bad(name + " is missing"));
    }

    private Answer list(Asked asked) {
        Page page = store.calls()
                .list(asked.scope(), filter(asked), cursor(asked), asked.integer("size", 1, CallLog.PAGE_MAX, 50));
        JsonArray calls = new JsonArray();
        page.calls().forEach(view -> calls.add(CallJson.view(view)));
        return Answer.of(new JsonObject()
                .put("calls", calls)
                .put(
                        "next",
                        page.next()
                                .map(cursor -> cursor.startedMillis() + "-" + cursor.id())
                                .orElse(null)));
    }

    private static Optional<Cursor> cursor(Asked asked) {
        return asked.text("after").map(text -> {
            if (!text.matches("[0-9]{1,15}-[0-9a-zA-Z-]{1,32}")) {
                throw Asked.bad("after must be what next said");
            }
            int dash = text.indexOf('-');
            return new Cursor(Long.parseLong(text.substring(0, dash)), text.substring(dash + 1));
        });
    }

    private Answer csv(Asked asked) {
        return new Answer.Download(
                "text/csv; charset=utf-8", "calls.csv", CallCsv.of(store, asked.scope(), filter(asked)));
    }

    private CallView own(Asked asked) {
        return store.calls().call(asked.scope(), asked.part("id")).orElseThrow(() -> new Refused(ApiError.NOT_FOUND));
    }

    /** The id of a call, going on or over, that this person may see and add to. */
    private String ownId(Asked asked) {
        String id = asked.part("id");
        return parts.goesOn(asked.scope(), id) ? id : own(asked).call().id();
    }

    private Answer one(Asked asked) {
        CallView view = own(asked);
        String id = view.call().id();
        return Answer.of(CallJson.view(view)
                .put("notes", CallJson.notes(store.remarks().notes(id)))
                .put("recordings", CallJson.recordings(store.recordings().ofCall(id))));
    }

    private Answer quality(Asked asked) {
        return Answer.of(own(asked)
                .call()
                .quality()
                .map(CallJson::quality)
                .orElseThrow(() -> new Refused(ApiError.NOT_FOUND, "The sound of this call was never opened")));
    }

    private Answer addNote(Asked asked) {
        String id = ownId(asked);
        String text = Asked.text(asked.json(), "text", Note.LENGTH_MAX)
                .map(String::strip)
                .filter(words -> !words.isEmpty())
                .orElseThrow(() -> Asked.bad("The body must be a JSON object with text"));
        Note note = store.remarks()
                .add(id, asked.user(), text, Instant.now())
                .orElseThrow(() -> new Refused(ApiError.TOO_MANY));
        return Answer.created(CallJson.note(note));
    }

    private Answer removeNote(Asked asked) {
        if (!store.remarks().removeNote(ownId(asked), asked.number("note"), asked.user())) {
            throw new Refused(ApiError.NOT_FOUND);
        }
        return new Answer.Done();
    }

    private Answer tag(Asked asked) {
        String id = ownId(asked);
        if (!(asked.json().getValue("tags") instanceof JsonArray given)) {
            throw Asked.bad("The body must be a JSON object with a list of tags");
        }
        Set<String> tags = new TreeSet<>();
        for (Object one : given) {
            if (!(one instanceof String text) || text.isBlank() || text.strip().length() > TAG_MAX) {
                throw Asked.bad("A tag is a text of at most " + TAG_MAX + " characters");
            }
            tags.add(text.strip());
        }
        if (tags.size() > CallRemarks.TAGS_MAX) {
            throw new Refused(ApiError.TOO_MANY, "A call has at most " + CallRemarks.TAGS_MAX + " tags");
        }
        store.remarks().retag(id, tags, asked.user(), Instant.now());
        return Answer.of(new JsonObject().put("tags", new JsonArray(java.util.List.copyOf(tags))));
    }

    private Answer assign(Asked asked) {
        String id = ownId(asked);
        JsonObject json = asked.json();
        if (!json.containsKey("assignee")) {
            throw Asked.bad("The body must be a JSON object with assignee, a user or null");
        }
        Optional<String> assignee = Asked.text(json, "assignee", 64);
        if (assignee.filter(user -> !parts.accounts().containsKey(user)).isPresent()) {
            throw Asked.bad("There is no such colleague");
        }
        if (!store.remarks().assign(id, assignee, asked.user(), Instant.now())) {
            throw new Refused(ApiError.CALL_GOES_ON);
        }
        return new Answer.Done();
    }
}
