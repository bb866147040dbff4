package dev.landline.gateway.store;

import dev.landline.gateway.store.CallEntry.Direction;
import dev.landline.gateway.store.CallEntry.Leg;
import dev.landline.gateway.store.CallEntry.Outcome;
import dev.landline.gateway.store.CallEntry.Quality;
import dev.landline.gateway.store.CallEntry.Side;
import dev.landline.gateway.store.CallEntry.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatement;

/** Between rows of {@code calls} and {@code call_legs} and their records. */
final class CallRows {

    private static final Leg UNKNOWN = new Leg("", "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private CallRows() {}

    /** A row of {@code calls}, without what other tables say. */
    static CallEntry call(ResultSet row, Map<String, Leg> legs, Set<String> people) throws SQLException {
        Optional<Trouble> trouble = text(row, "failure").map(code -> troubleOf(row, code));
        Optional<Quality> quality = text(row, "verdict").map(verdict -> qualityOf(row, verdict, legs));
        return new CallEntry(
                row.getString("id"),
                Direction.valueOf(row.getString("direction")),
                Outcome.valueOf(row.getString("outcome")),
                side(row, "caller"),
                side(row, "callee"),
                row.getTimestamp("started").toInstant(),
                time(row, "answered"),
                row.getTimestamp("ended").toInstant(),
                trouble,
                quality,
                people);
    }

    private static Side side(ResultSet row, String which) throws SQLException {
        return new Side(
                row.getString(which),
                row.getString(which + "_name"),
                text(row, which + "_user"),
                text(row, which + "_trunk"));
    }

    private static Trouble troubleOf(ResultSet row, String code) {
        try {
            return new Trouble(
                    code,
                    row.getString("sentence"),
                    row.getString("blame"),
                    row.getInt("sip_status"),
                    row.getInt("q850"));
        } catch (SQLException e) {
            throw new IllegalStateException("a column is missing", e);
        }
    }

    private static Quality qualityOf(ResultSet row, String verdict, Map<String, Leg> legs) {
        try {
            return new Quality(
                    verdict,
                    row.getString("verdict_words"),
                    row.getString("verdict_fault"),
                    legs.getOrDefault("caller", UNKNOWN),
                    legs.getOrDefault("callee", UNKNOWN));
        } catch (SQLException e) {
            throw new IllegalStateException("a column is missing", e);
        }
    }

    static Leg leg(ResultSet row) throws SQLException {
        return new Leg(
                row.getString("kind"),
                row.getString("codec"),
                row.getLong("received"),
                row.getLong("lost"),
                row.getLong("late"),
                row.getLong("refused"),
                row.getLong("concealed"),
                row.getLong("restored"),
                row.getLong("sent"),
                row.getLong("peer_lost"),
                row.getDouble("jitter_ms"),
                row.getDouble("buffer_ms"),
                row.getDouble("round_trip_ms"),
                row.getDouble("mos"),
                row.getDouble("mos_worst"));
    }

    static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    static <S extends SqlStatement<S>> S bind(S statement, CallEntry call) {
        return bindEnd(bindSides(statement, call), call);
    }

    private static <S extends SqlStatement<S>> S bindSides(S statement, CallEntry call) {
        return statement
                .bind("id", call.id())
                .bind("direction", call.direction().name())
                .bind("outcome", call.outcome().name())
                .bind("caller", clip(call.caller().address(), 256))
                .bind("caller_name", clip(call.caller().name(), 128))
                .bind("caller_user", call.caller().account().orElse(null))
                .bind("caller_trunk", call.caller().trunk().orElse(null))
                .bind("callee", clip(call.callee().address(), 256))
                .bind("callee_name", clip(call.callee().name(), 128))
                .bind("callee_user", call.callee().account().orElse(null))
                .bind("callee_trunk", call.callee().trunk().orElse(null))
                .bind("started", call.started())
                .bind("answered", call.answered().orElse(null))
                .bind("ended", call.ended())
                .bind("quarter", (int) (call.started().getEpochSecond() / CallFigures.QUARTER_SECONDS))
                .bind("wait_millis", call.waited().toMillis())
                .bind("talk_millis", call.talked().toMillis());
    }

    private static <S extends SqlStatement<S>> S bindEnd(S statement, CallEntry call) {
        Optional<Trouble> trouble = call.trouble();
        Optional<Quality> quality = call.quality();
        return statement
                .bind("failure", trouble.map(Trouble::code).orElse(null))
                .bind("sentence", trouble.map(why -> clip(why.sentence(), 256)).orElse(null))
                .bind("blame", trouble.map(Trouble::blame).orElse(null))
                .bind("sip_status", trouble.map(Trouble::sipStatus).orElse(null))
                .bind("q850", trouble.map(Trouble::q850).orElse(null))
                .bind("verdict", quality.map(Quality::verdict).orElse(null))
                .bind(
                        "verdict_words",
                        quality.map(sound -> clip(sound.sentence(), 512)).orElse(null))
                .bind("verdict_fault", quality.map(Quality::fault).orElse(null));
    }

    static <S extends SqlStatement<S>> S bind(S statement, String call, String side, Leg leg) {
        return statement
                .bind("call", call)
                .bind("side", side)
                .bind("kind", leg.kind())
                .bind("codec", clip(leg.codec(), 64))
                .bind("received", leg.received())
                .bind("lost", leg.lost())
                .bind("late", leg.late())
                .bind("refused", leg.refused())
                .bind("concealed", leg.concealed())
                .bind("restored", leg.restored())
                .bind("sent", leg.sent())
                .bind("peer_lost", leg.peerLost())
                .bind("jitter_ms", leg.jitterMs())
                .bind("buffer_ms", leg.bufferMs())
                .bind("round_trip_ms", leg.roundTripMs())
                .bind("mos", leg.mos())
                .bind("mos_worst", leg.mosWorst());
    }

    /** No text of a peer is too long for its column, and PostgreSQL takes no NUL. */
    static String clip(String text, int length) {
        String clean = text.replace("\0", "");
        return clean.length() <= length ? clean : clean.substring(0, length);
    }
}
