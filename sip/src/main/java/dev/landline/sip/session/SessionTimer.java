package dev.landline.sip.session;

import dev.landline.sip.session.SessionExpires.Refresher;
import java.util.Optional;

/**
 * The session timer of one leg (RFC 4028). Pure: what is negotiated goes in, the times to act come out.
 *
 * @param terms what we want
 * @param minSeconds the shortest session that this peer has told us it accepts
 * @param seconds the negotiated length; 0 while no timer runs
 * @param weRefresh whether the next refresh is ours
 * @param agreed the peer knows timers and counts the same time; otherwise only we do
 */
public record SessionTimer(TimerTerms terms, long minSeconds, long seconds, boolean weRefresh, boolean agreed) {

    /** A peer that wants less often than once in this time is not followed. */
    private static final long HIGHEST_MIN_SECONDS = 86_400;

    /** How a request of the peer that starts or refreshes a session is answered. */
    public sealed interface Answer {

        /** 422 with this Min-SE. */
        record TooSmall(long minSeconds) implements Answer {}

        /**
         * Accepted.
         *
         * @param header Session-Expires of the 2xx; empty when no timer runs
         * @param required whether the 2xx must say {@code Require: timer}: the peer is to refresh (section 9)
         */
        record Running(SessionTimer timer, Optional<SessionExpires> header, boolean required) implements Answer {}
    }

    public static SessionTimer of(TimerTerms terms) {
        return new SessionTimer(terms, TimerTerms.SHORTEST_SECONDS, 0, false, false);
    }

    /** Whether a timer runs. */
    public boolean runs() {
        return seconds > 0;
    }

    /** Session-Expires of our INVITE; empty when timers are the peer's affair. */
    public Optional<SessionExpires> wish() {
        return terms.expiresSeconds() == 0
                ? Optional.empty()
                : Optional.of(new SessionExpires(Math.max(terms.expiresSeconds(), minSeconds), Refresher.UNSAID));
    }

    /** Min-SE of our INVITE, where it is not the value that goes without saying. */
    public Optional<Long> minimum() {
        long least = Math.max(terms.minSeconds(), minSeconds);
        return least == TimerTerms.SHORTEST_SECONDS ? Optional.empty() : Optional.of(least);
    }

    /** A 422: the same again with the raised value (section 7.3); empty when it says nothing that we can follow. */
    public Optional<SessionTimer> raised(long peerMinSeconds) {
        long wished = Math.max(Math.max(terms.expiresSeconds(), minSeconds), seconds);
        return peerMinSeconds > wished && peerMinSeconds <= HIGHEST_MIN_SECONDS
                ? Optional.of(new SessionTimer(terms, peerMinSeconds, seconds, weRefresh, agreed))
                : Optional.empty();
    }

    /**
     * A 2xx to our INVITE or refresh (section 7.2). A peer that knows no timers says nothing: then we refresh, so that its
     * leg does not outlive it.
     */
    public SessionTimer answered(Optional<SessionExpires> said) {
        if (said.isPresent() && said.get().seconds() > 0) {
            return running(said.get().seconds(), said.get().refresher() != Refresher.UAS, true);
        }
        long alone = terms.expiresSeconds() == 0 ? 0 : Math.max(terms.expiresSeconds(), minSeconds);
        return running(alone, alone > 0, false);
    }

    /**
     * A request of the peer: its INVITE, re-INVITE or UPDATE (section 9).
     *
     * @param wished its Session-Expires
     * @param least its Min-SE, 0 when it says none
     * @param knowsTimers whether it says {@code Supported: timer}
     * @param rather who is to refresh when the peer leaves the choice to us
     */
    public Answer requested(Optional<SessionExpires> wished, long least, boolean knowsTimers, Refresher rather) {
        if (wished.isPresent() && knowsTimers && wished.get().seconds() < terms.minSeconds()) {
            return new Answer.TooSmall(terms.minSeconds());
        }
        long ours = runs() ? seconds : terms.expiresSeconds();
        if (wished.isEmpty() && ours == 0) {
            return new Answer.Running(running(0, false, false), Optional.empty(), false);
        }
        long asked = wished.map(SessionExpires::seconds).orElse(ours);
        long chosen = ours == 0 ? asked : Math.min(asked, ours);
        long length = Math.max(chosen, Math.max(least, terms.minSeconds()));
        Refresher refresher = refresher(wished, knowsTimers, rather);
        return new Answer.Running(
                running(length, refresher == Refresher.UAS, knowsTimers),
                Optional.of(new SessionExpires(length, refresher)),
                refresher == Refresher.UAC);
    }

    /** RFC 4028 table 2: a peer that knows timers and names a refresher has it its way. */
    private static Refresher refresher(Optional<SessionExpires> wished, boolean knowsTimers, Refresher rather) {
        if (!knowsTimers) {
            return Refresher.UAS;
        }
        return wished.map(SessionExpires::refresher)
                .filter(named -> named != Refresher.UNSAID)
                .orElse(rather);
    }

    /** Session-Expires of a refresh of ours. */
    public SessionExpires refresh() {
        return new SessionExpires(Math.max(seconds, minSeconds), weRefresh ? Refresher.UAC : Refresher.UAS);
    }

    /** When our refresh is due, from the negotiation on: half-way (section 10). */
    public long refreshAfterMillis() {
        return seconds * 500;
    }

    /** When the session is over, from the negotiation on: a little before the end that the peer knows (section 10). */
    public long endAfterMillis() {
        return (seconds - Math.min(32, seconds / 3)) * 1_000;
    }

    private SessionTimer running(long length, boolean ours, boolean both) {
        return new SessionTimer(terms, minSeconds, length, ours, both);
    }
}
