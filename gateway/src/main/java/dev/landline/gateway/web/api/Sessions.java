package dev.landline.gateway.web.api;

import dev.landline.gateway.config.ApiConfig;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who has signed in. They end with the process. Safe from any thread; time is an argument. */
final class Sessions {

    /** Most at once; the one unused for longest goes when another begins. */
    static final int MOST = 20_000;

    /** Most of one person, likewise. */
    static final int MOST_EACH = 20;

    private static final int RANDOM_BYTES = 32;

    private final ApiConfig config;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Used> sessions = new HashMap<>();

    private record Used(Session session, long lastNanos) {}

    Sessions(ApiConfig config) {
        this.config = config;
    }

    synchronized Session begin(String user, long nowNanos) {
        sessions.values().removeIf(used -> isOver(used, nowNanos));
        makeRoom(user);
        Session session = new Session(word(), user, word(), nowNanos);
        sessions.put(session.id(), new Used(session, nowNanos));
        return session;
    }

    private void makeRoom(String user) {
        long each = sessions.values().stream()
                .filter(used -> used.session().user().equals(user))
                .count();
        if (each >= MOST_EACH || sessions.size() >= MOST) {
            sessions.values().stream()
                    .filter(used -> each < MOST_EACH || used.session().user().equals(user))
                    .min(Comparator.comparingLong(Used::lastNanos))
                    .ifPresent(oldest -> sessions.remove(oldest.session().id()));
        }
    }

    private String word() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The session that this cookie names, which is used now. */
    synchronized Optional<Session> find(String id, long nowNanos) {
        Used used = sessions.get(id);
        if (used == null) {
            return Optional.empty();
        }
        if (isOver(used, nowNanos)) {
            sessions.remove(id);
            return Optional.empty();
        }
        sessions.put(id, new Used(used.session(), nowNanos));
        return Optional.of(used.session());
    }

    /** Whether it still lasts; asking does not prolong it. */
    synchronized boolean lasts(Session session, long nowNanos) {
        Used used = sessions.get(session.id());
        return used != null && !isOver(used, nowNanos);
    }

    private boolean isOver(Used used, long nowNanos) {
        return nowNanos - used.lastNanos() > config.session().toNanos()
                || nowNanos - used.session().begunNanos() > config.longest().toNanos();
    }

    synchronized void end(Session session) {
        sessions.remove(session.id());
    }

    synchronized int size() {
        return sessions.size();
    }
}
