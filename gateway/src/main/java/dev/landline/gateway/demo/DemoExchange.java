package dev.landline.gateway.demo;

import dev.landline.media.net.PortPool;
import dev.landline.media.net.TrunkSocket;
import dev.landline.sip.LegId;
import dev.landline.sip.Party;
import dev.landline.sip.Reason;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipTransport;
import dev.landline.sip.SipUri;
import dev.landline.sip.sdp.TrunkMedia;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of the demo PSTN: turns SIP events into what their scripts see, and what the scripts want into SIP commands
 * and sound. Owned by one thread, the demo loop; time is an argument.
 */
final class DemoExchange {

    /** More calls at once are refused with 503. */
    static final int MAX_CALLS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(DemoExchange.class);
    private static final String TRUNK_NAME = "gateway";
    private static final int RETRY_AFTER_SECONDS = 10;

    /** Something waits on one of the two ports of a line. */
    record Arrival(DemoLine line, boolean control) {}

    private final DemoSettings settings;
    private final PromptLibrary prompts;
    private final Selector selector;
    private final RandomGenerator random;
    private final Supplier<LegId> newLeg;
    private final Consumer<SipCommand> sip;
    private final PortPool ports;
    private final Map<LegId, DemoLine> lines = new LinkedHashMap<>();
    private long refusedPackets;

    DemoExchange(
            DemoSettings settings,
            PromptLibrary prompts,
            Selector selector,
            RandomGenerator random,
            PortPool ports,
            Supplier<LegId> newLeg,
            Consumer<SipCommand> sip) {
        this.settings = settings;
        this.prompts = prompts;
        this.selector = selector;
        this.random = random;
        this.newLeg = newLeg;
        this.sip = sip;
        this.ports = ports;
    }

    /** How many calls are up or in the making. */
    int calls() {
        return lines.size();
    }

    /** RTP and RTCP packets that calls now over did not take: a foreign address or malformed. */
    long refusedPackets() {
        return refusedPackets;
    }

    /** Takes one event of the SIP stack; one about a line that is gone changes nothing. */
    void on(SipEvent event, long nowNanos) {
        if (event instanceof SipEvent.InviteReceived invite) {
            called(invite, nowNanos);
            return;
        }
        DemoLine line = lines.get(event.leg());
        if (line == null) {
            return;
        }
        contained(line, nowNanos, () -> known(line, event, nowNanos));
    }

    private void known(DemoLine line, SipEvent event, long nowNanos) {
        switch (event) {
            case SipEvent.Answered(LegId _, Optional<String> sdp, OptionalLong _) -> answered(line, sdp, nowNanos);
            case SipEvent.OfferReceived(LegId _, long offer, Optional<String> sdp) ->
                offered(line, offer, sdp, nowNanos);
            case SipEvent.Refused _, SipEvent.Redirected _, SipEvent.Cancelled _, SipEvent.HungUp _ ->
                end(line, nowNanos);
            case SipEvent.Unacknowledged _, SipEvent.PeerLost _ -> {
                abandon(line, nowNanos);
            }
            case SipEvent.ReferReceived refer ->
                sip.accept(new SipCommand.AnswerRefer(refer.leg(), refer.refer(), 603, "No transfers here"));
            case SipEvent.InviteReceived _,
                    SipEvent.Progress _,
                    SipEvent.Trying _,
                    SipEvent.Acknowledged _,
                    SipEvent.AnswerReceived _,
                    SipEvent.InfoReceived _,
                    SipEvent.FlowLost _,
                    SipEvent.FlowRestored _ -> {
                // Nothing a demo line would do something about.
            }
        }
    }

