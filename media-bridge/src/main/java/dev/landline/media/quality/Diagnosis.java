package dev.landline.media.quality;

import dev.landline.media.quality.LegNumbers.Connection;
import dev.landline.media.quality.LegNumbers.Ice;
import dev.landline.media.quality.LegNumbers.Peer;
import dev.landline.media.quality.LegNumbers.Received;
import dev.landline.media.quality.LegNumbers.Refusals;
import dev.landline.media.quality.LegNumbers.Security;

/**
 * "Why is there no audio?": from the numbers of a call to its verdict. Pure. Of several causes the one that is declared
 * first in {@link AudioCause} counts, because the later ones tend to follow from it.
 */
public final class Diagnosis {
    /** How long a step of setting up may take before its absence is a fault; also how long a stream may be quiet. */
    static final int PATIENCE_MILLIS = 3_000;

    /** What happened this recently is happening now: two looks, a second apart, and a margin. */
    static final int NOW_MILLIS = 2_500;

    static final int HANDSHAKE_MILLIS = 5_000;

    /** Silence since the beginning is a fault sooner than silence of somebody who was heard before and now listens. */
    static final int NEVER_HEARD_MILLIS = 5_000;

    static final int HEARD_BEFORE_MILLIS = 30_000;

    /** Pauses between comfort noise packets may be long. */
    static final int PAUSE_MILLIS = 30_000;

    /** Peers report every five seconds, give or take half of it. */
    static final int REPORT_MILLIS = 16_000;

    static final double HEAVY_LOSS_PERCENT = 10;
    static final double MANY_LATE_PERCENT = 5;
    static final double MANY_LATE_BEATS_PERCENT = 10;

    /** What a report says when of 256 packets at most two came. */
    static final double NOTHING_ARRIVES_PERCENT = 99;

    private final MediaFacts facts;
    private AudioVerdict found;

    private Diagnosis(MediaFacts facts) {
        this.facts = facts;
    }

    /** The verdict on a call. */
    public static AudioVerdict of(MediaFacts facts) {
        Diagnosis diagnosis = new Diagnosis(facts);
        diagnosis.found = AudioVerdict.ofCall(diagnosis.isUnderWay() ? AudioCause.OK : AudioCause.STARTING);
        diagnosis.lookAtEngine();
        diagnosis.lookAt(CallEnd.CALLER);
        diagnosis.lookAt(CallEnd.CALLEE);
        return diagnosis.found;
    }

    /** Both ends are described, and what was agreed had time to begin. */
    private boolean isUnderWay() {
        return isFlowing(facts.caller()) && isFlowing(facts.callee());
    }

    private static boolean isFlowing(LegNumbers leg) {
        return leg.connection().describedMillis() != LegNumbers.NEVER
                && leg.received().packets() > 0
                && leg.sent().packets() > 0;
    }

    private void lookAtEngine() {
        EngineNumbers engine = facts.engine();
        if (engine.failed()) {
            offer(AudioCause.MEDIA_FAILED);
        }
        if (engine.portsExhausted()) {
            offer(AudioCause.NO_PORTS);
        }
        if (engine.skipped() > 0 || engine.latePercent() >= MANY_LATE_BEATS_PERCENT) {
            offer(AudioCause.OVERLOADED);
        }
    }

    private void lookAt(CallEnd end) {
        LegNumbers leg = facts.of(end);
        if (leg.connection().describedMillis() == LegNumbers.NEVER) {
            return;
        }
        boolean connected = switch (leg.connection().kind()) {
            case TRUNK -> true;
            case BROWSER -> lookAtPath(end, leg);
        };
        if (!connected) {
            return;
        }
        lookAtAgreement(end, leg);
        lookAtArrival(end, leg);
        lookAtSound(end, leg);
        lookAtReports(end, leg);
        lookAtLoss(end, leg);
    }

