package dev.landline.media.bridge;

import dev.landline.media.codec.OpusEngine;
import dev.landline.media.codec.OpusWishes;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.codec.SoundDecoder;
import dev.landline.media.codec.SoundEncoder;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import dev.landline.media.srtp.SrtpSession;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A trunk that speaks any codec in packets of any length, plain or encrypted, from any address of this machine. */
final class CodecPeer implements AutoCloseable {
    static final int OPUS = 111;
    static final int NOISE = 13;

    private final SoundCodec codec;
    private final int ptimeMillis;
    private final int rate;
    private final DatagramSocket rtp;
    private final DatagramSocket rtcp;
    private final SoundEncoder encoder;
    private final SoundDecoder decoder;
    private final Thread receiver;
    private final RtpStream stream = RtpStream.random(ThreadLocalRandom.current());
    private final ToneMeter meter;
    private final AtomicInteger packetsHeard = new AtomicInteger();
    private final AtomicInteger otherPackets = new AtomicInteger();
    private final AtomicInteger unreadable = new AtomicInteger();
    private final AtomicInteger sequenceJumps = new AtomicInteger();
    private final AtomicInteger ssrcChanges = new AtomicInteger();
    private final AtomicInteger ticksHeard = new AtomicInteger();
    private int lastSequence = -1;
    private int lastSsrc;
    private InetSocketAddress gateway;
    private volatile DatagramSocket sendingFrom;
    private volatile double toneHertz;
    private volatile double toneAmplitude;
    // One for each thread; both are replaced under the lock.
    private SrtpSession sending;
    private SrtpSession receiving;
    private final Object keyLock = new Object();
    private Pacer sound;
    private long phase;
    private final byte[] out = new byte[2048];

    CodecPeer(OpusEngine opus, InetAddress address, SoundCodec codec, int ptimeMillis) throws IOException {
        this.codec = codec;
        this.ptimeMillis = ptimeMillis;
        rate = codec.sampleRate();
        meter = new ToneMeter(rate);
        encoder = SoundEncoder.of(codec, opus, rate, OpusWishes.USUAL);
        decoder = SoundDecoder.of(codec, opus, rate);
        rtp = new DatagramSocket(new InetSocketAddress(address, 0));
        rtcp = new DatagramSocket(new InetSocketAddress(address, 0));
        sendingFrom = rtp;
        receiver = Thread.ofPlatform().daemon(true).name("codec-peer").start(this::receive);
    }

    /** What this peer's SDP would say. */
    TrunkRemote description() {
        return TrunkRemote.of(
                        (InetSocketAddress) rtp.getLocalSocketAddress(),
                        (InetSocketAddress) rtcp.getLocalSocketAddress(),
                        format(codec))
                .withPtime(ptimeMillis);
    }

    static MediaFormat format(SoundCodec codec) {
        int payloadType = switch (codec) {
            case PCMU -> 0;
            case PCMA -> 8;
            case G722 -> 9;
            case OPUS -> OPUS;
        };
        return new MediaFormat(codec, payloadType);
    }

    /** From the next packet on, both ways. */
    void useKeys(SrtpKeys keys) throws GeneralSecurityException {
        long ssrc = Integer.toUnsignedLong(stream.ssrc());
        SrtpSession out = new SrtpSession(keys, ssrc);
        SrtpSession in = new SrtpSession(keys, ssrc);
        synchronized (keyLock) {
            sending = out;
            receiving = in;
        }
    }

    /** Sends a steady tone from now on. */
    void sendTone(TrunkLocal to, double hertz, double amplitude) {
        gateway = to.rtp();
        toneHertz = hertz;
        toneAmplitude = amplitude;
        if (sound == null) {
            sound = new Pacer("codec-peer-sound", ptimeMillis * 1_000_000L, this::sendFrame);
        }
    }

    /** From now on packets leave through another port, as through a NAT whose binding changed. */
    void sendFrom(DatagramSocket other) {
        sendingFrom = other;
    }

