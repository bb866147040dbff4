package dev.landline.sip.stack;

import dev.landline.sip.Party;
import dev.landline.sip.SipUri;
import dev.landline.sip.trunk.TrunkPlace;
import dev.landline.sip.trunk.TrunkSettings;
import dev.landline.sip.trunk.TrunkTable;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sip.InvalidArgumentException;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the trunks: asks their places with OPTIONS whether they are alive, and keeps our registrations. A tick on a
 * lane finds what is due; everything else happens on the lane of the request's Call-ID.
 */
final class TrunkCare {

    private static final Logger LOG = LoggerFactory.getLogger(TrunkCare.class);
    private static final long TICK_MILLIS = 250;

    private final Core core;
    private final TrunkTable trunks;
    private final Map<String, RegistrationLine> lines;

    TrunkCare(Core core, TrunkTable trunks) {
        this.core = core;
        this.trunks = trunks;
        this.lines = trunks.all().stream()
                .filter(settings -> settings.upkeep().register().isPresent())
                .collect(Collectors.toMap(
                        TrunkSettings::name, settings -> new RegistrationLine(core, trunks, settings)));
    }

    void start() {
        core.lanes().repeatedly("trunk-care", this::tick, TICK_MILLIS);
    }

    private void tick() {
        trunks.dueProbes().forEach(this::probe);
        lines.values().forEach(RegistrationLine::tick);
    }

    /**
     * Any answer but those that speak for a dead machine behind a living proxy shows that the place is alive: 405, 404 and 403
     * are answers of somebody who is there.
     */
    private void probe(TrunkTable.Probe probe) {
        TrunkSettings settings = trunks.settings(probe.trunk()).orElseThrow();
        try {
            SIPRequest options = options(settings, probe.place());
            TrunkExchange.start(
                    core,
                    probe.trunk(),
                    probe.place(),
                    options,
                    settings.upkeep().health().patience().toMillis(),
                    outcome -> trunks.probed(probe, isAlive(outcome)));
        } catch (ParseException | InvalidArgumentException e) {
            // No port of ours for this transport: the place cannot be reached from here.
            LOG.debug("trunk={}: OPTIONS could not be built", probe.trunk(), e);
            trunks.probed(probe, false);
        }
    }

    static boolean isAlive(TrunkExchange.Outcome outcome) {
        return switch (outcome) {
            case TrunkExchange.Outcome.Answered answered ->
                switch (answered.response().getStatusCode()) {
                    case 502, 503, 504 -> false;
                    default -> true;
                };
            case TrunkExchange.Outcome.NotTrusted _ -> true;
            case TrunkExchange.Outcome.Unanswered _ -> false;
        };
    }

    private SIPRequest options(TrunkSettings settings, TrunkPlace place)
            throws ParseException, InvalidArgumentException {
        SipUri target = new SipUri("sip", "", settings.host(), settings.port(), Map.of());
        SIPRequest options = core.headers()
                .request(
                        Request.OPTIONS,
                        target,
                        new Party("", SipUri.of("gateway", core.settings().domain())),
                        new Party("", target),
                        Core.token() + Core.token(),
                        1,
                        core.headers().via(core.provider(), place.wire()));
        options.setHeader(core.headers().contact(place.wire(), place.address().getAddress()));
        core.headers().set(options, "Accept", "application/sdp");
        return options;
    }

    /** Takes the registrations back; waits for the answers a moment. */
    void close() {
        List<RegistrationLine> leaving =
                lines.values().stream().filter(RegistrationLine::leave).toList();
        leaving.forEach(RegistrationLine::awaitEnd);
    }
}
