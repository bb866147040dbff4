package dev.landline.sip.stack;

/**
 * How many calls may begin while the machine has more to do than it can. It finds the rate that the queues bear: down by a
 * fifth of what was let in whenever they grow long, up by little while they are short (additive increase, multiplicative
 * decrease; RFC 6357 section 5.1). A bound on the age of a queue alone lets a whole burst in, sees the harm only when its
 * calls take their later steps, and swings. Safe from any thread.
 */
final class Throttle {

    private static final long STEP_NANOS = 100_000_000L;
    private static final double STEPS_PER_SECOND = 10;
    private static final double DOWN = 0.8;
    private static final double UP = 1.02;
    private static final double UP_PER_STEP = 1;
    /** Even the busiest machine carries so many new calls a second. */
    private static final double SLOWEST = 10;
    /** After so many steps without need there is no limit any more. */
    private static final int CALM_STEPS = 50;

    private final long longQueueNanos;
    private double perSecond = Double.POSITIVE_INFINITY;
    private long stepBegan;
    private boolean started;
    private long longest;
    private int admitted;
    private int calm;

    /**
     * For one stack.
     *
     * @param longQueueNanos the age of a queue's head from which on it is long
     */
    Throttle(long longQueueNanos) {
        this.longQueueNanos = longQueueNanos;
    }

    /**
     * Whether one more call may begin.
     *
     * @param queueAgeNanos how long the head of its queue has waited
     */
    synchronized boolean admits(long queueAgeNanos, long now) {
        if (!started || now - stepBegan >= STEP_NANOS) {
            step(now);
        }
        longest = Math.max(longest, queueAgeNanos);
        if (admitted >= Math.max(1, perSecond / STEPS_PER_SECOND)) {
            calm = 0;
            return false;
        }
        admitted++;
        return true;
    }

    private void step(long now) {
        boolean atOnce = started && now - stepBegan < 2 * STEP_NANOS;
        if (longest > longQueueNanos) {
            double letIn = admitted * STEPS_PER_SECOND;
            perSecond = Math.max(SLOWEST, DOWN * Math.min(perSecond, letIn));
            calm = 0;
        } else if (!Double.isInfinite(perSecond)) {
            perSecond = perSecond * UP + UP_PER_STEP;
            // A pause without calls is as good as any number of steps.
            calm = atOnce ? calm + 1 : CALM_STEPS;
            if (calm >= CALM_STEPS) {
                perSecond = Double.POSITIVE_INFINITY;
            }
        }
        started = true;
        stepBegan = now;
        longest = 0;
        admitted = 0;
    }
}
