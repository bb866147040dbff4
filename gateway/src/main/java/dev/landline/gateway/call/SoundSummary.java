package dev.landline.gateway.call;

import dev.landline.media.bridge.BridgeStats;
import dev.landline.media.quality.LegNumbers;
import java.util.Locale;

/** The sound of a call that is over as keys and values, for its last log line. */
final class SoundSummary {

    private SoundSummary() {}

    static String of(BridgeStats stats) {
        StringBuilder line = new StringBuilder("audio=").append(stats.lasting().code());
        if (stats.lasting().isTrouble()) {
            line.append(" audio_fault=")
                    .append(stats.lasting().fault().name().toLowerCase(Locale.ROOT))
                    .append(" audio_reason=\"")
                    .append(stats.lasting().sentence())
                    .append('"');
        }
        leg(line, "caller", stats.a());
        leg(line, "callee", stats.b());
        return line.toString();
    }

    private static void leg(StringBuilder line, String who, LegNumbers leg) {
        if (leg.connection().describedMillis() == LegNumbers.NEVER) {
            return;
        }
        value(line, who, "codec", leg.connection().codec());
        value(line, who, "received", leg.received().packets());
        value(line, who, "sent", leg.sent().packets());
        value(line, who, "lost", leg.received().lost());
        value(line, who, "late", leg.received().late());
        value(line, who, "refused", leg.packetsRefused());
        value(line, who, "concealed", leg.playout().concealed());
        value(line, who, "restored", leg.playout().restored());
        value(line, who, "jitter_ms", decimal(leg.jitterMicros() / 1000.0));
        value(line, who, "buffer_ms", decimal(leg.playout().delayMicros() / 1000.0));
        value(line, who, "rtt_ms", decimal(leg.roundTripMicros() / 1000.0));
        value(line, who, "peer_lost", leg.peer().lost());
        value(line, who, "speech_dbov", leg.loudness().speech());
        value(line, who, "mos", decimal(leg.quality().score()));
        value(line, who, "mos_worst", decimal(leg.quality().worst()));
    }

    private static void value(StringBuilder line, String who, String key, Object value) {
        line.append(' ').append(who).append('_').append(key).append('=').append(value);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
