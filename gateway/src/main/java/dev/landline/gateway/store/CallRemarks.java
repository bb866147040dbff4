package dev.landline.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** What people add to calls, while they go on and afterwards. Who may is decided by whoever asks. */
public final class CallRemarks {

    /** Most tags of one call. */
    public static final int TAGS_MAX = 20;

    private final StoreAccess access;

    CallRemarks(StoreAccess access) {
        this.access = access;
    }

    /** The notes of a call, the oldest first. */
    public List<Note> notes(String call) {
        return access.in(handle -> handle.createQuery("select * from notes where call_id = :call order by id")
                .bind("call", call)
                .map((row, _) -> new Note(
                        row.getLong("id"),
                        row.getString("author"),
                        row.getString("text"),
                        row.getTimestamp("created").toInstant()))
                .list());
    }

    /** Adds a note; empty when the call has {@link Note#COUNT_MAX} already. */
    public Optional<Note> add(String call, String author, String text, Instant now) {
        return access.in(handle -> {
            int already = handle.createQuery("select count(*) from notes where call_id = :call")
                    .bind("call", call)
                    .mapTo(Integer.class)
                    .one();
            if (already >= Note.COUNT_MAX) {
                return Optional.empty();
            }
            String kept = CallRows.clip(text, Note.LENGTH_MAX);
            long id = handle.createUpdate(
                            "insert into notes (call_id, author, text, created) values (:call, :author, :text, :now)")
                    .bind("call", call)
                    .bind("author", author)
                    .bind("text", kept)
                    .bind("now", now)
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            return Optional.of(new Note(id, author, kept, now));
        });
    }

    /** Takes one's own note away; false when there is none of this author. */
    public boolean removeNote(String call, long note, String author) {
        return access.in(handle -> handle.createUpdate(
                                "delete from notes where id = :id and call_id = :call and author = :author")
                        .bind("id", note)
                        .bind("call", call)
                        .bind("author", author)
                        .execute())
                == 1;
    }

    public Set<String> tags(String call) {
        return access.in(handle -> new TreeSet<>(handle.createQuery("select tag from call_tags where call_id = :call")
                .bind("call", call)
                .mapTo(String.class)
                .list()));
    }

    /** Puts these tags in the place of those a call has; what stays keeps its author. */
    public void retag(String call, Set<String> tags, String author, Instant now) {
        try {
            access.in(handle -> replace(handle, call, tags, author, now));
        } catch (StoreDown e) {
            throw e;
        } catch (RuntimeException e) {
            // Somebody else has just put the same tag on: seen now.
            if (!Database.isDuplicate(e)) {
                throw e;
            }
            access.in(handle -> replace(handle, call, tags, author, now));
        }
    }

    private static boolean replace(Handle handle, String call, Set<String> tags, String author, Instant now) {
        Set<String> before = new TreeSet<>(handle.createQuery("select tag from call_tags where call_id = :call")
                .bind("call", call)
                .mapTo(String.class)
                .list());
        before.stream()
                .filter(tag -> !tags.contains(tag))
                .forEach(tag -> handle.createUpdate("delete from call_tags where call_id = :call and tag = :tag")
                        .bind("call", call)
                        .bind("tag", tag)
                        .execute());
        tags.stream()
                .filter(tag -> !before.contains(tag))
                .limit(TAGS_MAX)
                .forEach(tag -> handle.createUpdate(
                                "insert into call_tags (call_id, tag, author, created) values (:call, :tag, :author, :now)")
                        .bind("call", call)
                        .bind("tag", tag)
                        .bind("author", author)
                        .bind("now", now)
                        .execute());
        return true;
    }

    /** Gives a call that is over to somebody, or to nobody; false when there is no such call. */
    public boolean assign(String call, Optional<String> assignee, String by, Instant now) {
        return access.in(handle -> handle.createUpdate(
                                "update calls set assignee = :assignee, assigned_by = :by, assigned_at = :at where id = :call")
                        .bind("assignee", assignee.orElse(null))
                        .bind("by", assignee.map(_ -> by).orElse(null))
                        .bind("at", assignee.map(_ -> now).orElse(null))
                        .bind("call", call)
                        .execute())
                == 1;
    }
}
