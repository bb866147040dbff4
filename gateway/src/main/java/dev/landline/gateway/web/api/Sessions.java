package dev.landline.gateway.web.api;

import dev.landline.gateway.config.ApiConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Who has signed in. Only the hash of each cookie is here, so that what is kept elsewhere opens no door. Safe from any
 * thread; time is an argument.
 */
final class Sessions {

    /** Most at once; the one unused for longest goes when another begins. */
    static final int MOST = 20_000;

    /** Most of one person, likewise. */
    static final int MOST_EACH = 20;

    private static final int RANDOM_BYTES = 32;

    private final ApiConfig config;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Used> sessions = new HashMap<>();

    private record Used(String user, long begunNanos, long lastNanos) {}

    /** A new session, and the cookie that names it from now on. */
    record Begun(String cookie, Session session) {

        @Override
        public String toString() {
            return "Begun[" + session + "]";
        }
    }

    Sessions(ApiConfig config) {
        this.config = config;
    }

    Begun begin(String user, long nowNanos) {
        String cookie = word();
        put(hash(cookie), user, nowNanos, nowNanos);
        return new Begun(cookie, session(cookie, hash(cookie), user, nowNanos));
    }

    /** One that began before a restart. */
    void restore(String hash, String user, long begunNanos, long nowNanos) {
        put(hash, user, begunNanos, nowNanos);
    }

    private synchronized void put(String hash, String user, long begunNanos, long nowNanos) {
        sessions.values().removeIf(used -> isOver(used, nowNanos));
        makeRoom(user);
        sessions.put(hash, new Used(user, begunNanos, nowNanos));
    }

    private void makeRoom(String user) {
        long each = sessions.values().stream()
                .filter(used -> used.user().equals(user))
                .count();
        if (each >= MOST_EACH || sessions.size() >= MOST) {
            sessions.entrySet().stream()
                    .filter(entry -> each < MOST_EACH || entry.getValue().user().equals(user))
                    .min(Comparator.comparingLong(entry -> entry.getValue().lastNanos()))
                    .ifPresent(oldest -> sessions.remove(oldest.getKey()));
        }
    }

    private String word() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The session that this cookie names, which is used now. */
    Optional<Session> find(String cookie, long nowNanos) {
        String hash = hash(cookie);
        return use(hash, nowNanos).map(used -> session(cookie, hash, used.user(), used.begunNanos()));
    }

    private synchronized Optional<Used> use(String hash, long nowNanos) {
        Used used = sessions.get(hash);
        if (used == null) {
            return Optional.empty();
        }
        if (isOver(used, nowNanos)) {
            sessions.remove(hash);
            return Optional.empty();
        }
        sessions.put(hash, new Used(used.user(), used.begunNanos(), nowNanos));
        return Optional.of(used);
    }

    /** Whether it still lasts; asking does not prolong it. */
    synchronized boolean lasts(Session session, long nowNanos) {
        Used used = sessions.get(session.hash());
        return used != null && !isOver(used, nowNanos);
    }

    private boolean isOver(Used used, long nowNanos) {
        return nowNanos - used.lastNanos() > config.session().toNanos()
                || nowNanos - used.begunNanos() > config.longest().toNanos();
    }

    synchronized void end(Session session) {
        sessions.remove(session.hash());
    }

    synchronized int size() {
        return sessions.size();
    }

    /** The token against foreign pages follows from the cookie, which no script and no other site can read. */
    private static Session session(String cookie, String hash, String user, long begunNanos) {
        byte[] csrf = digest("csrf " + cookie);
        return new Session(hash, user, Base64.getUrlEncoder().withoutPadding().encodeToString(csrf), begunNanos);
    }

    private static String hash(String cookie) {
        return HexFormat.of().formatHex(digest(cookie));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
