package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Blame;
import dev.landline.gateway.call.CallFailure.NoCommonMedia;
import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.config.DtmfMode;
import dev.landline.gateway.config.TrunkSound;
import dev.landline.media.bridge.Bridge;
import dev.landline.media.bridge.BridgeStats;
import dev.landline.media.bridge.BridgesExhausted;
import dev.landline.media.bridge.BrowserLocal;
import dev.landline.media.bridge.Conference;
import dev.landline.media.bridge.MediaEngine;
import dev.landline.media.bridge.MediaEvent;
import dev.landline.media.bridge.PortsExhausted;
import dev.landline.media.bridge.Side;
import dev.landline.media.bridge.TrunkRemote;
import dev.landline.media.ice.IceCredentials;
import dev.landline.media.ice.IceRemote;
import dev.landline.media.sound.CallProgressTone;
import dev.landline.sip.sdp.BrowserMedia;
import dev.landline.sip.sdp.CryptoLine;
import dev.landline.sip.sdp.CryptoSuite;
import dev.landline.sip.sdp.LocalBrowser;
import dev.landline.sip.sdp.LocalKeys;
import dev.landline.sip.sdp.LocalTrunk;
import dev.landline.sip.sdp.OfferAnswer;
import dev.landline.sip.sdp.Parsed;
import dev.landline.sip.sdp.SessionDescription;
import dev.landline.sip.sdp.SrtpPolicy;
import dev.landline.sip.sdp.TrunkMedia;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
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

    /** Opens the media of a call; beside another's, so that ends can go from one to the other. */
    @FunctionalInterface
    interface Source {
        CallMedia open(String callId, CallSound sound, Consumer<MediaEvent> events, Optional<CallMedia> beside)
                throws Unusable;
    }

    private sealed interface End {}

    /** A browser's side; {@code remote} is empty until it has answered our offer. */
    private record BrowserEnd(LocalBrowser local, Optional<BrowserMedia> remote, long version) implements End {}

    /** A trunk's side, likewise. */
    private record TrunkEnd(LocalTrunk local, TrunkSound sound, Optional<TrunkMedia> said, Optional<TrunkRemote> remote)
            implements End {}

    /** Seeded by the system; safe from any thread. */
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Safe from any thread. */
    final Bridge bridge;

    private final CallSound sound;
    private final Function<String, TrunkSound> soundOfTrunk;
    private final CallSounds sounds;
    private final HoldSound hold;
    private final Map<Side, End> ends = new EnumMap<>(Side.class);

    CallMedia(Bridge bridge, CallSound sound, CallSounds sounds, Function<String, TrunkSound> soundOfTrunk) {
        this.bridge = bridge;
        this.sound = sound;
        this.soundOfTrunk = soundOfTrunk;
        this.sounds = sounds;
        this.hold = new HoldSound(bridge, sounds);
    }

    static CallMedia open(
            MediaEngine engine,
            String callId,
            CallSound sound,
            CallSounds sounds,
            Consumer<MediaEvent> events,
            Function<String, TrunkSound> soundOfTrunk,
            Optional<CallMedia> beside)
            throws Unusable {
        try {
            return new CallMedia(
                    engine.open(callId, events, beside.map(other -> other.bridge)), sound, sounds, soundOfTrunk);
        } catch (BridgesExhausted e) {
            throw new Unusable(Side.A, Plain.NO_PORTS);
        }
    }

    /** Opens a side on the peer's offer. */
    void takeOffer(Side side, String sdp, Optional<String> trunk) throws Unusable {
        SessionDescription offer = used(side, SessionDescription.parse(sdp));
        if (trunk.isPresent()) {
            TrunkSound terms = soundOfTrunk.apply(trunk.get());
            TrunkMedia said = used(side, OfferAnswer.readTrunkOffer(offer, terms.terms()));
            connect(side, openTrunk(side, terms), said);
        } else {
            BrowserMedia said = used(side, OfferAnswer.readBrowserOffer(offer, sound.browser()));
            connect(side, openBrowser(side), said, MediaDescriptions.ice(said, offer, true));
        }
    }

    /** Opens a side that we will make an offer to. Opening it again, for the next trunk, keeps its port but no key. */
    void open(Side side, Optional<String> trunk) throws Unusable {
        End other = ends.get(side);
        if (other != null && (other instanceof BrowserEnd) != trunk.isEmpty()) {
            // Sent on from a person to a line, or back.
            dismiss(side);
        }
        if (trunk.isEmpty()) {
            if (!ends.containsKey(side)) {
                ends.put(side, openBrowser(side));
            }
            return;
        }
        TrunkSound terms = soundOfTrunk.apply(trunk.get());
        if (ends.get(side) instanceof TrunkEnd before) {
            LocalTrunk local = before.local();
            ends.put(
                    side,
                    trunkEnd(new LocalTrunk(local.rtp(), local.sessionId(), local.version(), keys(terms)), terms));
        } else {
            ends.put(side, openTrunk(side, terms));
        }
    }

    private BrowserEnd openBrowser(Side side) throws Unusable {
        try {
            BrowserLocal local = bridge.openBrowser(side);
            return new BrowserEnd(
                    MediaDescriptions.browser(local, newSessionId(), sound.playbackRate()), Optional.empty(), 1);
        } catch (PortsExhausted e) {
            throw new Unusable(side, Plain.NO_PORTS);
        }
    }

    private TrunkEnd openTrunk(Side side, TrunkSound terms) throws Unusable {
        try {
            return trunkEnd(new LocalTrunk(bridge.openTrunk(side).rtp(), newSessionId(), 1, keys(terms)), terms);
        } catch (PortsExhausted e) {
            throw new Unusable(side, Plain.NO_PORTS);
        }
    }

    private static TrunkEnd trunkEnd(LocalTrunk local, TrunkSound terms) {
        return new TrunkEnd(local, terms, Optional.empty(), Optional.empty());
    }

    private static Optional<LocalKeys> keys(TrunkSound terms) {
        return terms.srtp() == SrtpPolicy.OFF ? Optional.empty() : Optional.of(LocalKeys.random(RANDOM));
    }

    private static long newSessionId() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    /** Our offer of an opened side. */
    String offer(Side side) {
        return switch (end(side)) {
            case BrowserEnd browser -> OfferAnswer.browserOffer(browser.local(), sound.browser());
            case TrunkEnd trunk ->
                OfferAnswer.trunkOffer(trunk.local(), trunk.sound().terms());
        };
    }

    /** What our INVITE to an opened side says; empty where the trunk is to make the offer. */
    Optional<String> invitation(Side side) {
        boolean late = end(side) instanceof TrunkEnd trunk && trunk.sound().lateOffer();
        return late ? Optional.empty() : Optional.of(offer(side));
    }

    /** Connects a side to the peer's answer to our offer. A second answer, after early media, may change it. */
    void takeAnswer(Side side, String sdp) throws Unusable {
        SessionDescription answer = used(side, SessionDescription.parse(sdp));
        switch (end(side)) {
            case BrowserEnd browser -> {
                BrowserMedia said = used(side, OfferAnswer.readBrowserAnswer(answer, sound.browser()));
                connect(side, browser, said, MediaDescriptions.ice(said, answer, false));
            }
            case TrunkEnd trunk ->
                connect(
                        side,
                        trunk,
                        used(
                                side,
                                OfferAnswer.readTrunkAnswer(
                                        answer, trunk.sound().terms())));
        }
    }

    /** What we say to the side that calls: our answer to its offer, or our offer when it made none. */
    String ours(Side side) {
        Optional<?> said = end(side) instanceof BrowserEnd browser ? browser.remote() : ((TrunkEnd) end(side)).said();
        return said.isPresent() ? answer(side) : offer(side);
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
     * @param sdp the offer; empty when the peer asks for ours: it gets what was agreed
     */
    String reanswer(Side side, Optional<String> sdp) throws Unusable {
        if (sdp.isEmpty()) {
            return reoffer(side);
        }
        SessionDescription offer = used(side, SessionDescription.parse(sdp.get()));
        switch (end(side)) {
            case BrowserEnd browser -> {
                BrowserMedia said = used(side, OfferAnswer.readBrowserOffer(offer, sound.browser()));
                BrowserEnd next = new BrowserEnd(local(side, browser, said), browser.remote(), browser.version() + 1);
                connect(side, next, said, MediaDescriptions.ice(said, offer, true));
            }
            case TrunkEnd trunk -> {
                TrunkMedia said = used(
                        side, OfferAnswer.readTrunkOffer(offer, trunk.sound().terms()));
                connect(side, changed(trunk, said), said);
            }
        }
        return answer(side);
    }

    /** As we were, or with new credentials for a browser that restarts ICE (RFC 8839 section 4.4.3.1). */
    private LocalBrowser local(Side side, BrowserEnd end, BrowserMedia said) throws Unusable {
        if (!end.remote()
                .map(before -> MediaDescriptions.restarts(before, said))
                .orElse(false)) {
            return end.local();
        }
        IceCredentials fresh =
                bridge.restartIce(side).orElseThrow(() -> new Unusable(side, MediaDescriptions.NO_RESTART));
        return MediaDescriptions.renewed(end.local(), fresh);
    }

    private String reoffer(Side side) {
        if (!(end(side) instanceof TrunkEnd trunk) || trunk.said().isEmpty()) {
            return end(side) instanceof TrunkEnd ? offer(side) : answer(side);
        }
        TrunkMedia agreed = trunk.said().get();
        TrunkEnd next = changed(trunk, agreed);
        ends.put(side, next);
        return OfferAnswer.trunkOffer(next.local(), agreed);
    }

    /**
     * The end with its next version. Our key of a suite that is left is replaced: on a later return, the packet numbers
     * that it has served would come again.
     */
    private static TrunkEnd changed(TrunkEnd end, TrunkMedia now) {
        LocalTrunk local = end.local();
        Optional<CryptoSuite> before = end.said().flatMap(TrunkMedia::crypto).map(CryptoLine::suite);
        boolean left = before.isPresent() && !before.equals(now.crypto().map(CryptoLine::suite));
        Optional<LocalKeys> keys = left ? local.keys().map(ours -> ours.renewed(before.get(), RANDOM)) : local.keys();
        LocalTrunk next = new LocalTrunk(local.rtp(), local.sessionId(), local.version() + 1, keys);
        return new TrunkEnd(next, end.sound(), end.said(), end.remote());
    }

    private void connect(Side side, BrowserEnd end, BrowserMedia said, IceRemote ice) {
        bridge.connectBrowser(
                side, MediaDescriptions.browser(said, sound.opus()).withIce(ice));
        bridge.extendReports(side, MediaDescriptions.reports(said.slots()));
        ends.put(side, new BrowserEnd(end.local(), Optional.of(said), end.version()));
        hold.described(side, true, said.direction());
    }

    private void connect(Side side, TrunkEnd end, TrunkMedia said) {
        TrunkRemote remote = MediaDescriptions.trunk(said, end.local(), end.sound(), sound.opus(), end.remote());
        bridge.digitsAsTones(side, usesTones(end.sound()));
        bridge.connectTrunk(side, remote);
        bridge.extendReports(side, MediaDescriptions.reports(said.slots()));
        ends.put(side, new TrunkEnd(end.local(), end.sound(), Optional.of(said), Optional.of(remote)));
        hold.described(side, false, said.direction());
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

    /** Whether digits go to this side as SIP INFO: call control sends them, not the media. */
    boolean wantsInfo(Side side) {
        return ends.get(side) instanceof TrunkEnd trunk && trunk.sound().dtmf() == DtmfMode.INFO;
    }

    /** Plays a digit toward a side. */
    void press(Side side, InfoDigits digit) {
        bridge.press(side, digit.digit(), digit.millis());
    }

    /** Plays a tone to a side in place of what it hears. */
    void play(Side toward, CallProgressTone tone) {
        bridge.play(toward, sounds.tone(tone));
    }

    /** Brings a side into a conference; from now on a hold of another side plays nothing to it. */
    void join(Side side, Conference conference) throws Unusable {
        hold.endMusic();
        if (!bridge.join(side, conference)) {
            throw new Unusable(side, Plain.ROOM_FULL);
        }
    }

    /** Plays the tone that says: done. */
    void confirm(Side toward) {
        bridge.play(toward, sounds.confirmation());
    }

    /** The tone is over: music on hold goes on where there was some. */
    void stopTone(Side toward) {
        bridge.stopPlaying(toward);
        hold.resume(toward);
    }

    /** A side is gone, the other stays. */
    void dismiss(Side side) {
        ends.remove(side);
        hold.forget(side);
        bridge.dismiss(side);
    }

    /**
     * Takes an end of another call's media over, in the place of what was at this side, and closes what is left there.
     *
     * @throws Unusable when the two are too far apart in the engine; both are as before then, but for this side
     */
    void adopt(Side side, CallMedia from, Side fromSide) throws Unusable {
        dismiss(side);
        End end = from.end(fromSide);
        if (!bridge.adopt(side, from.bridge, fromSide)) {
            throw new Unusable(side, Plain.CANNOT_BE_JOINED);
        }
        ends.put(side, end);
        from.ends.remove(fromSide);
        switch (end) {
            case BrowserEnd browser -> browser.remote().ifPresent(said -> hold.described(side, true, said.direction()));
            case TrunkEnd trunk -> {
                bridge.digitsAsTones(side, usesTones(trunk.sound()));
                trunk.said().ifPresent(said -> hold.described(side, false, said.direction()));
            }
        }
        from.close();
    }

    private static boolean usesTones(TrunkSound sound) {
        return sound.dtmf() == DtmfMode.AUTO || sound.dtmf() == DtmfMode.INBAND;
    }

    BridgeStats stats() {
        return bridge.stats();
    }

    @Override
    public void close() {
        bridge.close();
    }
}
