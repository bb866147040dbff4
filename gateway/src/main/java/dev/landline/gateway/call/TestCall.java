package dev.landline.gateway.call;

import dev.landline.gateway.call.CallPlan.Branch;
import dev.landline.gateway.config.GatewayConfig;
import dev.landline.gateway.config.TrunkSound;
import dev.landline.media.bridge.Bridge;
import dev.landline.media.bridge.BridgesExhausted;
import dev.landline.media.bridge.MediaEngine;
import dev.landline.media.bridge.MediaFormat;
import dev.landline.media.bridge.PortsExhausted;
import dev.landline.media.bridge.Side;
import dev.landline.media.bridge.TrunkRemote;
import dev.landline.media.codec.OpusTuning;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.quality.LegNumbers;
import dev.landline.media.sound.Cadence;
import dev.landline.media.sound.Tone;
import dev.landline.media.sound.ToneSource;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.SipTarget;
import dev.landline.sip.sdp.LocalKeys;
import dev.landline.sip.sdp.LocalTrunk;
import dev.landline.sip.sdp.OfferAnswer;
import dev.landline.sip.sdp.Parsed;
import dev.landline.sip.sdp.SessionDescription;
import dev.landline.sip.sdp.SrtpPolicy;
import dev.landline.sip.sdp.TrunkMedia;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One call to a trunk with nobody at our end: SIP, media and identities are those of real calls, a tone is played, and
 * what comes back is measured. Runs on the caller's thread and waits.
 */
public final class TestCall {

    private static final double TONE_DBM0 = -10;
    private static final Duration STATS_PERIOD = Duration.ofMillis(1_200);

    /**
     * What was heard of the trunk.
     *
     * @param audible anything louder than silence
     * @param level mean level in dBm0; about -96 for silence
     * @param loudest level of the loudest 20 ms in dBm0
     * @param ownTone mostly the tone that we played: the far end is an echo
     */
    public record Heard(boolean audible, double level, double loudest, boolean ownTone) {}

    /** How it ended. */
    public sealed interface Result {

        /**
         * Answered.
         *
         * @param numbers of the trunk's end: packets, loss, codec
         * @param heard after the answer
         */
        record Answered(LegNumbers numbers, Heard heard) implements Result {}

        /** The far side said no, or nothing. */
        record Refused(int status, String phrase, boolean local) implements Result {}

        /** Nothing final came within the patience. */
        record Unanswered(Duration patience) implements Result {}

        /** It answered with a description that cannot be used, or something of ours is missing. */
        record Unusable(String sentence) implements Result {}
    }

    private final MediaEngine media;
    private final InetAddress address;
    private final Consumer<SipCommand> sip;
    private final BlockingQueue<SipEvent> events;
    private final Consumer<String> story;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param events what the SIP stack says
     * @param story told each thing that happens, in words
     */
    public TestCall(
            GatewayConfig config,
            MediaEngine media,
            Consumer<SipCommand> sip,
            BlockingQueue<SipEvent> events,
            Consumer<String> story) {
        this.media = media;
        this.address = config.media().address();
        this.sip = sip;
        this.events = events;
        this.story = story;
    }

    /**
     * Calls.
     *
     * @param branch whom, and as whom
     * @param ringing how long it may ring
     * @param talking how long the tone is played
     */
    public Result place(Branch branch, TrunkSound sound, Duration ringing, Duration talking)
            throws IOException, InterruptedException {
        try (Bridge bridge = media.open("test", _ -> {});
                TestEar ear = new TestEar(address)) {
            bridge.openTrunk(Side.A);
            Optional<LocalKeys> keys =
                    sound.srtp() == SrtpPolicy.OFF ? Optional.empty() : Optional.of(LocalKeys.random(random));
            LocalTrunk local = new LocalTrunk(bridge.openTrunk(Side.B).rtp(), random.nextLong(1L << 40), 1, keys);
            bridge.connectTrunk(
                    Side.A,
                    TrunkRemote.of(ear.address(), ear.address(), new MediaFormat(SoundCodec.PCMU, 0))
                            .withDirection(false, true));
            sip.accept(new SipCommand.Invite(
                    branch.leg(),
                    branch.target(),
                    branch.requestUri(),
                    branch.from(),
                    branch.to(),
                    branch.identity(),
                    OfferAnswer.trunkOffer(local, sound.terms())));
            InetSocketAddress target = ((SipTarget.Trunk) branch.target()).address();
            story.accept("INVITE " + branch.requestUri() + " to "
                    + target.getAddress().getHostAddress() + ":" + target.getPort());
            return new Talk(branch, sound, bridge, local, ear).follow(ringing, talking);
        } catch (BridgesExhausted | PortsExhausted e) {
            return new Result.Unusable("No media port is free: " + e.getMessage());
        }
    }

