package dev.landline.gateway;

import dev.landline.gateway.admin.Metrics;
import dev.landline.gateway.call.CallCounters;
import dev.landline.gateway.call.CallTable;
import dev.landline.gateway.web.WebCounter;
import dev.landline.gateway.web.WebServer;
import dev.landline.media.bridge.MediaCounter;
import dev.landline.media.bridge.MediaEngine;
import dev.landline.sip.stack.SipCounter;
import dev.landline.sip.stack.SipStack;
import java.util.Locale;
import java.util.Map;

/** Every number of every part on the metrics page, under stable names. */
final class Meters {

    private static final Map<String, String> NONE = Map.of();

    private Meters() {}

    static void register(
            Metrics metrics,
            SipStack sip,
            MediaEngine media,
            WebServer web,
            CallTable calls,
            CallCounters counters,
            Trunks trunks) {
        for (SipCounter counter : SipCounter.values()) {
            metrics.counter(
                    "landline_sip_" + counter.metric(),
                    "SIP",
                    NONE,
                    () -> sip.counters().value(counter));
        }
        for (MediaCounter counter : MediaCounter.values()) {
            metrics.counter(
                    "landline_media_" + counter.name().toLowerCase(Locale.ROOT),
                    "Media",
                    NONE,
                    () -> media.counters().value(counter));
        }
        for (WebCounter counter : WebCounter.values()) {
            metrics.counter(counter.metric(), counter.help(), NONE, () -> web.count(counter));
        }
        metrics.gauge("landline_calls_active", "Calls going on", NONE, calls::activeCalls);
        metrics.gauge("landline_sip_legs", "SIP legs alive", NONE, sip::legs);
        metrics.gauge("landline_sip_subscriptions_active", "Subscriptions alive", NONE, sip::subscriptions);
        metrics.gauge("landline_sip_held", "SIP transactions and dialogs alive", NONE, sip::held);
        metrics.gauge("landline_sip_timers", "SIP timers that run and messages that wait", NONE, sip::timers);
        metrics.gauge(
                "landline_sip_bindings",
                "Pages signed in",
                NONE,
                () -> sip.registrar().size());
        metrics.gauge("landline_media_bridges", "Bridges open", NONE, media::openBridges);
        metrics.gauge("landline_media_trunk_ports", "RTP port pairs in use", NONE, media::trunkPortsInUse);
        metrics.gauge("landline_http_connections", "Connections to the public port", NONE, web::openConnections);
        metrics.gauge("landline_websocket_open", "WebSockets open", NONE, web::openSockets);
        metrics.counter(
                "landline_calls_talked_millis",
                "Milliseconds talked in calls that are over",
                NONE,
                counters::talkedMillis);
        metrics.counter(
                "landline_calls_events_lost", "Events lost: a call's mailbox was full", NONE, counters::mailboxFull);
        metrics.counter("landline_calls_events_stray", "Events of calls that are over", NONE, counters::stray);
        metrics.counter(
                "landline_trunk_lookups_failed", "Trunk names that could not be resolved", NONE, trunks::unresolved);
        TrunkMeters.register(metrics, trunks.table());
    }
}
