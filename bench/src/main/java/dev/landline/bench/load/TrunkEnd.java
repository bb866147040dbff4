package dev.landline.bench.load;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.net.DatagramPort;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;

/** A carrier as an engine sees it: prepared PCMU in plain RTP every 20 ms. Owned by the load loop once it is there. */
final class TrunkEnd implements LoadedEnd {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int DATAGRAM_BYTES = 2048;
    private static final int PCMU = 0;

    private final DatagramPort port;
    private final LoadSounds sounds;
    private final RtpStream stream;
    private final RtpPacket packet = new RtpPacket();
    private final StreamMeter meter = new StreamMeter(8000);
    private final MarkerWatch towardTrunk;
    private final MarkerWatch towardBrowser;
    private final byte[] in = new byte[DATAGRAM_BYTES];
    private final byte[] out = new byte[DATAGRAM_BYTES];
    private final short[] pcm = new short[DATAGRAM_BYTES];
    private InetSocketAddress gateway;
    private int position;
    private long sent;

    TrunkEnd(LoadSounds sounds, SplittableRandom random, MarkerWatch towardTrunk, MarkerWatch towardBrowser)
            throws IOException {
        this.sounds = sounds;
        this.towardTrunk = towardTrunk;
        this.towardBrowser = towardBrowser;
        port = DatagramPort.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BUFFER_BYTES);
        stream = RtpStream.random(random);
        position = random.nextInt(LoadSounds.PACKETS);
    }

    int port() {
        return port.local().getPort();
    }

    void connect(OpenedCall opened) {
        gateway = opened.trunkAddress();
    }

    @Override
    public DatagramPort socket() {
        return port;
    }

    @Override
    public void beat() {
        int header = stream.writeHeader(out, 0, PCMU, false);
        System.arraycopy(sounds.pcmu(position), 0, out, header, LoadSounds.FRAME_SAMPLES);
        if (LoadSounds.isNearMarker(position)) {
            towardBrowser.near();
        } else if (LoadSounds.isMarker(position)) {
            towardBrowser.sent(System.nanoTime());
        }
        port.send(out, 0, header + LoadSounds.FRAME_SAMPLES, gateway);
        stream.advance(LoadSounds.FRAME_SAMPLES);
        position = (position + 1) % LoadSounds.PACKETS;
        sent++;
    }

    @Override
    public void drain() throws IOException {
        while (port.receive(in) != null) {
            onRtp(port.receivedLength(), System.nanoTime());
        }
    }

    private void onRtp(int length, long nowNanos) {
        if (!packet.wrap(in, 0, length) || packet.payloadType() != PCMU) {
            return;
        }
        meter.received(packet.timestamp(), nowNanos);
        if (towardTrunk.isSent()) {
            G711.decode(G711Law.PCMU, in, packet.payloadOffset(), packet.payloadLength(), pcm, 0);
            if (LoadSounds.isLoud(pcm, packet.payloadLength())) {
                towardTrunk.heard(nowNanos);
            }
        }
    }

    @Override
    public StreamMeter meter() {
        return meter;
    }

    @Override
    public long sent() {
        return sent;
    }

    @Override
    public void clearMeters() {
        meter.clear();
        sent = 0;
    }

    @Override
    public void close() {
        port.close();
    }
}
