package dev.landline.gateway.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A call that is over, as it is kept.
 *
 * @param id the same as in the log and on the admin port
 * @param caller who called
 * @param callee who was called, or answered
 * @param answered empty when nobody did
 * @param trouble why it did not come about or broke
 * @param quality how it sounded; empty when its sound was never opened
 * @param people the accounts that took part: it is their own call
 */
public record CallEntry(
        String id,
        Direction direction,
        Outcome outcome,
        Side caller,
        Side callee,
        Instant started,
        Optional<Instant> answered,
        Instant ended,
        Optional<Trouble> trouble,
        Optional<Quality> quality,
        Set<String> people) {

    /** Between whom. */
    public enum Direction {
        /** From a telephone to a person here. */
        INBOUND,
        /** From a person here to a telephone. */
        OUTBOUND,
        /** Between two people here. */
        INTERNAL,
        /** From one trunk to another. */
        TRANSIT
    }

    /** What became of it, in the words of a call list. */
    public enum Outcome {
        ANSWERED,
        /** It rang, and nobody answered in time, or the caller gave up. */
        MISSED,
        BUSY,
        /** Declined, barred, or a number that does not exist. */
        REFUSED,
        /** Something broke. */
        FAILED
    }

    /**
     * One side.
     *
     * @param address a number, a user name, or a SIP address: what one would dial to reach it
     * @param name empty when it is not known
     * @param account the person here
     * @param trunk the telephone line
     */
    public record Side(String address, String name, Optional<String> account, Optional<String> trunk) {}

    /**
     * Why it failed.
     *
     * @param code stable, lower case with dashes
     * @param sentence for a person
     * @param blame caller, callee, trunk or us
     */
    public record Trouble(String code, String sentence, String blame, int sipStatus, int q850) {}

    /**
     * How it sounded.
     *
     * @param verdict code of the trouble that lasted longest, or of its absence
     * @param sentence the same in words
     * @param fault whose it was
     */
    public record Quality(String verdict, String sentence, String fault, Leg caller, Leg callee) {}

    /**
     * Numbers of one leg over the whole call. Packets, and milliseconds.
     *
     * @param kind browser or trunk
     * @param mos estimated, 1 to 4.5; 0 when it was never measured
     */
    public record Leg(
            String kind,
            String codec,
            long received,
            long lost,
            long late,
            long refused,
            long concealed,
            long restored,
            long sent,
            long peerLost,
            double jitterMs,
            double bufferMs,
            double roundTripMs,
            double mos,
            double mosWorst) {}

    public CallEntry {
        people = Set.copyOf(people);
    }

    /** From the first sign of the call to the answer, or to the end. */
    public Duration waited() {
        return Duration.between(started, answered.orElse(ended));
    }

    /** From the answer to the end. */
    public Duration talked() {
        return answered.map(from -> Duration.between(from, ended)).orElse(Duration.ZERO);
    }
}
