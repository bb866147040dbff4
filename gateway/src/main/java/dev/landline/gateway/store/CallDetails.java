package dev.landline.gateway.store;

import dev.landline.gateway.store.CallEntry.Leg;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** All that the tables say of a few calls, one statement for each table. */
final class CallDetails {

    private final Handle handle;
    private final List<String> ids;
    private final Map<String, Map<String, Leg>> legs = new HashMap<>();
    private final Map<String, Set<String>> people = new HashMap<>();
    private final Map<String, Set<String>> tags = new HashMap<>();
    private final Map<String, Integer> notes = new HashMap<>();
    private final Map<String, Integer> recordings = new HashMap<>();

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private CallDetails(Handle handle, List<String> ids) {
        this.handle = handle;
        this.ids = ids;
    }

    /** @param ids of at least one call */
    static CallDetails of(Handle handle, List<String> ids) {
        CallDetails details = new CallDetails(handle, ids);
        details.each(
                "select * from call_legs where call_id in (<ids>)",
                row -> details.legs
                        .computeIfAbsent(row.getString("call_id"), _ -> new HashMap<>())
                        .put(row.getString("side"), CallRows.leg(row)));
        details.each(
                "select call_id, person from call_people where call_id in (<ids>)",
                row -> add(details.people, row.getString("call_id"), row.getString("person")));
        details.each(
                "select call_id, tag from call_tags where call_id in (<ids>)",
                row -> add(details.tags, row.getString("call_id"), row.getString("tag")));
        details.each(
                "select call_id, count(*) as many from notes where call_id in (<ids>) group by call_id",
                row -> details.notes.put(row.getString("call_id"), row.getInt("many")));
        details.each(
                "select call_id, count(*) as many from recordings where call_id in (<ids>) and state = 'KEPT'"
                        + " group by call_id",
                row -> details.recordings.put(row.getString("call_id"), row.getInt("many")));
        return details;
    }

    private static void add(Map<String, Set<String>> sets, String call, String value) {
        sets.computeIfAbsent(call, _ -> new HashSet<>()).add(value);
    }

    private Query query(String sql) {
        return handle.createQuery(sql).bindList("ids", ids);
    }

    private void each(String sql, Row taker) {
        query(sql)
                .map((row, _) -> {
                    taker.take(row);
                    return row;
                })
                .forEach(_ -> {});
    }

    /** The calls, the newest first. */
    List<CallView> views() {
        return query("select * from calls where id in (<ids>) order by started desc, id desc")
                .map((row, _) -> view(row))
                .list();
    }

    private CallView view(ResultSet row) throws SQLException {
        String id = row.getString("id");
        CallEntry call = CallRows.call(row, legs.getOrDefault(id, Map.of()), people.getOrDefault(id, Set.of()));
        Optional<Assignment> assignment = row.getString("assignee") == null
                ? Optional.empty()
                : Optional.of(new Assignment(
                        row.getString("assignee"),
                        row.getString("assigned_by"),
                        row.getTimestamp("assigned_at").toInstant()));
        return new CallView(
                call,
                tags.getOrDefault(id, Set.of()),
                assignment,
                notes.getOrDefault(id, 0),
                recordings.getOrDefault(id, 0));
    }
}
