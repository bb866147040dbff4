package dev.landline.gateway.web.api;

import dev.landline.gateway.store.Assignment;
import dev.landline.gateway.store.CallEntry;
import dev.landline.gateway.store.CallView;
import dev.landline.gateway.store.Note;
import dev.landline.gateway.store.RecordingEntry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Calls and what belongs to them, as JSON. */
final class CallJson {

    private CallJson() {}

    static JsonObject view(CallView view) {
        return call(view.call())
                .put("tags", new JsonArray(view.tags().stream().sorted().toList()))
                .put("assignment", view.assignment().map(CallJson::assignment).orElse(null))
                .put("noteCount", view.notes())
                .put("recordingCount", view.recordings());
    }

    static JsonObject call(CallEntry call) {
        return new JsonObject()
                .put("id", call.id())
                .put("direction", Asked.word(call.direction()))
                .put("outcome", Asked.word(call.outcome()))
                .put("caller", side(call.caller()))
                .put("callee", side(call.callee()))
                .put("started", call.started().toString())
                .put("answered", call.answered().map(Object::toString).orElse(null))
                .put("ended", call.ended().toString())
                .put("waitSeconds", call.waited().toMillis() / 1000.0)
                .put("talkSeconds", call.talked().toMillis() / 1000.0)
                .put("failure", call.trouble().map(CallJson::trouble).orElse(null))
                .put("quality", call.quality().map(CallJson::summary).orElse(null))
                .put("people", new JsonArray(call.people().stream().sorted().toList()));
    }

    static JsonObject side(CallEntry.Side side) {
        return new JsonObject()
                .put("address", side.address())
                .put("name", side.name())
                .put("account", side.account().orElse(null))
                .put("trunk", side.trunk().orElse(null));
    }

    private static JsonObject trouble(CallEntry.Trouble trouble) {
        return new JsonObject()
                .put("code", trouble.code())
                .put("number", ErrorCatalogue.ofCall(trouble.code()))
                .put("message", trouble.sentence())
                .put("blame", trouble.blame())
                .put("sipStatus", trouble.sipStatus())
                .put("q850", trouble.q850());
    }

    private static JsonObject summary(CallEntry.Quality quality) {
        return new JsonObject()
                .put("verdict", quality.verdict())
                .put("number", ErrorCatalogue.ofSound(quality.verdict()))
                .put("message", quality.sentence())
                .put("fault", quality.fault())
                .put("callerMos", quality.caller().mos())
                .put("calleeMos", quality.callee().mos());
    }

    /** Everything that is known of the sound. */
    static JsonObject quality(CallEntry.Quality quality) {
        return new JsonObject()
                .put("verdict", quality.verdict())
                .put("number", ErrorCatalogue.ofSound(quality.verdict()))
                .put("message", quality.sentence())
                .put("fault", quality.fault())
                .put("caller", leg(quality.caller()))
                .put("callee", leg(quality.callee()));
    }

    private static JsonObject leg(CallEntry.Leg leg) {
        return new JsonObject()
                .put("kind", leg.kind())
                .put("codec", leg.codec())
                .put("received", leg.received())
                .put("lost", leg.lost())
                .put("late", leg.late())
                .put("refused", leg.refused())
                .put("concealed", leg.concealed())
                .put("restored", leg.restored())
                .put("sent", leg.sent())
                .put("peerLost", leg.peerLost())
                .put("jitterMillis", leg.jitterMs())
                .put("bufferMillis", leg.bufferMs())
                .put("roundTripMillis", leg.roundTripMs())
                .put("mos", leg.mos())
                .put("mosWorst", leg.mosWorst());
    }

    static JsonObject assignment(Assignment assignment) {
        return new JsonObject()
                .put("assignee", assignment.assignee())
                .put("by", assignment.by())
                .put("at", assignment.at().toString());
    }

    static JsonArray notes(List<Note> notes) {
        JsonArray all = new JsonArray();
        notes.forEach(note -> all.add(note(note)));
        return all;
    }

    static JsonObject note(Note note) {
        return new JsonObject()
                .put("id", note.id())
                .put("author", note.author())
                .put("text", note.text())
                .put("created", note.created().toString());
    }

    static JsonArray recordings(List<RecordingEntry> recordings) {
        JsonArray all = new JsonArray();
        recordings.forEach(one -> all.add(recording(one)));
        return all;
    }

    static JsonObject recording(RecordingEntry one) {
        return new JsonObject()
                .put("id", one.id())
                .put("call", one.call())
                .put("state", Asked.word(one.state()))
                .put("mediaType", one.mediaType())
                .put("by", one.by())
                .put("started", one.started().toString())
                .put("seconds", one.millis() / 1000.0)
                .put("bytes", one.bytes())
                .put("message", one.sentence());
    }
}
