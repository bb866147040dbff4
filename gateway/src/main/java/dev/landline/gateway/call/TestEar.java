package dev.landline.gateway.call;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.sound.Level;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** What takes the browser's place in a test call: hears mu-law on a socket of its own and measures it. */
final class TestEar implements AutoCloseable {

    /** Away from mains hum, from call progress tones and from the 1004 Hz of a network's own test lines. */
    static final double TONE_HERTZ = 850;

    private static final int RATE = 8_000;
    private static final double AUDIBLE_DBM0 = -60;
    /** Of all the energy; speech and music have far less in one line. */
    private static final double MOSTLY_TONE = 0.6;

    private final DatagramSocket socket;
    private final RtpPacket packet = new RtpPacket();
    // All guarded by this.
    private long samples;
    private double energy;
    private double loudest;
    private double toneEnergy;

    TestEar(InetAddress address) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(address, 0));
        Thread.ofPlatform().daemon(true).name("test-ear").start(this::listen);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void listen() {
        byte[] buffer = new byte[2_048];
        while (!socket.isClosed()) {
            try {
                DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
                socket.receive(datagram);
                if (packet.wrap(buffer, 0, datagram.getLength()) && packet.payloadType() == 0) {
                    hear(buffer, packet.payloadOffset(), packet.payloadLength());
                }
            } catch (IOException _) {
                return; // Closed.
            }
        }
    }

    private synchronized void hear(byte[] codes, int offset, int length) {
        double square = 0;
        double cosine = 0;
        double sine = 0;
        for (int i = 0; i < length; i++) {
            short sample = G711.decode(G711Law.PCMU, codes[offset + i]);
            double angle = 2 * Math.PI * TONE_HERTZ * i / RATE;
            square += (double) sample * sample;
            cosine += sample * Math.cos(angle);
            sine += sample * Math.sin(angle);
        }
        if (length > 0) {
            samples += length;
            energy += square;
            loudest = Math.max(loudest, square / length);
            // By Parseval: a pure tone has all its energy here.
            toneEnergy += 2 * (cosine * cosine + sine * sine) / length;
        }
    }

    /** Forgets what was heard until now. */
    synchronized void begin() {
        samples = 0;
        energy = 0;
        loudest = 0;
        toneEnergy = 0;
    }

    /** What was heard. */
    synchronized TestCall.Heard heard() {
        double mean = samples == 0 ? 0 : energy / samples;
        double peak = Level.ofMeanSquare(loudest);
        boolean audible = peak > AUDIBLE_DBM0;
        return new TestCall.Heard(
                audible, Level.ofMeanSquare(mean), peak, audible && energy > 0 && toneEnergy / energy > MOSTLY_TONE);
    }

    @Override
    public void close() {
        socket.close();
    }
}
