package dev.landline.sip.stack;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts failures per key in fixed minutes, to slow password guessing down. At most {@link #MAX_KEYS} keys are kept; when
 * that many fail within one minute, new keys are braked at once, because then nobody can tell guessers apart. Safe from any
 * thread; time is an argument.
 */
final class FailureBrake {

    static final int MAX_KEYS = 20_000;
    private static final long WINDOW_NANOS = 60_000_000_000L;

    private final int failuresAllowed;
    private final Map<String, Window> windows = new HashMap<>();

    private record Window(long startNanos, int failures) {}

    FailureBrake(int failuresAllowed) {
        this.failuresAllowed = failuresAllowed;
    }

    synchronized boolean isOn(String key, long nowNanos) {
        Window window = windows.get(key);
        if (window == null) {
            return windows.size() >= MAX_KEYS && !forgetOld(nowNanos);
        }
        return window.failures() >= failuresAllowed && nowNanos - window.startNanos() < WINDOW_NANOS;
    }

    synchronized void failed(String key, long nowNanos) {
        Window window = windows.get(key);
        if (window != null && nowNanos - window.startNanos() < WINDOW_NANOS) {
            windows.put(key, new Window(window.startNanos(), window.failures() + 1));
        } else if (window != null || windows.size() < MAX_KEYS || forgetOld(nowNanos)) {
            windows.put(key, new Window(nowNanos, 1));
        }
    }

    /** True when there is room again. */
    private boolean forgetOld(long nowNanos) {
        windows.values().removeIf(window -> nowNanos - window.startNanos() >= WINDOW_NANOS);
        return windows.size() < MAX_KEYS;
    }
}
