package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Blame;
import dev.landline.gateway.call.CallFailure.NoCommonMedia;
import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.media.bridge.Bridge;
import dev.landline.media.bridge.BridgeStats;
import dev.landline.media.bridge.BridgesExhausted;
import dev.landline.media.bridge.MediaEngine;
import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.PortsExhausted;
import dev.landline.media.bridge.Side;
import dev.landline.media.bridge.TrunkRemote;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.BrowserMedia;
import dev.landline.sip.sdp.LocalBrowser;
import dev.landline.sip.sdp.LocalTrunk;
import dev.landline.sip.sdp.OfferAnswer;
import dev.landline.sip.sdp.Parsed;
import dev.landline.sip.sdp.SessionDescription;
import dev.landline.sip.sdp.TrunkMedia;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The sound of one call as call control sees it: descriptions in, descriptions out, a bridge between. Owned by the
 * call's thread. Each side is described once; what a side changes later is answered without asking the other.
 */
final class CallMedia implements AutoCloseable {

    /** A browser that has not secured its sound this long after the answer will not do so any more. */
    static final Duration SETUP_TIME = Duration.ofSeconds(12);

    /** Opens the media of a call. */
    @FunctionalInterface
    interface Source {
        CallMedia open(String callId, Consumer<MediaEvent> events) throws Unusable;
    }

    /** A description, or our own means, with which a side cannot be used. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient CallFailure failure;
        private final Side side;

        Unusable(Side side, CallFailure failure) {
            super(failure.sentence());
            this.side = side;
            this.failure = failure;
        }

        CallFailure failure() {
            return failure;
        }

        Side side() {
            return side;
        }
    }

    private sealed interface End {}

    /** A browser's side; {@code remote} is empty until it has answered our offer. */
    private record BrowserEnd(LocalBrowser local, Optional<BrowserMedia> remote, long version) implements End {}

    /** A trunk's side, likewise. */
    private record TrunkEnd(
            LocalTrunk local, List<AudioCodec> codecs, Optional<TrunkMedia> said, Optional<TrunkRemote> remote)
            implements End {}

    private final Bridge bridge;
    private final Function<String, List<AudioCodec>> codecsOfTrunk;
    private final Map<Side, End> ends = new EnumMap<>(Side.class);

    CallMedia(Bridge bridge, Function<String, List<AudioCodec>> codecsOfTrunk) {
        this.bridge = bridge;
        this.codecsOfTrunk = codecsOfTrunk;
    }

    static CallMedia open(
            MediaEngine engine,
            String callId,
            Consumer<MediaEvent> events,
            Function<String, List<AudioCodec>> codecsOfTrunk)
            throws Unusable {
        try {
            return new CallMedia(engine.open(callId, events), codecsOfTrunk);
        } catch (BridgesExhausted e) {
            throw new Unusable(Side.A, Plain.NO_PORTS);
        }
    }

    /** Opens a side on the peer's offer. */
    void takeOffer(Side side, String sdp, Optional<String> trunk) throws Unusable {
        SessionDescription offer = used(side, SessionDescription.parse(sdp));
        if (trunk.isPresent()) {
            List<AudioCodec> codecs = codecsOfTrunk.apply(trunk.get());
            TrunkMedia said = used(side, OfferAnswer.readTrunkOffer(offer, codecs));
            connect(side, openTrunk(side, codecs), said);
        } else {
            BrowserMedia said = used(side, OfferAnswer.readBrowserOffer(offer));
            connect(side, openBrowser(side), said);
        }
    }

    /** Opens a side that we will make an offer to. Opening it again, for the next trunk, keeps its port. */
    void open(Side side, Optional<String> trunk) throws Unusable {
        if (trunk.isEmpty()) {
            if (!ends.containsKey(side)) {
                ends.put(side, openBrowser(side));
            }
            return;
        }
        List<AudioCodec> codecs = codecsOfTrunk.apply(trunk.get());
        if (ends.get(side) instanceof TrunkEnd before) {
            ends.put(side, new TrunkEnd(before.local(), codecs, Optional.empty(), Optional.empty()));
        } else {
            ends.put(side, openTrunk(side, codecs));
        }
    }

    private BrowserEnd openBrowser(Side side) {
        return new BrowserEnd(MediaDescriptions.browser(bridge.openBrowser(side), newSessionId()), Optional.empty(), 1);
    }