    /** Takes the media that waits on one of a line's ports. */
    void arrived(Arrival what, long nowNanos) {
        DemoLine line = what.line();
        if (line.media().isEmpty()) {
            return;
        }
        DemoMedia media = line.media().get();
        contained(line, nowNanos, () -> {
            if (what.control()) {
                media.receiveReports(nowNanos);
            } else {
                media.receive(nowNanos);
                heard(line, nowNanos);
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A bug or a broken socket ends its own call and no other. */
    private void contained(DemoLine line, long nowNanos, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            LOG.warn("Demo call {} lost its socket: {}", line.leg(), e.toString());
            abandon(line, nowNanos);
        } catch (RuntimeException e) {
            LOG.error("Demo call {} failed", line.leg(), e);
            abandon(line, nowNanos);
        }
    }

    private void abandon(DemoLine line, long nowNanos) {
        hangUp(line);
        end(line, nowNanos);
    }

    /** Does everything that is due and says how long nothing will be: nanoseconds, or {@link Long#MAX_VALUE}. */
    long advance(long nowNanos) {
        // A copy, because a call that ends may arrange another.
        for (DemoLine line : new ArrayList<>(lines.values())) {
            contained(line, nowNanos, () -> {
                line.media().ifPresent(media -> media.send(nowNanos));
                heard(line, nowNanos);
                tell(line, new DemoEvent.TimePassed(), nowNanos);
            });
        }
        long idle = Long.MAX_VALUE;
        for (DemoLine line : lines.values()) {
            if (line.call().timed()) {
                idle = Math.min(idle, line.call().dueNanos() - nowNanos);
            }
            if (line.media().isPresent() && line.media().get().remote().isPresent()) {
                idle = Math.min(idle, line.media().get().dueNanos() - nowNanos);
            }
        }
        return Math.max(0, idle);
    }

    /** Hangs up every call: BYE, CANCEL or 503 as each asks for. */
    void close(long nowNanos) {
        for (DemoLine line : new ArrayList<>(lines.values())) {
            abandon(line, nowNanos);
        }
    }

    private void called(SipEvent.InviteReceived invite, long nowNanos) {
        Optional<DemoNumber> number = DemoNumber.dialled(invite.target().user());
        if (lines.size() >= MAX_CALLS) {
            refuse(invite.leg(), 503, "All Demo Lines Are In Use", Reason.q850(34, "No circuit available"));
            return;
        }
        DemoCall call = new DemoCall(
                number.map(known -> DemoScript.called(known, caller(invite))).orElseGet(DemoScript::unallocated));
        begin(new DemoLine(invite.leg(), call, invite.sdp(), sessionId()), nowNanos);
    }

    /** The number to call back: P-Asserted-Identity if the gateway vouches for one, else From. */
    private static Optional<String> caller(SipEvent.InviteReceived invite) {
        String user = invite.asserted().orElse(invite.from()).uri().user();
        return user.matches("\\+?[0-9]{3,15}") ? Optional.of(user) : Optional.empty();
    }

    private void begin(DemoLine line, long nowNanos) {
        lines.put(line.leg(), line);
        contained(line, nowNanos, () -> tell(line, new DemoEvent.Started(), nowNanos));
    }

    private void heard(DemoLine line, long nowNanos) {
        DemoEvent event;
        while (line.media().isPresent() && (event = line.media().get().poll()) != null) {
            tell(line, event, nowNanos);
        }
    }

    private void tell(DemoLine line, DemoEvent event, long nowNanos) {
        for (DemoAction action : line.call().on(event, nowNanos)) {
            if (action instanceof DemoAction.CallBack(String number)) {
                callBack(number, nowNanos);
            } else if (!line.over()) {
                act(line, action, nowNanos);
            }
        }
    }

    private void act(DemoLine line, DemoAction action, long nowNanos) {
        switch (action) {
            case DemoAction.Ring() -> sip.accept(new SipCommand.Ring(line.leg(), 180, Optional.empty()));
            case DemoAction.OpenEarly() -> {
                if (openMedia(line, nowNanos)) {
                    sip.accept(new SipCommand.Ring(line.leg(), 183, Optional.of(line.description())));
                }
            }
            case DemoAction.Answer() -> {
                if (openMedia(line, nowNanos)) {
                    sip.accept(new SipCommand.Answer(line.leg(), line.description()));
                }
            }
            case DemoAction.Refuse(int status, String phrase, Optional<Reason> reason) -> {
                sip.accept(new SipCommand.Refuse(line.leg(), status, phrase, reason, 0));
                end(line, nowNanos);
            }
            case DemoAction.HangUp() -> {
                abandon(line, nowNanos);
            }
            case DemoAction.Dial(String number) -> dial(line, number, nowNanos);
            case DemoAction.GiveUp() -> {
                sip.accept(new SipCommand.Cancel(line.leg(), Optional.empty()));
                end(line, nowNanos);
            }
            case DemoAction.CallBack(String number) -> callBack(number, nowNanos);
            case DemoAction.Play(Prompt prompt) -> line.media().ifPresent(media -> media.play(prompt));
            case DemoAction.Echo() -> line.media().ifPresent(DemoMedia::echo);
            case DemoAction.PressKeys(String keys) -> line.media().ifPresent(media -> media.pressKeys(keys));
        }
    }

    /** Opens the media of a call we were offered and prepares our SDP; refuses the call when that cannot be. */
    private boolean openMedia(DemoLine line, long nowNanos) {
        Optional<TrunkMedia> media = line.offer().flatMap(DemoDescriptions::readOffer);
        if (media.isEmpty()) {
            refuse(line.leg(), 488, "Not Acceptable Here", Reason.q850(88, "Incompatible destination"));
            end(line, nowNanos);
            return false;
        }
        if (!takePorts(line, nowNanos)) {
            refuse(line.leg(), 503, "All Demo Lines Are In Use", Reason.q850(34, "No circuit available"));
            end(line, nowNanos);
            return false;
        }
        line.media().orElseThrow().connect(media.get(), nowNanos);
        line.described(DemoDescriptions.answer(media.get(), line.local()));
        return true;
    }

    private boolean takePorts(DemoLine line, long nowNanos) {
        try {
            Optional<TrunkSocket> socket = TrunkSocket.open(settings.address(), ports, nowNanos);
            if (socket.isEmpty()) {
                return false;
            }
            DemoMedia media = new DemoMedia(socket.get(), prompts, random);
            line.media(media);
            media.register(selector, new Arrival(line, false), new Arrival(line, true));
            return true;
        } catch (IOException unusable) {
            return false;
        }
    }

    private void callBack(String number, long nowNanos) {
        if (lines.size() < MAX_CALLS) {
            DemoCall call = new DemoCall(DemoScript.callingBack(number));
            begin(new DemoLine(newLeg.get(), call, Optional.empty(), sessionId()), nowNanos);
        }
    }

    private void dial(DemoLine line, String number, long nowNanos) {
        if (!takePorts(line, nowNanos)) {
            end(line, nowNanos);
            return;
        }
        line.described(DemoDescriptions.offer(line.local()));
        String gateway = host(settings.gatewaySip().getAddress().getHostAddress());
        SipUri target = new SipUri("sip", number, gateway, settings.gatewaySip().getPort(), Map.of());
        SipUri ourselves = SipUri.of(DemoNumber.CALL_BACK.number(), settings.domain());
        sip.accept(new SipCommand.Invite(
                line.leg(),
                new SipTarget.Trunk(TRUNK_NAME, settings.gatewaySip(), SipTransport.UDP),
                target,
                new Party("Demo call back", ourselves),
                new Party("", SipUri.of(number, gateway)),
                Optional.empty(),
                line.description()));
    }

    private static String host(String literal) {
        return literal.indexOf(':') < 0 ? literal : "[" + literal + "]";
    }

    private void answered(DemoLine line, Optional<String> sdp, long nowNanos) {
        Optional<TrunkMedia> media = sdp.flatMap(DemoDescriptions::readAnswer);
        if (media.isEmpty() || line.media().isEmpty()) {
            abandon(line, nowNanos);
            return;
        }
        line.media().get().connect(media.get(), nowNanos);
        tell(line, new DemoEvent.PeerAnswered(), nowNanos);
    }

    /** A re-INVITE: the same SDP again unless the peer changed something, so that its version tells the truth. */
    private void offered(DemoLine line, long offer, Optional<String> sdp, long nowNanos) {
        if (line.media().isEmpty()) {
            sip.accept(new SipCommand.RefuseOffer(line.leg(), offer, 488, "Not Acceptable Here"));
            return;
        }
        DemoMedia media = line.media().get();
        if (sdp.isEmpty()) {
            sip.accept(new SipCommand.AcceptOffer(line.leg(), offer, line.description()));
            return;
        }
        Optional<TrunkMedia> changed = DemoDescriptions.readOffer(sdp.get());
        if (changed.isEmpty()) {
            sip.accept(new SipCommand.RefuseOffer(line.leg(), offer, 488, "Not Acceptable Here"));
            return;
        }
        media.connect(changed.get(), nowNanos);
        if (!DemoDescriptions.answer(changed.get(), line.local()).equals(line.description())) {
            line.described(DemoDescriptions.answer(changed.get(), line.localChanged()));
        }
        sip.accept(new SipCommand.AcceptOffer(line.leg(), offer, line.description()));
    }

    private void refuse(LegId leg, int status, String phrase, Reason reason) {
        int retryAfter = status == 503 ? RETRY_AFTER_SECONDS : 0;
        sip.accept(new SipCommand.Refuse(leg, status, phrase, Optional.of(reason), retryAfter));
    }

    private void hangUp(DemoLine line) {
        sip.accept(new SipCommand.HangUp(line.leg(), Optional.of(Reason.q850(16, "Normal call clearing"))));
    }

    private void end(DemoLine line, long nowNanos) {
        lines.remove(line.leg());
        line.media().ifPresent(media -> refusedPackets += media.refused());
        line.end(nowNanos);
    }

    /** RFC 8866 section 5.2: a number hard to repeat; 62 bits fit every reader's signed field. */
    private long sessionId() {
        return random.nextLong() >>> 2;
    }
}