    /** ICE, then DTLS; true when both are done. */
    private boolean lookAtPath(CallEnd end, LegNumbers leg) {
        Connection connection = leg.connection();
        if (connection.security() == Security.FAILED) {
            offer(AudioCause.DTLS_FAILED, end, leg, connection.securityFailure());
            return false;
        }
        if (connection.security() == Security.CLOSED) {
            offer(AudioCause.BROWSER_LEFT, end, leg, "");
            return false;
        }
        return switch (connection.ice()) {
            case UNUSED -> true;
            case WAITING -> {
                if (leg.refusals().badChecks().lastMillis() < NOW_MILLIS) {
                    offer(AudioCause.WRONG_CREDENTIALS, end, leg, "");
                } else if (answeredMillis() > PATIENCE_MILLIS) {
                    offer(AudioCause.NO_CHECKS, end, leg, "");
                }
                yield false;
            }
            case CHECKED -> {
                if (connection.iceMillis() > PATIENCE_MILLIS) {
                    offer(AudioCause.NOT_NOMINATED, end, leg, "");
                }
                yield false;
            }
            case CONSENT_LOST -> {
                offer(AudioCause.CONSENT_LOST, end, leg, "");
                yield false;
            }
            case NOMINATED -> lookAtHandshake(end, leg);
        };
    }

    /** A browser that called gets our answer when the other end is described: only then it can begin to check. */
    private int answeredMillis() {
        int caller = facts.caller().connection().describedMillis();
        int callee = facts.callee().connection().describedMillis();
        return caller == LegNumbers.NEVER || callee == LegNumbers.NEVER ? 0 : Math.min(caller, callee);
    }

    private boolean lookAtHandshake(CallEnd end, LegNumbers leg) {
        Connection connection = leg.connection();
        return switch (connection.security()) {
            case WAITING -> {
                if (connection.iceMillis() > PATIENCE_MILLIS) {
                    offer(AudioCause.DTLS_NOT_STARTED, end, leg, "");
                }
                yield false;
            }
            case RUNNING -> {
                if (connection.securityMillis() > HANDSHAKE_MILLIS) {
                    offer(AudioCause.DTLS_UNFINISHED, end, leg, "");
                }
                yield false;
            }
            case FAILED, CLOSED -> false;
            case UNUSED, SECURED -> true;
        };
    }

    /** What the peer's description allows. */
    private void lookAtAgreement(CallEnd end, LegNumbers leg) {
        Connection connection = leg.connection();
        if (!connection.reachable()) {
            offer(AudioCause.CANNOT_SEND, end, leg, connection.address());
        }
        if (leg.sent().failedMillis() < NOW_MILLIS) {
            offer(AudioCause.SEND_REFUSED, end, leg, connection.address());
        }
        if (!connection.sends() || !connection.receives()) {
            String how = connection.receives() ? "recvonly" : connection.sends() ? "sendonly" : "inactive";
            offer(AudioCause.ON_HOLD, end, leg, how);
        }
    }

    /** What comes from the peer, when what should come does not. */
    private void lookAtArrival(CallEnd end, LegNumbers leg) {
        Received received = leg.received();
        Refusals refusals = leg.refusals();
        if (!leg.connection().sends() || received.lastMillis() < NOW_MILLIS) {
            return;
        }
        if (refusals.authentication().lastMillis() < NOW_MILLIS) {
            offer(AudioCause.WRONG_KEYS, end, leg, "");
        }
        if (refusals.foreignSource().lastMillis() < NOW_MILLIS) {
            offer(AudioCause.FOREIGN_SOURCE, end, leg, refusals.foreignAddress());
        }
        if (refusals.unknownPayload().lastMillis() < NOW_MILLIS) {
            offer(AudioCause.WRONG_CODEC, end, leg, Integer.toString(refusals.payloadType()));
        }
        if (refusals.malformed().lastMillis() < NOW_MILLIS) {
            offer(AudioCause.NOT_RTP, end, leg, "");
        }
        if (received.packets() == 0) {
            if (readyMillis(leg.connection()) > PATIENCE_MILLIS) {
                offer(silentWire(leg.connection().kind()), end, leg, "");
            }
        } else if (received.lastMillis() > (leg.connection().mayPause() ? PAUSE_MILLIS : PATIENCE_MILLIS)) {
            offer(AudioCause.RTP_STOPPED, end, leg, "");
        }
    }

