package dev.landline.sip.subscription;

import dev.landline.sip.FlowId;
import dev.landline.sip.Party;
import dev.landline.sip.SipUri;

/**
 * One subscription: a dialog in which we are the notifier (RFC 6665 section 4.2). What changes belongs to the lane of its
 * Call-ID.
 */
public final class Subscription {

    private final Id id;
    private final EventPackage event;
    private final String eventId;
    private final String watcher;
    private final String watched;
    private final FlowId flow;
    private final Party local;
    private final Party remote;
    private final SipUri target;
    private long remoteCseq;
    private long localCseq;
    private long version;
    // Written on the lane, read by whoever looks for expired ones.
    private volatile long expiresNanos;

    /** What names the dialog, as we see it. */
    public record Id(String callId, String localTag, String remoteTag) {}

    /**
     * What a SUBSCRIBE opened.
     *
     * @param eventId the id parameter of its Event header, or empty
     * @param watcher the account that subscribed
     * @param watched the account it wants to hear of
     * @param local its To, which names us
     * @param remote its From
     * @param target its Contact
     */
    public record Opening(
            Id id,
            EventPackage event,
            String eventId,
            String watcher,
            String watched,
            FlowId flow,
            Party local,
            Party remote,
            SipUri target,
            long cseq) {}

    public Subscription(Opening opening, long expiresNanos) {
        this.id = opening.id();
        this.event = opening.event();
        this.eventId = opening.eventId();
        this.watcher = opening.watcher();
        this.watched = opening.watched();
        this.flow = opening.flow();
        this.local = opening.local();
        this.remote = opening.remote();
        this.target = opening.target();
        this.remoteCseq = opening.cseq();
        this.expiresNanos = expiresNanos;
    }

    public Id id() {
        return id;
    }

    public EventPackage event() {
        return event;
    }

    /** The value of Event in every NOTIFY. */
    public String eventHeader() {
        return eventId.isEmpty() ? event.token() : event.token() + ";id=" + eventId;
    }

    public String watcher() {
        return watcher;
    }

    public String watched() {
        return watched;
    }

    public FlowId flow() {
        return flow;
    }

    public Party local() {
        return local;
    }

    public Party remote() {
        return remote;
    }

    public SipUri target() {
        return target;
    }

    /** Prolongs it; false when the request is no newer than the last one (RFC 3261 section 12.2.2). */
    public boolean refreshed(long cseq, long newExpiresNanos) {
        if (cseq <= remoteCseq) {
            return false;
        }
        remoteCseq = cseq;
        expiresNanos = newExpiresNanos;
        return true;
    }

    public boolean isOver(long nowNanos) {
        return expiresNanos - nowNanos <= 0;
    }

    public long secondsLeft(long nowNanos) {
        return Math.max(0, Math.ceilDiv(expiresNanos - nowNanos, 1_000_000_000L));
    }

    /** CSeq of the next NOTIFY. */
    public long nextCseq() {
        return ++localCseq;
    }

    /** Version of the next document. */
    public long nextVersion() {
        return version++;
    }
}
