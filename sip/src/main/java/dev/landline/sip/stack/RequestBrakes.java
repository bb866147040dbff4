package dev.landline.sip.stack;

import dev.landline.sip.SipSource;
import java.util.EnumMap;
import java.util.Map;
import javax.sip.message.Request;

/**
 * How many requests outside of calls one connection, account or trunk may send in a minute. The bounds are far above what
 * a phone or a panel of busy lamps needs, and far below what would keep the others waiting.
 */
final class RequestBrakes {

    static final int RETRY_SECONDS = 60;

    /** What is counted, each by itself. */
    enum Kind {
        REGISTER(120, 240),
        SUBSCRIBE(300, 600),
        MESSAGE(60, 60),
        NOTIFY(600, 600);

        private final int perSource;
        private final int perName;

        /**
         * @param perSource most a minute over one connection, or from one trunk
         * @param perName most a minute of one account, over all its connections
         */
        Kind(int perSource, int perName) {
            this.perSource = perSource;
            this.perName = perName;
        }

        static Kind of(String method) {
            return switch (method) {
                case Request.REGISTER -> REGISTER;
                case Request.SUBSCRIBE -> SUBSCRIBE;
                case Request.MESSAGE -> MESSAGE;
                default -> NOTIFY;
            };
        }
    }

    private final Map<Kind, FailureBrake> sources = new EnumMap<>(Kind.class);
    private final Map<Kind, FailureBrake> names = new EnumMap<>(Kind.class);
    private final SipCounters counters;

    RequestBrakes(SipCounters counters) {
        this.counters = counters;
        for (Kind kind : Kind.values()) {
            sources.put(kind, new FailureBrake(kind.perSource));
            names.put(kind, new FailureBrake(kind.perName));
        }
    }

    /** Counts a request over a connection; false when it is one too many. */
    boolean admits(Kind kind, BrowserFlow flow, long nowNanos) {
        return admits(sources.get(kind), flow.id().toString(), nowNanos);
    }

    /** Counts a request of somebody who is known; false when it is one too many. */
    boolean admits(Kind kind, SipSource source, long nowNanos) {
        return switch (source) {
            case SipSource.Browser browser -> admits(names.get(kind), browser.user(), nowNanos);
            case SipSource.Trunk trunk -> admits(sources.get(kind), "trunk " + trunk.trunk(), nowNanos);
        };
    }

    private boolean admits(FailureBrake brake, String key, long nowNanos) {
        if (brake.isOn(key, nowNanos)) {
            counters.count(SipCounter.REQUESTS_BRAKED);
            return false;
        }
        brake.failed(key, nowNanos);
        return true;
    }
}
