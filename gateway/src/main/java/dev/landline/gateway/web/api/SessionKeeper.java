package dev.landline.gateway.web.api;

import dev.landline.gateway.store.SignIns;
import dev.landline.gateway.store.SignIns.SignInEntry;
import dev.landline.gateway.store.StoreDown;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries sessions over a restart, as far as the database works: signing in never waits for it. Its methods block, and
 * belong on threads that may.
 */
final class SessionKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);

    private final ApiParts parts;
    private final Sessions sessions;
    private final InstantSource clock;
    private volatile boolean restored;

    SessionKeeper(ApiParts parts, Sessions sessions, InstantSource clock) {
        this.parts = parts;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Whether a cookie that is not known can be said to be worth nothing. */
    boolean restored() {
        return restored;
    }

    /** Takes up the sessions from before the restart; without a database, does nothing and may be called again. */
    synchronized void restore(long nowNanos) {
        if (restored) {
            return;
        }
        try {
            Instant now = clock.instant();
            for (SignInEntry kept : store().since(now.minus(parts.config().longest()), Sessions.MOST)) {
                if (parts.accounts().containsKey(kept.person())) {
                    long age = Math.max(0, now.toEpochMilli() - kept.begun().toEpochMilli());
                    sessions.restore(kept.hash(), kept.person(), nowNanos - age * 1_000_000, nowNanos);
                }
            }
            restored = true;
        } catch (StoreDown e) {
            LOG.debug("sessions cannot be restored yet: {}", e.getMessage());
        }
    }

    void keep(Session session) {
        Instant now = clock.instant();
        try {
            store().keep(
                            new SignInEntry(session.hash(), session.user(), now),
                            now.minus(parts.config().longest()));
        } catch (StoreDown e) {
            LOG.warn("a session will not outlast a restart: the database is down user={}", session.user());
        }
    }

    void forget(Session session) {
        try {
            store().forget(session.hash());
        } catch (StoreDown e) {
            LOG.warn("an ended session may come back after a restart: the database is down user={}", session.user());
        }
    }

    private SignIns store() {
        return parts.store().signIns();
    }
}
