package dev.landline.gateway.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/** Sums over calls. */
public final class CallFigures {

    /** Calls are counted in quarters of an hour, which add up to hours and days of every time zone. */
    public static final int QUARTER_SECONDS = 900;

    private final StoreAccess access;

    CallFigures(StoreAccess access) {
        this.access = access;
    }

    /**
     * Sums over a time.
     *
     * @param averageWait of inbound calls that were answered, from their coming to the answer
     * @param averageTalk of calls that were answered
     */
    public record Totals(
            long total,
            long inbound,
            long outbound,
            long answered,
            long missed,
            Duration averageWait,
            Duration averageTalk) {}

    /** A quarter of an hour in which there were calls. */
    public record Quarter(Instant begin, long total, long inbound, long answered, long missed) {}

    public Totals totals(Scope scope, CallFilter filter) {
        return access.in(handle -> {
            CallSelection selection = CallSelection.of(scope, filter);
            Query query = handle.createQuery("""
                    select count(*) as total,
                        sum(case when c.direction = 'INBOUND' then 1 else 0 end) as inbound,
                        sum(case when c.direction = 'OUTBOUND' then 1 else 0 end) as outbound,
                        sum(case when c.outcome = 'ANSWERED' then 1 else 0 end) as answered,
                        sum(case when c.outcome = 'MISSED' and c.direction <> 'OUTBOUND' then 1 else 0 end) as missed,
                        avg(case when c.direction = 'INBOUND' and c.outcome = 'ANSWERED' then c.wait_millis end) as waited,
                        avg(case when c.outcome = 'ANSWERED' then c.talk_millis end) as talked
                    from calls c""" + selection.where());
            selection.values().forEach(query::bind);
            return query.map((row, _) -> new Totals(
                            row.getLong("total"),
                            row.getLong("inbound"),
                            row.getLong("outbound"),
                            row.getLong("answered"),
                            row.getLong("missed"),
                            Duration.ofMillis(Math.round(row.getDouble("waited"))),
                            Duration.ofMillis(Math.round(row.getDouble("talked")))))
                    .one();
        });
    }

    /** The quarters in which there were calls, in order. */
    public List<Quarter> quarters(Scope scope, CallFilter filter) {
        return access.in(handle -> {
            CallSelection selection = CallSelection.of(scope, filter);
            Query query = handle.createQuery("""
                    select c.quarter as quarter, count(*) as total,
                        sum(case when c.direction = 'INBOUND' then 1 else 0 end) as inbound,
                        sum(case when c.outcome = 'ANSWERED' then 1 else 0 end) as answered,
                        sum(case when c.outcome = 'MISSED' and c.direction <> 'OUTBOUND' then 1 else 0 end) as missed
                    from calls c""" + selection.where() + " group by c.quarter order by c.quarter");
            selection.values().forEach(query::bind);
            return query.map((row, _) -> new Quarter(
                            Instant.ofEpochSecond(row.getLong("quarter") * QUARTER_SECONDS),
                            row.getLong("total"),
                            row.getLong("inbound"),
                            row.getLong("answered"),
                            row.getLong("missed")))
                    .list();
        });
    }
}
