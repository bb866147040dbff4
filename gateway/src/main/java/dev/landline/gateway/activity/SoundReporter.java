package dev.landline.gateway.activity;

import dev.landline.gateway.admin.ActiveCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the feed each second how the calls sound, on a virtual thread of its own, while anybody listens. */
public final class SoundReporter implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(SoundReporter.class);

    private final ActivityFeed feed;
    private final CallActivity activity;
    private final Supplier<List<ActiveCall>> calls;
    private final Thread thread = Thread.ofVirtual().name("sound-reporter").unstarted(this::run);
    // Written once by close(), read by the thread.
    private volatile boolean closing;

    private SoundReporter(ActivityFeed feed, CallActivity activity, Supplier<List<ActiveCall>> calls) {
        this.feed = feed;
        this.activity = activity;
        this.calls = calls;
    }

    /**
     * Begins to report.
     *
     * @param calls as the admin port lists them
     */
    public static SoundReporter start(ActivityFeed feed, CallActivity activity, Supplier<List<ActiveCall>> calls) {
        SoundReporter reporter = new SoundReporter(feed, activity, calls);
        reporter.thread.start();
        return reporter;
    }

    private void run() {
        while (!closing) {
            LockSupport.parkNanos(INTERVAL.toNanos());
            try {
                if (!closing && feed.listeners() > 0) {
                    report();
                }
            } catch (RuntimeException e) {
                LOG.error("how calls sound could not be reported", e);
            }
        }
    }

    private void report() {
        for (ActiveCall call : calls.get()) {
            call.stats()
                    .ifPresent(stats -> activity.call(call.id())
                            .ifPresent(live -> feed.tell(new Activity.Sound(call.id(), live.people(), stats))));
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
    }
}