    /** The call once the INVITE is out. */
    private final class Talk {

        private final Branch branch;
        private final TrunkSound sound;
        private final Bridge bridge;
        private final LocalTrunk local;
        private final TestEar ear;

        Talk(Branch branch, TrunkSound sound, Bridge bridge, LocalTrunk local, TestEar ear) {
            this.branch = branch;
            this.sound = sound;
            this.bridge = bridge;
            this.local = local;
            this.ear = ear;
        }

        Result follow(Duration ringing, Duration talking) throws InterruptedException {
            long deadline = System.nanoTime() + ringing.toNanos();
            while (true) {
                SipEvent event = events.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                switch (event) {
                    case null -> {
                        sip.accept(new SipCommand.Cancel(branch.leg(), Optional.empty()));
                        return new Result.Unanswered(ringing);
                    }
                    case SipEvent.Trying _ -> story.accept("100 Trying: it is there");
                    case SipEvent.Progress progress -> progress(progress);
                    case SipEvent.Refused refused -> {
                        return new Result.Refused(refused.status(), refused.phrase(), refused.local());
                    }
                    case SipEvent.Answered answered -> {
                        story.accept("200 OK: answered");
                        return answered(answered.sdp(), talking);
                    }
                    default -> story.accept(event.getClass().getSimpleName());
                }
            }
        }

        private void progress(SipEvent.Progress progress) {
            story.accept(progress.status() + " " + progress.phrase()
                    + (progress.sdp().isPresent() ? ", with sound before the answer" : ""));
            progress.sdp().ifPresent(this::connect);
        }

        private Result answered(Optional<String> sdp, Duration talking) throws InterruptedException {
            Optional<String> unusable = sdp.flatMap(this::connect);
            if (unusable.isPresent()) {
                hangUp();
                return new Result.Unusable("The answer cannot be used: " + unusable.get());
            }
            ear.begin();
            bridge.play(Side.B, new ToneSource(Cadence.continuous(Tone.of(TestEar.TONE_HERTZ, TONE_DBM0))));
            boolean still = talk(talking);
            LegNumbers numbers = bridge.stats().b();
            if (still) {
                hangUp();
                story.accept("BYE");
            }
            return new Result.Answered(numbers, ear.heard());
        }

        private void hangUp() {
            sip.accept(new SipCommand.HangUp(branch.leg(), Optional.empty()));
        }

        /** Waits, and answers what a trunk may want meanwhile. False when the trunk has hung up. */
        private boolean talk(Duration talking) throws InterruptedException {
            // The numbers are those of the last whole second.
            long deadline = System.nanoTime() + talking.plus(STATS_PERIOD).toNanos();
            while (true) {
                SipEvent event = events.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                switch (event) {
                    case null -> {
                        return true;
                    }
                    case SipEvent.HungUp _ -> {
                        story.accept("BYE from the far side");
                        return false;
                    }
                    case SipEvent.OfferReceived offer -> {
                        story.accept("a new offer inside the call, refused with 488");
                        sip.accept(new SipCommand.RefuseOffer(branch.leg(), offer.offer(), 488, "Only A Test Call"));
                    }
                    default -> {}
                }
            }
        }

        /** Connects the bridge to what the trunk said; the sentence when that cannot be used. */
        private Optional<String> connect(String sdp) {
            Parsed<TrunkMedia> media = switch (SessionDescription.parse(sdp)) {
                case Parsed.Ok<SessionDescription>(SessionDescription description) ->
                    OfferAnswer.readTrunkAnswer(description, sound.terms());
                case Parsed.Malformed<SessionDescription>(String reason) -> new Parsed.Malformed<>(reason);
            };
            return switch (media) {
                case Parsed.Malformed<TrunkMedia>(String reason) -> Optional.of(reason);
                case Parsed.Ok<TrunkMedia>(TrunkMedia said) -> {
                    bridge.connectTrunk(
                            Side.B, MediaDescriptions.trunk(said, local, sound, OpusTuning.USUAL, Optional.empty()));
                    yield Optional.empty();
                }
            };
        }
    }
}