    private TrunkEnd openTrunk(Side side, List<AudioCodec> codecs) throws Unusable {
        try {
            LocalTrunk local = new LocalTrunk(bridge.openTrunk(side).rtp(), newSessionId(), 1);
            return new TrunkEnd(local, codecs, Optional.empty(), Optional.empty());
        } catch (PortsExhausted e) {
            throw new Unusable(side, Plain.NO_PORTS);
        }
    }

    private static long newSessionId() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    /** Our offer of an opened side. */
    String offer(Side side) {
        return switch (end(side)) {
            case BrowserEnd browser -> OfferAnswer.browserOffer(browser.local());
            case TrunkEnd trunk -> OfferAnswer.trunkOffer(trunk.local(), trunk.codecs(), true);
        };
    }

    /** Connects a side to the peer's answer to our offer. A second answer, after early media, may change it. */
    void takeAnswer(Side side, String sdp) throws Unusable {
        SessionDescription answer = used(side, SessionDescription.parse(sdp));
        switch (end(side)) {
            case BrowserEnd browser -> connect(side, browser, used(side, OfferAnswer.readBrowserAnswer(answer)));
            case TrunkEnd trunk ->
                connect(side, trunk, used(side, OfferAnswer.readTrunkAnswer(answer, trunk.codecs())));
        }
    }

    /** Our answer to the offer that a side was opened on: the same text each time it is asked for. */
    String answer(Side side) {
        return switch (end(side)) {
            case BrowserEnd(LocalBrowser local, Optional<BrowserMedia> remote, long version) ->
                OfferAnswer.browserAnswer(remote.orElseThrow(), local, version);
            case TrunkEnd trunk -> OfferAnswer.trunkAnswer(trunk.said().orElseThrow(), trunk.local());
        };
    }

    /**
     * Answers an offer inside the call.
     *
     * @param sdp the offer; empty when the peer asks for ours: it gets the description it has
     */
    String reanswer(Side side, Optional<String> sdp) throws Unusable {
        if (sdp.isEmpty()) {
            return end(side) instanceof TrunkEnd ? offer(side) : answer(side);
        }
        SessionDescription offer = used(side, SessionDescription.parse(sdp.get()));
        switch (end(side)) {
            case BrowserEnd browser -> {
                BrowserMedia said = used(side, OfferAnswer.readBrowserOffer(offer));
                connect(side, new BrowserEnd(browser.local(), browser.remote(), browser.version() + 1), said);
            }
            case TrunkEnd trunk -> {
                TrunkMedia said = used(side, OfferAnswer.readTrunkOffer(offer, trunk.codecs()));
                LocalTrunk local = trunk.local();
                LocalTrunk next = new LocalTrunk(local.rtp(), local.sessionId(), local.version() + 1);
                connect(side, new TrunkEnd(next, trunk.codecs(), trunk.said(), trunk.remote()), said);
            }
        }
        return answer(side);
    }

    private void connect(Side side, BrowserEnd end, BrowserMedia said) {
        bridge.connectBrowser(side, MediaDescriptions.browser(said));
        ends.put(side, new BrowserEnd(end.local(), Optional.of(said), end.version()));
    }

    private void connect(Side side, TrunkEnd end, TrunkMedia said) {
        TrunkRemote remote = MediaDescriptions.trunk(said, end.remote());
        bridge.connectTrunk(side, remote);
        ends.put(side, new TrunkEnd(end.local(), end.codecs(), Optional.of(said), Optional.of(remote)));
    }

    private End end(Side side) {
        End end = ends.get(side);
        if (end == null) {
            throw new IllegalStateException("side " + side + " of the bridge is not open");
        }
        return end;
    }

    private static <T> T used(Side side, Parsed<T> parsed) throws Unusable {
        Blame blame = switch (side) {
            case A -> Blame.CALLER;
            case B -> Blame.CALLEE;
        };
        return switch (parsed) {
            case Parsed.Ok<T>(T value) -> value;
            case Parsed.Malformed<T>(String reason) -> throw new Unusable(side, new NoCommonMedia(reason, blame));
        };
    }

    /** Plays a digit toward a side. */
    void press(Side side, InfoDigits digit) {
        bridge.press(side, digit.digit(), digit.millis());
    }

    BridgeStats stats() {
        return bridge.stats();
    }

    @Override
    public void close() {
        bridge.close();
    }
}
