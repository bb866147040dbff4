package dev.landline.media.bridge;

import dev.landline.bench.jmh.ShortRuns;
import dev.landline.bench.sound.SpeechLike;
import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusEncoder;
import dev.landline.media.codec.OpusEncoderSettings;
import dev.landline.media.codec.OpusEngines;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import dev.landline.media.srtp.SrtpProfile;
import java.util.Arrays;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One frame of 20 ms through a whole direction of a bridge, in virtual time: jitter buffer, codecs, SRTP toward the
 * browser (AES-GCM), the datagram sent to a loopback socket. Not in it: receiving, unprotecting what a browser sent (see
 * {@code SrtpBenchmark}), and reports.
 */
@State(Scope.Thread)
public class DirectionBenchmark extends ShortRuns {
    private static final int FRAMES = 400;
    private static final int SAMPLES = 160;
    private static final int BROWSER_SAMPLES = 960;
    private static final int MOST_BYTES = 1200;
    private static final long FRAME_NANOS = 20_000_000;

    @Param({"NATIVE", "CONCENTUS"})
    public OpusChoice engine;

    /** How many of 256 packets the browser reports as lost: none, and 5 %. */
    @Param({"0", "13"})
    public int browserLoses;

    private final byte[][] opusPayloads = new byte[FRAMES][];
    private final byte[][] pcmuPayloads = new byte[FRAMES][SAMPLES];
    private final RtpStream stream = new RtpStream(77, 1000, 5000);
    private final RtpPacket packet = new RtpPacket();
    private LoneCall call;
    private Direction towardTrunk;
    private Direction towardBrowser;
    private long nowNanos;
    private int frame;

    @Setup
    public void prepare() throws Exception {
        short[] speech = SpeechLike.samples(8000, FRAMES * 0.02, 3000, 1);
        short[] wide = SpeechLike.samples(48_000, FRAMES * 0.02, 3000, 1);
        byte[] packetBytes = new byte[MOST_BYTES];
        try (OpusEncoder encoder = OpusEngines.choose(engine, Optional.empty())
                .newEncoder(new OpusEncoderSettings(48_000, 32_000, 9, true, 5, false))) {
            for (int i = 0; i < FRAMES; i++) {
                int length = encoder.encode(wide, i * BROWSER_SAMPLES, BROWSER_SAMPLES, packetBytes, 0, MOST_BYTES);
                opusPayloads[i] = Arrays.copyOf(packetBytes, length);
                G711.encode(G711Law.PCMU, speech, i * SAMPLES, SAMPLES, pcmuPayloads[i], 0);
            }
        }
        call = new LoneCall(engine, SrtpProfile.AEAD_AES_128_GCM);
        call.browser.peerLoss.reported(browserLoses);
        towardTrunk = transcoding(call.browser, call.trunk);
        towardBrowser = transcoding(call.trunk, call.browser);
        nowNanos = System.nanoTime();
    }

    private Direction transcoding(Leg from, Leg to) {
        Direction direction =
                new Transcoding(call.loop, from, to, SoundShape.between(from, to), new DigitRelay(call.loop));
        direction.start(System.nanoTime());
        return direction;
    }

    @TearDown
    public void release() {
        if (call.trunk.stream.packets() + call.browser.stream.packets() == 0) {
            throw new IllegalStateException("nothing was sent");
        }
        towardTrunk.close();
        towardBrowser.close();
        call.close();
    }

    private void receive(int payloadType, byte[] payload, int ticks) {
        int header = stream.writeHeader(call.loop.in, 0, payloadType, false);
        System.arraycopy(payload, 0, call.loop.in, header, payload.length);
        stream.advance(ticks);
        packet.wrap(call.loop.in, 0, header + payload.length);
    }

    @Benchmark
    public long browserToTrunk() {
        frame = (frame + 1) % FRAMES;
        nowNanos += FRAME_NANOS;
        receive(LoneCall.OPUS, opusPayloads[frame], BROWSER_SAMPLES);
        towardTrunk.onSound(call.browser, SoundCodec.OPUS, packet, nowNanos);
        play(towardTrunk);
        return call.trunk.stream.packets();
    }

    @Benchmark
    public long trunkToBrowser() {
        frame = (frame + 1) % FRAMES;
        nowNanos += FRAME_NANOS;
        receive(0, pcmuPayloads[frame], SAMPLES);
        towardBrowser.onSound(call.trunk, SoundCodec.PCMU, packet, nowNanos);
        play(towardBrowser);
        return call.browser.stream.packets();
    }

    private void play(Direction direction) {
        while (direction.nextDeadlineNanos() <= nowNanos) {
            direction.run(nowNanos);
        }
    }
}
