package dev.landline.gateway.activity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Brings what happens to whoever listens. Safe from any thread, never blocks. A listener that does not keep up is cut off
 * and counted: what it missed it asks for anew.
 */
public final class ActivityFeed {

    /** Most that waits for one listener. */
    static final int WAITING_MAX = 512;

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final LongAdder slow = new LongAdder();

    /** Who listens to what concerns them. */
    public final class Listener implements AutoCloseable {

        private final String user;
        private final boolean everybodys;
        private final Runnable wake;
        private final Queue<Activity> waiting = new ArrayDeque<>();
        private boolean cutOff;

        private Listener(String user, boolean everybodys, Runnable wake) {
            this.user = user;
            this.everybodys = everybodys;
            this.wake = wake;
        }

        private boolean concerns(Activity activity) {
            return switch (activity) {
                case Activity.Presence _ -> true;
                case Activity.Sound sound -> sound.people().contains(user);
                case Activity.Call _, Activity.Ended _, Activity.Recording _ ->
                    everybodys || activity.people().contains(user);
            };
        }

        private void take(Activity activity) {
            synchronized (waiting) {
                if (cutOff) {
                    return;
                }
                if (waiting.size() >= WAITING_MAX) {
                    cutOff = true;
                    waiting.clear();
                    slow.increment();
                    listeners.remove(this);
                } else {
                    waiting.add(activity);
                }
            }
            wake.run();
        }

        /** What has come since the last time. */
        public List<Activity> drain() {
            synchronized (waiting) {
                List<Activity> all = new ArrayList<>(waiting);
                waiting.clear();
                return all;
            }
        }

        /** It has been too slow and hears nothing more. */
        public boolean isCutOff() {
            synchronized (waiting) {
                return cutOff;
            }
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }

    /**
     * Listens from now on.
     *
     * @param user whose page listens; empty for a part of the gateway, which is not among {@link #listeners}
     * @param everybodys hears of everybody's calls; the sound of one's own only
     * @param wake called after something has come, by whoever brings it: must enqueue and return
     */
    public Listener listen(String user, boolean everybodys, Runnable wake) {
        Listener listener = new Listener(user, everybodys, wake);
        listeners.add(listener);
        return listener;
    }

    /** Tells everybody whom it concerns. */
    public void tell(Activity activity) {
        for (Listener listener : listeners) {
            if (listener.concerns(activity)) {
                listener.take(activity);
            }
        }
    }

    /** Pages that listen. */
    public int listeners() {
        return (int)
                listeners.stream().filter(listener -> !listener.user.isEmpty()).count();
    }

    /** Listeners that were cut off. */
    public long slow() {
        return slow.sum();
    }
}
