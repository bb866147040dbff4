package dev.landline.gateway.web.api;

import dev.landline.gateway.store.CallEntry;
import dev.landline.gateway.store.CallFilter;
import dev.landline.gateway.store.CallLog;
import dev.landline.gateway.store.CallView;
import dev.landline.gateway.store.CallView.Cursor;
import dev.landline.gateway.store.CallView.Page;
import dev.landline.gateway.store.Scope;
import dev.landline.gateway.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A list of calls as comma-separated values (RFC 4180), for spreadsheets. */
final class CallCsv {

    /** Most lines; a longer list is asked for in parts, by {@code from} and {@code to}. */
    private static final int LINES_MAX = 50_000;

    private static final List<String> TITLES = List.of(
            "id",
            "started",
            "direction",
            "outcome",
            "caller",
            "callerName",
            "callee",
            "calleeName",
            "trunk",
            "waitSeconds",
            "talkSeconds",
            "failure",
            "callerMos",
            "calleeMos",
            "tags",
            "assignee");

    private CallCsv() {}

    static String of(Store store, Scope scope, CallFilter filter) {
        StringBuilder text = new StringBuilder();
        line(text, TITLES);
        Optional<Cursor> next = Optional.empty();
        int lines = 0;
        do {
            Page page = store.calls().list(scope, filter, next, CallLog.PAGE_MAX);
            page.calls().forEach(view -> line(text, values(view)));
            lines += page.calls().size();
            next = page.next();
        } while (next.isPresent() && lines < LINES_MAX);
        return text.toString();
    }

    private static List<String> values(CallView view) {
        CallEntry call = view.call();
        return List.of(
                call.id(),
                call.started().toString(),
                Asked.word(call.direction()),
                Asked.word(call.outcome()),
                call.caller().address(),
                call.caller().name(),
                call.callee().address(),
                call.callee().name(),
                call.caller().trunk().or(() -> call.callee().trunk()).orElse(""),
                Double.toString(call.waited().toMillis() / 1000.0),
                Double.toString(call.talked().toMillis() / 1000.0),
                call.trouble().map(CallEntry.Trouble::code).orElse(""),
                call.quality()
                        .map(sound -> Double.toString(sound.caller().mos()))
                        .orElse(""),
                call.quality()
                        .map(sound -> Double.toString(sound.callee().mos()))
                        .orElse(""),
                view.tags().stream().sorted().collect(Collectors.joining(" ")),
                view.assignment().map(one -> one.assignee()).orElse(""));
    }

    private static void line(StringBuilder text, List<String> values) {
        text.append(values.stream().map(CallCsv::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /**
     * A value that a spreadsheet takes for text: what begins like a formula gets an apostrophe in front, because names come
     * from strangers. A telephone number keeps its plus.
     */
    private static String quoted(String value) {
        boolean formula =
                Stream.of("=", "+", "-", "@", "\t", "\r").anyMatch(value::startsWith) && !value.matches("[+-]?[0-9.]*");
        String safe = formula ? "'" + value : value;
        return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
