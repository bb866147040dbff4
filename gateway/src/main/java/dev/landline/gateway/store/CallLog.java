package dev.landline.gateway.store;

import dev.landline.gateway.store.CallEntry.Quality;
import dev.landline.gateway.store.CallView.Cursor;
import dev.landline.gateway.store.CallView.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** The calls that are over. */
public final class CallLog {

    /** Most calls of one page. */
    public static final int PAGE_MAX = 500;

    private static final String INSERT = """
            insert into calls (id, direction, outcome, caller, caller_name, caller_user, caller_trunk, callee,
                callee_name, callee_user, callee_trunk, started, answered, ended, quarter, wait_millis, talk_millis,
                failure, sentence, blame, sip_status, q850, verdict, verdict_words, verdict_fault)
            values (:id, :direction, :outcome, :caller, :caller_name, :caller_user, :caller_trunk, :callee,
                :callee_name, :callee_user, :callee_trunk, :started, :answered, :ended, :quarter, :wait_millis,
                :talk_millis, :failure, :sentence, :blame, :sip_status, :q850, :verdict, :verdict_words, :verdict_fault)
            """;
    private static final String INSERT_LEG = """
            insert into call_legs (call_id, side, kind, codec, received, lost, late, refused, concealed, restored,
                sent, peer_lost, jitter_ms, buffer_ms, round_trip_ms, mos, mos_worst)
            values (:call, :side, :kind, :codec, :received, :lost, :late, :refused, :concealed, :restored,
                :sent, :peer_lost, :jitter_ms, :buffer_ms, :round_trip_ms, :mos, :mos_worst)
            """;

    private final StoreAccess access;

    CallLog(StoreAccess access) {
        this.access = access;
    }

    /** Writes a call; does nothing when it is there already. */
    static void write(StoreAccess access, CallEntry call) {
        try {
            access.in(handle -> {
                insert(handle, call);
                return call;
            });
        } catch (StoreDown e) {
            throw e;
        } catch (RuntimeException e) {
            if (!Database.isDuplicate(e)) {
                throw e;
            }
        }
    }

    private static void insert(Handle handle, CallEntry call) {
        CallRows.bind(handle.createUpdate(INSERT), call).execute();
        PreparedBatch people = handle.prepareBatch("insert into call_people (call_id, person) values (:call, :person)");
        call.people()
                .forEach(person ->
                        people.bind("call", call.id()).bind("person", person).add());
        if (people.size() > 0) {
            people.execute();
        }
        if (call.quality().isPresent()) {
            Quality quality = call.quality().get();
            CallRows.bind(handle.createUpdate(INSERT_LEG), call.id(), "caller", quality.caller())
                    .execute();
            CallRows.bind(handle.createUpdate(INSERT_LEG), call.id(), "callee", quality.callee())
                    .execute();
        }
    }

    /** Deletes the calls that started before, with all that belongs to them; returns how many. */
    static int forget(StoreAccess access, Instant before) {
        return access.in(handle -> {
            for (String table : List.of("call_people", "call_legs", "notes", "call_tags")) {
                handle.createUpdate("delete from " + table
                                + " where call_id in (select id from calls where started < :before)")
                        .bind("before", before)
                        .execute();
            }
            return handle.createUpdate("delete from calls where started < :before")
                    .bind("before", before)
                    .execute();
        });
    }

    /** One call; empty when there is none or it is not in this scope. */
    public Optional<CallView> call(Scope scope, String id) {
        return access.in(handle -> {
            CallSelection selection = CallSelection.of(scope, CallFilter.ALL);
            selection.add("c.id = :id", "id", id);
            return views(handle, selection, 1).stream().findFirst();
        });
    }

    /**
     * The newest calls that the filter lets through.
     *
     * @param after the last call of the page before
     * @param size 1 to {@link #PAGE_MAX}
     */
    public Page list(Scope scope, CallFilter filter, Optional<Cursor> after, int size) {
        return access.in(handle -> {
            CallSelection selection = CallSelection.of(scope, filter);
            after.ifPresent(selection::after);
            List<CallView> found = views(handle, selection, Math.clamp(size, 1, PAGE_MAX) + 1);
            if (found.size() <= size) {
                return new Page(found, Optional.empty());
            }
            List<CallView> page = found.subList(0, size);
            CallEntry last = page.getLast().call();
            return new Page(page, Optional.of(new Cursor(last.started().toEpochMilli(), last.id())));
        });
    }

    private static List<CallView> views(Handle handle, CallSelection selection, int most) {
        Query query = handle.createQuery(
                "select c.id from calls c" + selection.where() + " order by c.started desc, c.id desc limit :most");
        selection.values().forEach(query::bind);
        List<String> ids = query.bind("most", most).mapTo(String.class).list();
        return ids.isEmpty() ? List.of() : CallDetails.of(handle, ids).views();
    }
}
