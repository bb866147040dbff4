package dev.landline.media.bridge;

import dev.landline.media.codec.OpusEngine;
import dev.landline.media.codec.OpusWishes;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.codec.SoundDecoder;
import dev.landline.media.codec.SoundEncoder;
import dev.landline.media.dtmf.DigitTones;
import dev.landline.media.dtmf.DtmfDetector;
import dev.landline.media.dtmf.TelephoneEvent;
import dev.landline.media.dtmf.TelephoneEventReceiver;
import dev.landline.media.dtmf.TelephoneEventSender;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import dev.landline.media.sound.SoundSource;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A phone on a trunk that speaks any codec: presses keys at the pace of a real one, as events or as tones, while its voice
 * goes on, and writes down the keys that it hears, in both forms, and the sound.
 */
final class DigitPeer implements AutoCloseable {
    static final int EVENTS = 101;
    private static final int FRAME_MILLIS = 20;
    private static final Map<String, Integer> PAYLOAD_TYPES = Map.of("OPUS", 111, "PCMU", 0, "PCMA", 8, "G722", 9);

    /** A key heard as tones. */
    record ToneKey(char key, int millis) {}

    private final SoundCodec codec;
    private final int payloadType;
    private final int sampleRate;
    private final boolean speaksEvents;
    private final SoundEncoder encoder;
    private final SoundDecoder decoder;
    private final DatagramSocket socket;
    private final Thread receiver;
    private final RtpStream stream = RtpStream.random(ThreadLocalRandom.current());
    private final TelephoneEventSender events;
    private final DigitTones tones = new DigitTones();
    private final DigitLog eventLog;
    private final List<ToneKey> toneKeys = new CopyOnWriteArrayList<>();
    private final DtmfDetector detector;
    private final ToneMeter meter;
    private final short[] pcm;
    private final byte[] out = new byte[1600];
    private InetSocketAddress gateway;
    private volatile SoundSource voice;
    private Pacer pacer;
    private int heard;

    DigitPeer(SoundCodec codec, boolean speaksEvents, OpusEngine opus) throws IOException {
        this.codec = codec;
        this.speaksEvents = speaksEvents;
        payloadType = PAYLOAD_TYPES.get(codec.name());
        sampleRate = codec.sampleRate() == 8000 ? 8000 : 16_000;
        pcm = new short[FRAME_MILLIS * sampleRate / 1000];
        encoder = SoundEncoder.of(codec, opus, sampleRate, OpusWishes.USUAL);
        decoder = SoundDecoder.of(codec, opus, sampleRate);
        events = new TelephoneEventSender(codec.clockRate());
        eventLog = new DigitLog(codec.clockRate());
        meter = new ToneMeter(sampleRate);
        detector = new DtmfDetector(new TelephoneEventReceiver.Listener() {
            @Override
            public void pressed(int event) {
                // Counted when it ends.
            }

            @Override
            public void released(int event, int durationMillis) {
                toneKeys.add(new ToneKey(TelephoneEvent.digit(event), durationMillis));
            }
        });
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        receiver = Thread.ofPlatform().daemon(true).name("digit-peer").start(this::receive);
    }

    TrunkRemote description() {
        InetSocketAddress here = (InetSocketAddress) socket.getLocalSocketAddress();
        TrunkRemote remote = TrunkRemote.of(here, here, new MediaFormat(codec, payloadType));
        return speaksEvents ? remote.withDtmf(new DtmfFormat(EVENTS, codec.clockRate())) : remote;
    }

    /** Speaks from now on: silence until it is given a voice. */
    void speakTo(TrunkLocal local) {
        gateway = local.rtp();
        pacer = new Pacer("digit-peer", FRAME_MILLIS * 1_000_000L, this::beat);
    }

    void voice(SoundSource source) {
        voice = source;
    }

    private synchronized void beat() {
        int length = speaksEvents && events.isBusy() ? events.write(out, 0, stream, EVENTS, System.nanoTime()) : 0;
        if (length > 0) {
            send(length);
        }
        if (!events.replacesSound()) {
            sendFrame();
        }
        stream.advance(FRAME_MILLIS * codec.clockRate() / 1000);
    }

    private void sendFrame() {
        SoundSource said = tones.isBusy() ? tones : voice;
        if (said == null || said.read(pcm, 0, pcm.length, sampleRate) < pcm.length) {
            Arrays.fill(pcm, (short) 0);
        }
        int header = RtpPacket.FIXED_HEADER_LENGTH;
        int length = encoder.encode(pcm, 0, pcm.length, out, header, 1200);
        if (length > 0) {
            stream.writeHeader(out, 0, payloadType, false);
            send(header + length);
        }
    }

    private void send(int length) {
        try {
            socket.send(new DatagramPacket(out, length, gateway));
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** Presses keys one after the other, each for so long. */
    synchronized void press(String keys, int millis) {
        for (int i = 0; i < keys.length(); i++) {
            int event = TelephoneEvent.event(keys.charAt(i));
            if (speaksEvents) {
                events.press(event);
                events.release(millis);
            } else {
                tones.press(event);
                tones.release(millis);
            }
        }
    }

    private void receive() {
        byte[] in = new byte[2048];
        DatagramPacket datagram = new DatagramPacket(in, in.length);
        RtpPacket packet = new RtpPacket();
        short[] decoded = new short[120 * 16];
        while (!socket.isClosed()) {
            try {
                datagram.setLength(in.length);
                socket.receive(datagram);
            } catch (IOException closed) {
                return;
            }
            // RTCP comes to the same port.
            boolean isRtcp = (in[1] & 0x7f) >= 72 && (in[1] & 0x7f) <= 76;
            if (isRtcp || !packet.wrap(in, 0, datagram.getLength())) {
                continue;
            }
            if (packet.payloadType() == EVENTS) {
                eventLog.add(in, packet);
            } else if (packet.payloadType() == payloadType) {
                int samples =
                        decoder.decode(in, packet.payloadOffset(), packet.payloadLength(), decoded, 0, decoded.length);
                hear(decoded, Math.max(samples, 0));
            }
        }
    }

    private synchronized void hear(short[] decoded, int samples) {
        heard += samples;
        meter.add(decoded, 0, samples);
        detector.hear(decoded, 0, samples, sampleRate, System.nanoTime());
    }

    /** Keys heard as events. */
    DigitLog eventLog() {
        return eventLog;
    }

    /** Keys heard as tones that have ended. */
    List<ToneKey> toneKeys() {
        return toneKeys;
    }

    String tonesHeard() {
        StringBuilder text = new StringBuilder();
        toneKeys.forEach(each -> text.append(each.key()));
        return text.toString();
    }

    ToneMeter meter() {
        return meter;
    }

    synchronized int millisHeard() {
        return heard * 1000 / sampleRate;
    }

    @Override
    public void close() {
        if (pacer != null) {
            pacer.close();
        }
        socket.close();
        try {
            receiver.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        encoder.close();
        decoder.close();
    }
}