    /** Says nothing more and describes its background instead (RFC 3389), once. */
    void fallSilent(int level) throws IOException {
        stopSending();
        int header = stream.writeHeader(out, 0, NOISE, false);
        out[header] = (byte) level;
        rtp.send(new DatagramPacket(out, header + 1, gateway));
    }

    void stopSending() {
        sound.close();
        sound = null;
    }

    private void sendFrame() {
        int samples = ptimeMillis * rate / 1000;
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) (toneAmplitude * Math.sin(2 * Math.PI * toneHertz * phase++ / rate));
        }
        int header = stream.writeHeader(out, 0, format(codec).payloadType(), false);
        int length = header + encoder.encode(pcm, 0, samples, out, header, 1400);
        stream.advance(ptimeMillis * codec.clockRate() / 1000);
        synchronized (keyLock) {
            if (sending != null) {
                length = sending.protectRtp(out, 0, length);
            }
        }
        try {
            sendingFrom.send(new DatagramPacket(out, length, gateway));
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void receive() {
        byte[] in = new byte[2048];
        DatagramPacket datagram = new DatagramPacket(in, in.length);
        while (!rtp.isClosed()) {
            try {
                datagram.setLength(in.length);
                rtp.receive(datagram);
            } catch (IOException closed) {
                return;
            }
            onRtp(in, datagram.getLength());
        }
    }

    private void onRtp(byte[] in, int length) {
        int plain = length;
        synchronized (keyLock) {
            if (receiving != null) {
                plain = receiving.unprotectRtp(in, 0, length, System.nanoTime());
            }
        }
        RtpPacket packet = new RtpPacket();
        if (plain < 0 || !packet.wrap(in, 0, plain)) {
            unreadable.incrementAndGet();
            return;
        }
        if (lastSequence >= 0 && ((lastSequence + 1) & 0xffff) != packet.sequence()) {
            sequenceJumps.incrementAndGet();
        }
        if (lastSequence >= 0 && lastSsrc != packet.ssrc()) {
            ssrcChanges.incrementAndGet();
        }
        lastSequence = packet.sequence();
        lastSsrc = packet.ssrc();
        if (packet.payloadType() != format(codec).payloadType()) {
            otherPackets.incrementAndGet();
            return;
        }
        short[] pcm = new short[rate / 1000 * 120];
        int samples = decoder.decode(in, packet.payloadOffset(), packet.payloadLength(), pcm, 0, pcm.length);
        ticksHeard.set(SoundDecoder.ticks(codec, in, packet.payloadOffset(), packet.payloadLength()));
        meter.add(pcm, 0, samples);
        packetsHeard.incrementAndGet();
    }

    ToneMeter meter() {
        return meter;
    }

    int packetsHeard() {
        return packetsHeard.get();
    }

    /** Packets of a payload type other than the codec's. */
    int otherPackets() {
        return otherPackets.get();
    }

    /** Packets that are no RTP, or not encrypted with our keys. */
    int unreadable() {
        return unreadable.get();
    }

    int sequenceJumps() {
        return sequenceJumps.get();
    }

    int ssrcChanges() {
        return ssrcChanges.get();
    }

    /** Milliseconds of sound in the packet last heard. */
    int millisHeard() {
        return ticksHeard.get() * 1000 / codec.clockRate();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) rtp.getLocalSocketAddress();
    }

    @Override
    public void close() {
        if (sound != null) {
            sound.close();
        }
        rtp.close();
        rtcp.close();
        // The codecs are native memory: nobody may be decoding when they are freed.
        try {
            receiver.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        encoder.close();
        decoder.close();
    }

    /** Keys of both ends of a leg: ours and this peer's. */
    static List<SrtpKeys> newKeys(SrtpProfile profile) {
        byte[] material = new byte[profile.keyingBytes()];
        ThreadLocalRandom.current().nextBytes(material);
        return List.of(SrtpKeys.fromDtls(profile, material.clone(), true), SrtpKeys.fromDtls(profile, material, false));
    }
}
