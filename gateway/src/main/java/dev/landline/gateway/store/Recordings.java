package dev.landline.gateway.store;

import dev.landline.gateway.store.RecordingEntry.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What is known of the files with the sound of calls, and who listened to them. */
public final class Recordings {

    private final StoreAccess access;

    Recordings(StoreAccess access) {
        this.access = access;
    }

    /** Writes how a recording stands now, be it new or known. */
    static void write(StoreAccess access, RecordingEntry recording) {
        access.in(handle -> {
            int known = handle.createUpdate("""
                            update recordings set file = :file, state = :state, millis = :millis, bytes = :bytes,
                                sentence = :sentence where id = :id
                            """)
                    .bind("id", recording.id())
                    .bind("file", recording.file())
                    .bind("state", recording.state().name())
                    .bind("millis", recording.millis())
                    .bind("bytes", recording.bytes())
                    .bind("sentence", CallRows.clip(recording.sentence(), 256))
                    .execute();
            if (known == 0) {
                insert(handle, recording);
            }
            return known;
        });
    }

    private static void insert(Handle handle, RecordingEntry recording) {
        handle.createUpdate("""
                        insert into recordings (id, call_id, file, media_type, state, recorded_by, started, millis, bytes,
                            sentence)
                        values (:id, :call, :file, :type, :state, :by, :started, :millis, :bytes, :sentence)
                        """)
                .bind("id", recording.id())
                .bind("call", recording.call())
                .bind("file", recording.file())
                .bind("type", recording.mediaType())
                .bind("state", recording.state().name())
                .bind("by", recording.by())
                .bind("started", recording.started())
                .bind("millis", recording.millis())
                .bind("bytes", recording.bytes())
                .bind("sentence", CallRows.clip(recording.sentence(), 256))
                .execute();
    }

    /** The recordings of one call, in order. */
    public List<RecordingEntry> ofCall(String call) {
        return access.in(
                handle -> handle.createQuery("select * from recordings where call_id = :call order by started, id")
                        .bind("call", call)
                        .map((row, _) -> entry(row))
                        .list());
    }

    public Optional<RecordingEntry> recording(String id) {
        return access.in(handle -> handle.createQuery("select * from recordings where id = :id")
                .bind("id", id)
                .map((row, _) -> entry(row))
                .findFirst());
    }

    /**
     * The newest recordings that can be played, of calls in which the person took part.
     *
     * @param skip how many to leave out first
     */
    public List<RecordingEntry> list(Scope scope, int skip, int most) {
        String mine = switch (scope) {
            case Scope.Everybody() -> "";
            case Scope.Of _ ->
                " and exists (select 1 from call_people p where p.call_id = r.call_id and p.person = :me)";
        };
        String me = switch (scope) {
            case Scope.Everybody() -> "";
            case Scope.Of(String person) -> person;
        };
        return access.in(handle -> {
            var query = handle.createQuery("select r.* from recordings r where r.state = 'KEPT'" + mine
                    + " order by r.started desc, r.id limit :most offset :skip");
            if (!mine.isEmpty()) {
                query.bind("me", me);
            }
            return query.bind("most", Math.clamp(most, 1, CallLog.PAGE_MAX))
                    .bind("skip", skip)
                    .map((row, _) -> entry(row))
                    .list();
        });
    }

    /** Recordings that began before and whose files may be there still; the oldest first, a hundred at most. */
    public List<RecordingEntry> overdue(Instant before) {
        return access.in(handle -> handle.createQuery(
                        "select * from recordings where started < :before and state <> 'DELETED' order by started limit 100")
                .bind("before", before)
                .map((row, _) -> entry(row))
                .list());
    }

    /** Notes that the file is deleted. */
    public void deleted(String recording) {
        access.in(handle -> handle.createUpdate("update recordings set state = 'DELETED' where id = :id")
                .bind("id", recording)
                .execute());
    }

    /** Notes that somebody asked for a file. */
    public void heard(String recording, String person, String address, Instant now) {
        access.in(handle -> handle.createUpdate(
                        "insert into recording_access (recording_id, person, address, at) values (:id, :person, :address, :at)")
                .bind("id", recording)
                .bind("person", person)
                .bind("address", CallRows.clip(address, 64))
                .bind("at", now)
                .execute());
    }

    /** Who asked for the file, the first first. */
    public List<Access> accesses(String recording) {
        return access.in(handle -> handle.createQuery(
                        "select * from recording_access where recording_id = :id order by id")
                .bind("id", recording)
                .map((row, _) -> new Access(
                        row.getString("person"),
                        row.getString("address"),
                        row.getTimestamp("at").toInstant()))
                .list());
    }

    /** Somebody asked for a file. */
    public record Access(String person, String address, Instant at) {}

    private static RecordingEntry entry(ResultSet row) throws SQLException {
        return new RecordingEntry(
                row.getString("id"),
                row.getString("call_id"),
                row.getString("file"),
                row.getString("media_type"),
                State.valueOf(row.getString("state")),
                row.getString("recorded_by"),
                row.getTimestamp("started").toInstant(),
                row.getLong("millis"),
                row.getLong("bytes"),
                row.getString("sentence"));
    }
}
