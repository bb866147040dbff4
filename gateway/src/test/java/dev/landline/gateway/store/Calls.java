package dev.landline.gateway.store;

import dev.landline.gateway.store.CallEntry.Direction;
import dev.landline.gateway.store.CallEntry.Leg;
import dev.landline.gateway.store.CallEntry.Outcome;
import dev.landline.gateway.store.CallEntry.Quality;
import dev.landline.gateway.store.CallEntry.Side;
import dev.landline.gateway.store.CallEntry.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Calls to keep. */
public final class Calls {

    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00.125Z");

    private Calls() {}

    /** Somebody's call from a telephone, answered after four seconds and a minute long. */
    public static CallEntry inbound(String id, String user, Instant started) {
        Instant answered = started.plusSeconds(4);
        return new CallEntry(
                id,
                Direction.INBOUND,
                Outcome.ANSWERED,
                new Side("+442079460002", "Carla 100%", Optional.empty(), Optional.of("pbx")),
                new Side(user, "", Optional.of(user), Optional.empty()),
                started,
                Optional.of(answered),
                answered.plus(Duration.ofMinutes(1)),
                Optional.empty(),
                Optional.of(new Quality(
                        "fine", "Sound flows both ways", "nobody", leg("trunk", 4.25), leg("browser", 4.5))),
                Set.of(user));
    }

    /** Somebody's call to a number that nobody answered. */
    public static CallEntry missed(String id, String user, Instant started) {
        return new CallEntry(
                id,
                Direction.OUTBOUND,
                Outcome.MISSED,
                new Side(user, "", Optional.of(user), Optional.empty()),
                new Side("+441632960001", "", Optional.empty(), Optional.of("pbx")),
                started,
                Optional.empty(),
                started.plusSeconds(60),
                Optional.of(new Trouble("no-answer", "Nobody answered", "callee", 480, 19)),
                Optional.empty(),
                Set.of(user));
    }

    private static Leg leg(String kind, double mos) {
        return new Leg(kind, "PCMA", 3000, 5, 1, 0, 4, 2, 3001, 0, 1.5, 40, 12.5, mos, 3.9);
    }
}
