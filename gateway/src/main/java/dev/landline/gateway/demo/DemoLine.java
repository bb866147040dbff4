package dev.landline.gateway.demo;

import dev.landline.sip.LegId;
import dev.landline.sip.sdp.LocalTrunk;
import java.util.Optional;

/** One call of the demo PSTN with what belongs to it. Owned by the demo exchange. */
final class DemoLine {

    private final LegId leg;
    private final DemoCall call;
    private final Optional<String> offer;
    private final long sessionId;
    private Optional<DemoMedia> media = Optional.empty();
    private String description = "";
    private long version = 1;
    private boolean over;

    /**
     * @param offer the caller's SDP; empty when there was none, or when we call
     * @param sessionId for the o= line of our SDP, not negative
     */
    DemoLine(LegId leg, DemoCall call, Optional<String> offer, long sessionId) {
        this.leg = leg;
        this.call = call;
        this.offer = offer;
        this.sessionId = sessionId;
    }

    LegId leg() {
        return leg;
    }

    DemoCall call() {
        return call;
    }

    Optional<String> offer() {
        return offer;
    }

    Optional<DemoMedia> media() {
        return media;
    }

    void media(DemoMedia opened) {
        media = Optional.of(opened);
    }

    /** Our last SDP; empty before the first. */
    String description() {
        return description;
    }

    /** Our end as the last SDP told it. */
    LocalTrunk local() {
        return new LocalTrunk(media.orElseThrow().local(), sessionId, version);
    }

    /** Our end as a changed SDP will tell it: the version goes up (RFC 3264 section 8). */
    LocalTrunk localChanged() {
        version++;
        return local();
    }

    void described(String sdp) {
        description = sdp;
    }

    /** Nothing more is to be said or heard on this line. */
    boolean over() {
        return over;
    }

    /** Closes the media; further actions of the script find nothing to act on. */
    void end(long nowNanos) {
        over = true;
        media.ifPresent(open -> open.close(nowNanos));
        media = Optional.empty();
    }
}