    private static AudioCause silentWire(Peer kind) {
        return switch (kind) {
            case TRUNK -> AudioCause.NO_RTP;
            case BROWSER -> AudioCause.NO_MICROPHONE;
        };
    }

    /** Since when the peer could send. */
    private static int readyMillis(Connection connection) {
        return connection.ice() == Ice.UNUSED
                ? connection.describedMillis()
                : Math.min(connection.describedMillis(), connection.securityMillis());
    }

    private void lookAtSound(CallEnd end, LegNumbers leg) {
        LegNumbers.Loudness loudness = leg.loudness();
        boolean comes = leg.received().packets() > 0 && leg.received().lastMillis() < NOW_MILLIS;
        int limit = loudness.everHeard() ? HEARD_BEFORE_MILLIS : NEVER_HEARD_MILLIS;
        if (comes && loudness.level().isPresent() && loudness.silentMillis() >= limit) {
            AudioCause cause = switch (leg.connection().kind()) {
                case TRUNK -> AudioCause.SILENT_TRUNK;
                case BROWSER -> AudioCause.SILENT_MICROPHONE;
            };
            offer(cause, end, leg, loudness.silentMillis() / 1000 + " s");
        }
    }

    /** Whether the peer hears us, by its own word. */
    private void lookAtReports(CallEnd end, LegNumbers leg) {
        LegNumbers.PeerView peer = leg.peer();
        boolean sending =
                leg.sent().lastMillis() < NOW_MILLIS && leg.connection().receives();
        if (!sending) {
            return;
        }
        if (peer.reports() == 0) {
            // Many trunks never report, all browsers do.
            if (leg.connection().kind() == Peer.BROWSER && leg.sent().begunMillis() > REPORT_MILLIS) {
                offer(AudioCause.NOT_HEARD, end, leg, "it reports nothing at all");
            }
            return;
        }
        if (peer.lastMillis() > REPORT_MILLIS) {
            return;
        }
        if (peer.reportsAboutUs() == 0) {
            if (peer.reports() > 1 && leg.sent().begunMillis() > HANDSHAKE_MILLIS) {
                offer(AudioCause.NOT_HEARD, end, leg, "its reports do not mention our stream");
            }
        } else if (peer.lossPercent() >= NOTHING_ARRIVES_PERCENT) {
            offer(AudioCause.NOT_HEARD, end, leg, "it reports that all our packets are lost");
        } else if (peer.lossPercent() >= HEAVY_LOSS_PERCENT) {
            offer(AudioCause.LOSS_AT_PEER, end, leg, percent(peer.lossPercent()));
        }
    }

    private void lookAtLoss(CallEnd end, LegNumbers leg) {
        LegNumbers.Quality quality = leg.quality();
        if (quality.latePercent() >= MANY_LATE_PERCENT) {
            offer(AudioCause.JITTER, end, leg, percent(quality.latePercent()));
        }
        if (quality.lossPercent() >= HEAVY_LOSS_PERCENT) {
            offer(AudioCause.LOSS, end, leg, percent(quality.lossPercent()));
        }
    }

    private static String percent(double value) {
        return Long.toString(Math.round(value));
    }

    private void offer(AudioCause cause) {
        if (cause.compareTo(found.cause()) < 0) {
            found = AudioVerdict.ofCall(cause);
        }
    }

    private void offer(AudioCause cause, CallEnd end, LegNumbers leg, String detail) {
        if (cause.compareTo(found.cause()) < 0) {
            found = AudioVerdict.ofLeg(cause, end, leg.connection().kind(), detail);
        }
    }
}
