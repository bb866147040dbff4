package dev.landline.media.quality;

import dev.landline.media.quality.LegNumbers.Ice;
import dev.landline.media.quality.LegNumbers.Peer;
import dev.landline.media.quality.LegNumbers.Refused;
import dev.landline.media.quality.LegNumbers.Security;
import java.util.Optional;
import java.util.OptionalInt;

/** An end of a call that talks and hears well, with what a test makes different. */
final class LegFixture {
    static final Refused NOW = new Refused(10, 100);

    private final Peer kind;
    int describedMillis = 60_000;
    boolean sends = true;
    boolean receives = true;
    boolean reachable = true;
    String address = "192.0.2.7:4000";
    Ice ice;
    int iceMillis = 60_000;
    Security security;
    int securityMillis = 60_000;
    String securityFailure = "";
    boolean mayPause;
    long packets = 3_000;
    int lastMillis = 12;
    Refused foreignSource = Refused.NONE;
    Refused unknownPayload = Refused.NONE;
    Refused authentication = Refused.NONE;
    Refused badChecks = Refused.NONE;
    Refused malformed = Refused.NONE;
    long sent = 3_000;
    int sentMillis = 12;
    int begunMillis = 60_000;
    int failedMillis = LegNumbers.NEVER;
    long reports = 12;
    long reportsAboutUs = 12;
    int reportMillis = 2_000;
    double peerLossPercent;
    OptionalInt level = OptionalInt.of(-26);
    int silentMillis;
    boolean everHeard = true;
    double lossPercent;
    double latePercent;

    private LegFixture(Peer kind, Ice ice, Security security) {
        this.kind = kind;
        this.ice = ice;
        this.security = security;
    }

    static LegFixture browser() {
        return new LegFixture(Peer.BROWSER, Ice.NOMINATED, Security.SECURED);
    }

    static LegFixture trunk() {
        return new LegFixture(Peer.TRUNK, Ice.UNUSED, Security.UNUSED);
    }

    /** Nothing has come from it and nothing has gone to it. */
    LegFixture untouched() {
        packets = 0;
        lastMillis = LegNumbers.NEVER;
        sent = 0;
        sentMillis = LegNumbers.NEVER;
        begunMillis = LegNumbers.NEVER;
        reports = 0;
        reportsAboutUs = 0;
        reportMillis = LegNumbers.NEVER;
        level = OptionalInt.empty();
        everHeard = false;
        return this;
    }

    LegFixture mute() {
        packets = 0;
        lastMillis = LegNumbers.NEVER;
        return this;
    }

    LegNumbers numbers() {
        return new LegNumbers(
                new LegNumbers.Connection(
                        kind,
                        describedMillis,
                        sends,
                        receives,
                        reachable,
                        address,
                        ice,
                        iceMillis,
                        security,
                        securityMillis,
                        securityFailure,
                        "",
                        "PCMU",
                        mayPause),
                new LegNumbers.Received(packets, packets * 160, 0, 0, 0, 0, 0, 500, lastMillis),
                new LegNumbers.Refusals(
                        foreignSource,
                        foreignSource.packets() > 0 ? "10.0.0.5:5004" : "",
                        unknownPayload,
                        unknownPayload.packets() > 0 ? 18 : -1,
                        authentication,
                        badChecks,
                        malformed,
                        Refused.NONE),
                new LegNumbers.Sent(sent, sent * 160, 0, failedMillis, begunMillis, sentMillis),
                new LegNumbers.PeerView(
                        reports, reportsAboutUs, reportMillis, peerLossPercent, 0, 0, 0, Optional.empty()),
                new LegNumbers.Playout(0, 0, 5_000, 5_000),
                new LegNumbers.Loudness(level, -26, -70, 50, silentMillis, everHeard),
                new LegNumbers.Quality(93, 4.4, 4.4, 4.3, lossPercent, latePercent));
    }
}
