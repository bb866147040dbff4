package dev.landline.sip.trunk;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Our registration at a trunk (RFC 3261 section 10.2): when REGISTER is due, what its answer means, and how long to wait
 * after a failure. It sends nothing and knows no clock. Not safe by itself.
 *
 * <pre>
 *   IDLE --due--> TRYING --2xx--> REGISTERED --due at 3/4 of the granted time--> REGISTERED
 *                    |                 |  expired before a refresh succeeded
 *                    +--refused, silent+----> WAITING --due after a pause that doubles--> TRYING
 *   any --leave--> LEAVING --answer or none--> LEFT
 * </pre>
 */
public final class TrunkRegistration {

    /** The first pause after a failure; it doubles from there. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** A Retry-After beyond this is not believed. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    static final int LONGEST_EXPIRES = 86_400;
    private static final int INTERVALS_TOO_BRIEF = 3;
    private static final int MAX_ROUTES = 8;

    private final DoubleSupplier random;
    private int askedSeconds;
    private RegistrationState state = RegistrationState.IDLE;
    private boolean inFlight;
    private long nextNanos;
    private long expiresAtNanos;
    private int failures;
    private int tooBrief;
    private String sentence = "not yet";
    private List<String> serviceRoute = List.of();

    /**
     * A registration that begins at once.
     *
     * @param random from 0 to 1: spreads retries, so that many gateways do not come back together
     */
    public TrunkRegistration(RegisterSettings settings, DoubleSupplier random, long nowNanos) {
        this.askedSeconds = settings.expiresSeconds();
        this.random = random;
        this.nextNanos = nowNanos;
    }

    /** The Expires of the REGISTER that is due now; empty while none is. The caller sends it and says what came back. */
    public OptionalInt due(long nowNanos) {
        if (state == RegistrationState.REGISTERED && nowNanos - expiresAtNanos >= 0) {
            state = RegistrationState.WAITING;
            sentence = "expired; the last refresh failed: " + sentence;
        }
        boolean over = state == RegistrationState.LEAVING || state == RegistrationState.LEFT;
        if (over || inFlight || nowNanos - nextNanos < 0) {
            return OptionalInt.empty();
        }
        inFlight = true;
        if (state == RegistrationState.IDLE || state == RegistrationState.WAITING) {
            state = RegistrationState.TRYING;
        }
        return OptionalInt.of(askedSeconds);
    }

    /**
     * 2xx.
     *
     * @param grantedSeconds how long our contact counts; 0 when the registrar does not list it
     * @param routes the Service-Route URIs (RFC 3608), in order
     * @return whether this is news: the trunk was not registered before
     */
    public boolean accepted(int grantedSeconds, List<String> routes, long nowNanos) {
        inFlight = false;
        if (state == RegistrationState.LEAVING || state == RegistrationState.LEFT) {
            state = RegistrationState.LEFT;
            return true;
        }
        if (grantedSeconds <= 0) {
            failed("the registrar took our contact and does not list it", failurePause(), nowNanos);
            return false;
        }
        boolean news = state != RegistrationState.REGISTERED;
        state = RegistrationState.REGISTERED;
        failures = 0;
        tooBrief = 0;
        sentence = "registered";
        serviceRoute = routes.subList(0, Math.min(routes.size(), MAX_ROUTES));
        long granted = TimeUnit.SECONDS.toNanos(Math.min(grantedSeconds, LONGEST_EXPIRES));
        expiresAtNanos = nowNanos + granted;
        // Between 70 and 80 percent: time for two more tries before it expires.
        nextNanos = nowNanos + (long) (granted * (0.70 + 0.10 * random.getAsDouble()));
        return news;
    }

    /**
     * A final answer other than 2xx.
     *
     * @param minExpires Min-Expires, or 0
     * @param retryAfterSeconds Retry-After, or 0
     */
    public void refused(int status, String phrase, int minExpires, int retryAfterSeconds, long nowNanos) {
        inFlight = false;
        if (state == RegistrationState.LEAVING) {
            state = RegistrationState.LEFT;
            return;
        }
        if (status == 423
                && minExpires > askedSeconds
                && minExpires <= LONGEST_EXPIRES
                && tooBrief < INTERVALS_TOO_BRIEF) {
            // RFC 3261 section 10.2.8: the same again with what it wants.
            tooBrief++;
            askedSeconds = minExpires;
            nextNanos = nowNanos;
            return;
        }
        Duration pause = failurePause();
        if (isLasting(status)) {
            // Somebody has to change something first; asking often may lock the account.
            pause = LONGEST_PAUSE;
        }
        if (retryAfterSeconds > 0) {
            Duration wanted = Duration.ofSeconds(retryAfterSeconds);
            pause = wanted.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wanted;
        }
        failed("refused with " + status + " " + phrase, pause, nowNanos);
    }

    /** Nothing came back, or nothing could be sent. */
    public void unanswered(String why, long nowNanos) {
        inFlight = false;
        if (state == RegistrationState.LEAVING) {
            state = RegistrationState.LEFT;
            return;
        }
        failed(why, failurePause(), nowNanos);
    }

    private static boolean isLasting(int status) {
        return status == 401 || status == 403 || status == 404 || status == 407;
    }

    private void failed(String why, Duration pause, long nowNanos) {
        failures++;
        sentence = why;
        nextNanos = nowNanos + pause.toNanos();
        if (state != RegistrationState.REGISTERED || nowNanos - expiresAtNanos >= 0) {
            state = RegistrationState.WAITING;
            serviceRoute = List.of();
        }
    }

    /** Doubles with each failure, and is spread over its upper half. */
    private Duration failurePause() {
        Duration full = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 16));
        Duration bounded = full.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : full;
        return Duration.ofNanos((long) (bounded.toNanos() * (0.5 + 0.5 * random.getAsDouble())));
    }

    /** The registrar's place is down and another is known: try that one now instead of after the pause. */
    public void tryNow(long nowNanos) {
        if (state == RegistrationState.WAITING) {
            nextNanos = nowNanos;
        }
    }

    /** The gateway goes down. True when a REGISTER with Expires 0 has to be sent. */
    public boolean leave() {
        boolean known = state == RegistrationState.REGISTERED || (state == RegistrationState.TRYING && inFlight);
        state = known ? RegistrationState.LEAVING : RegistrationState.LEFT;
        return known;
    }

    public RegistrationState state() {
        return state;
    }

    /** Whether calls to our Contact reach us now. */
    public boolean isRegistered(long nowNanos) {
        return state == RegistrationState.REGISTERED && nowNanos - expiresAtNanos < 0;
    }

    /** The routes that requests to the trunk take (RFC 3608), while registered. */
    public List<String> serviceRoute() {
        return serviceRoute;
    }

    /** What happened last, in words. */
    public String sentence() {
        return sentence;
    }

    /** Failures in a row. */
    public int failures() {
        return failures;
    }

    /** Seconds until the registration expires; 0 when there is none. */
    public long expiresInSeconds(long nowNanos) {
        return isRegistered(nowNanos) ? TimeUnit.NANOSECONDS.toSeconds(expiresAtNanos - nowNanos) : 0;
    }
}
