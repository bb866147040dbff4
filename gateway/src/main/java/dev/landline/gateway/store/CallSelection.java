package dev.landline.gateway.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The conditions of a statement on {@code calls c}, and their values. Values are always bound, never written into SQL. */
final class CallSelection {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private CallSelection() {}

    static CallSelection of(Scope scope, CallFilter filter) {
        CallSelection selection = new CallSelection();
        switch (scope) {
            case Scope.Everybody() -> {}
            case Scope.Of(String person) ->
                selection.add(
                        "(c.assignee = :me or exists (select 1 from call_people p where p.call_id = c.id and p.person = :me))",
                        "me",
                        person);
        }
        filter.from().ifPresent(from -> selection.add("c.started >= :from", "from", from));
        filter.to().ifPresent(to -> selection.add("c.started < :to", "to", to));
        filter.direction().ifPresent(way -> selection.add("c.direction = :direction", "direction", way.name()));
        filter.outcome().ifPresent(outcome -> selection.add("c.outcome = :outcome", "outcome", outcome.name()));
        filter.number().ifPresent(number -> selection.add(NUMBER, "number", like(number)));
        filter.tag()
                .ifPresent(tag -> selection.add(
                        "exists (select 1 from call_tags t where t.call_id = c.id and t.tag = :tag)", "tag", tag));
        filter.assignee().ifPresent(assignee -> selection.add("c.assignee = :assignee", "assignee", assignee));
        filter.person()
                .ifPresent(person -> selection.add(
                        "exists (select 1 from call_people q where q.call_id = c.id and q.person = :person)",
                        "person",
                        person));
        return selection;
    }

    private static final String NUMBER =
            "(lower(c.caller) like :number escape '!' or lower(c.callee) like :number escape '!'"
                    + " or lower(c.caller_name) like :number escape '!' or lower(c.callee_name) like :number escape '!')";

    /** A pattern that finds the text anywhere, whatever signs are in it. */
    static String like(String text) {
        String plain = text.toLowerCase(Locale.ROOT)
                .replace("\0", "")
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
        return "%" + plain + "%";
    }

    void add(String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
    }

    /** Only what comes after the last call of a page. */
    void after(CallView.Cursor last) {
        conditions.add("(c.started < :lastStarted or (c.started = :lastStarted and c.id < :lastId))");
        values.put("lastStarted", Instant.ofEpochMilli(last.startedMillis()));
        values.put("lastId", last.id());
    }

    String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    Map<String, Object> values() {
        return values;
    }
}
